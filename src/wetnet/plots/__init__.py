"""Matplotlib figures from plain arrays; nothing here knows a model."""
