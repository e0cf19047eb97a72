"""Trials on demand: what can be done to the game without mercy, by command and by number, to be repeated alone."""
