"""A class's runs scored again from their decisions, compared, and written as CSV, HTML and PDF."""
