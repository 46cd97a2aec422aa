"""Parameters with units, the three kinds of cell, events, precision, random keys, registry, errors.

Nothing is imported here: ``wetnet.core.errors`` and ``wetnet.core.registry`` must stay free of JAX.
"""
