"""Bad files by the million: three ways of making them, every reader of files from outside, one outcome each."""
