"""Damage: networks of which cells or synapses can be destroyed, to see what is left of what they learned."""

from __future__ import annotations

import abc
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np

from wetnet.core.errors import ParameterError, UnknownNameError

CELLS, SYNAPSES = "cells", "synapses"


class Lesionable(abc.ABC):
    """A network that can be damaged."""

    @abc.abstractmethod
    def lesion_sites(self) -> Mapping[str, int]:
        """What can be destroyed and how many there are: ``cells`` between input and output, ``synapses``."""

    @abc.abstractmethod
    def lesioned(self, site: str, share: float, draw: np.random.Generator) -> Self:
        """A copy without a random share (0 to 1) of its cells or synapses; the network itself stays whole.

        Raises
        ------
        UnknownNameError, ParameterError: no such site in this network, a share outside 0 to 1.
        """


def chosen(network: Lesionable, site: str, share: float, draw: np.random.Generator) -> np.ndarray:
    """Which of the cells or synapses are destroyed: a mask over all of them, ``round(share × all)`` true."""
    sites = network.lesion_sites()
    if site not in sites:
        raise UnknownNameError("lesion site of this network", site, sites)
    if not 0 <= share <= 1:
        raise ParameterError(f"share = {share} of the {site}; expected 0 to 1")
    lost = np.zeros(sites[site], bool)
    lost[draw.choice(len(lost), round(share * len(lost)), replace=False)] = True
    return lost


def connections(arrays: Sequence[np.ndarray]) -> int:
    """How many weights are not zero."""
    return sum(int(np.count_nonzero(array)) for array in arrays)


def without(arrays: Sequence[Any], lost: np.ndarray) -> list[np.ndarray]:
    """Copies of the weights in which the lost ones are zero; ``lost`` runs over all that are not zero, in order."""
    copies = [np.array(array) for array in arrays]
    first = 0
    for array in copies:
        held = np.flatnonzero(array)
        array.ravel()[held[lost[first : first + len(held)]]] = 0
        first += len(held)
    return copies
