"""Files in, frozen plain objects out: levels, parameters and the exogenous world."""
