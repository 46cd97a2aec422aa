"""Assembled circuits, one a file."""
