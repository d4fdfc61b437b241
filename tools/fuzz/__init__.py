"""Inputs that nobody would think of, for whatever takes input from strangers: `make fuzz`."""
