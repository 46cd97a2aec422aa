"""Damage to the digit brain: which cells and synapses can be destroyed, and the network without some of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from jaxtyping import Bool, Float, Int

from wetnet.learning.lesions import CELLS, SYNAPSES
from wetnet.networks.description import Network, Projection

HIDDEN = ("v1", "posterior", "anterior")
"""Populations between eye and speech."""

GONE = 1e-30
"""The weight of a synapse that is lost: far below anything a cell can feel, but not zero, so that a damaged brain has
as many synapses as a whole one and runs the program that is compiled already."""


def sites(network: Network) -> dict[str, int]:
    """How many cells there are between eye and speech, and how many synapses on the way."""
    return {CELLS: len(hidden(network)), SYNAPSES: sum(len(projection.pre) for projection in _way(network))}


def hidden(network: Network) -> Int[np.ndarray, " cells"]:
    """Network-wide numbers of the cells between eye and speech."""
    names = np.repeat([p.name for p in network.populations], [p.size for p in network.populations])
    return np.flatnonzero(np.isin(names, HIDDEN))


def by_projection(network: Network, lost: Bool[np.ndarray, " synapses"]) -> dict[str, Bool[np.ndarray, " n"]]:
    """Which synapses of each projection are lost, from a mask over all on the way."""
    way = _way(network)
    ends = np.cumsum([len(projection.pre) for projection in way])[:-1]
    return {p.name: part for p, part in zip(way, np.split(lost, ends), strict=True)}


def damaged(network: Network, lost: Mapping[str, Bool[np.ndarray, " n"]]) -> Network:
    """The network with the weights of lost synapses at ``GONE``."""

    def without(projection: Projection) -> Projection:
        if projection.name not in lost:
            return projection
        gone = lost[projection.name]
        return replace(projection, weights={n: weakened(np.asarray(w), gone) for n, w in projection.weights.items()})

    return replace(network, projections=tuple(without(projection) for projection in network.projections))


def weakened(weights: Float[np.ndarray, " n"], gone: Bool[np.ndarray, " n"] | None) -> Float[np.ndarray, " n"]:
    """The weights with lost ones at ``GONE``; weights of zero stay zero."""
    if gone is None:
        return weights
    return np.where(gone & (weights != 0), weights.dtype.type(GONE), weights)


def _way(network: Network) -> list[Projection]:
    """The projections from eye to speech."""
    return [p for p in network.projections if p.source in ("retina", *HIDDEN) and p.target in (*HIDDEN, "broca")]
