"""What an answer costs in operations, in the terms of NeuroBench.

Source: Yik et al. 2025, "The NeuroBench framework for benchmarking neuromorphic computing algorithms and systems"
(doi:10.1038/s41467-025-56739-4), metrics: footprint, connection sparsity, activation sparsity, synaptic operations.
"""

from __future__ import annotations

import abc
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from wetnet.tasks.task import Images


class Operations(NamedTuple):
    """Counts for one answer, means over the images asked.

    dense: multiplications if every connection took part in every time step, zeros included.
    effective_macs: products of a weight and an input neither of which is zero, where the inputs are graded.
    effective_acs: the same where the inputs of a layer are only −1, 0 and 1, so that a weight is merely added.
    membrane_updates: updates of the state of a cell that has one; 0 without dynamics.
    steps: time steps of one answer; 1 without time.
    parameters, synapses: numbers that were learned or drawn; connections that are not zero.
    neurons: cells that compute, inputs not counted.
    footprint: bytes of parameters and of state.
    connection_sparsity: share of zeros among the connections there could be.
    activation_sparsity: share of zeros among what the cells between input and output give; 0 where there are none.
    """

    dense: float
    effective_macs: float
    effective_acs: float
    membrane_updates: float
    steps: float
    parameters: int
    synapses: int
    neurons: int
    footprint: float
    connection_sparsity: float
    activation_sparsity: float


class Counted(abc.ABC):
    """A network that can say what its answers cost."""

    @abc.abstractmethod
    def operations(self, images: Images) -> Operations:
        """Counts for one answer, means over these images."""


Weights = Float[np.ndarray, "outputs inputs"]
Activity = Float[np.ndarray, "n cells"]


def count_layers(
    weights: Sequence[Weights], heard: Sequence[Activity], hidden: Sequence[Activity], biases: int, footprint: float
) -> Operations:
    """Counts of a network of layers without time.

    weights, heard: of each layer, and what it receives. hidden: what each layer but the last gives.
    biases: how many there are; as in NeuroBench they cost no synaptic operation.
    """
    connected = [layer != 0 for layer in weights]
    effective = [
        float(np.mean((inputs != 0) @ mask.sum(axis=0))) for mask, inputs in zip(connected, heard, strict=True)
    ]
    added = [bool(np.isin(inputs, (-1, 0, 1)).all()) for inputs in heard]
    dense = sum(layer.size for layer in weights)
    synapses = int(sum(mask.sum() for mask in connected))
    given = sum(layer.size for layer in hidden)
    return Operations(
        dense=dense,
        effective_macs=sum(count for count, add in zip(effective, added, strict=True) if not add),
        effective_acs=sum(count for count, add in zip(effective, added, strict=True) if add),
        membrane_updates=0,
        steps=1,
        parameters=dense + biases,
        synapses=synapses,
        neurons=sum(len(layer) for layer in weights),
        footprint=footprint,
        connection_sparsity=1 - synapses / dense,
        activation_sparsity=sum(int((layer == 0).sum()) for layer in hidden) / given if given else 0.0,
    )
