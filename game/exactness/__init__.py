"""Proof that the engine keeps its bits and its books: the matrix of machines' differences, and random campaigns."""
