"""The economy engine: numpy arrays in, numpy arrays out; the last axis is a batch of campaigns."""
