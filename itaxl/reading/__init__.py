"""Strangers' bytes into grids of cell values: one file a format, below everything that reads."""
