"""Many runs of the same engine: facts, calibration, counterfactuals."""
