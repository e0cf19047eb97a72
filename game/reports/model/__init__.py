"""The model told by itself: pictures, glossary and figures at known dates, all read off the running code."""
