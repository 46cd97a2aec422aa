"""Rules that say which cell projects to which."""

from __future__ import annotations

import numpy as np
from jaxtyping import Int

Pairs = tuple[Int[np.ndarray, " synapses"], Int[np.ndarray, " synapses"]]
"""Source and target cell of each synapse."""


def bernoulli(
    sources: int, targets: int, probability: float, rng: np.random.Generator, first_target: int | None = None
) -> Pairs:
    """Every pair is connected with ``probability``, sorted by source.

    ``first_target`` is the target number of source 0 where both are the same cells (then there are no autapses), None
    where they are not.
    """
    counts = rng.binomial(targets, probability, sources)
    pre = np.repeat(np.arange(sources), counts)
    post = np.concatenate([rng.choice(targets, count, replace=False, shuffle=False) for count in counts])
    if first_target is None:
        return pre, post
    other = post != pre + first_target
    return pre[other], post[other]
