"""How a network learns: anything with an outer loop."""
