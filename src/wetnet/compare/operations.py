"""What an answer costs: operations counted, energy modelled in three ways that belong together."""

from __future__ import annotations

from typing import ClassVar

from wetnet.compare import energy
from wetnet.compare.protocol import Control, Measurement, Metric, Protocol
from wetnet.compare.subject import NotApplicable, Subject
from wetnet.core.registry import registered
from wetnet.learning.operations import Counted, Operations

IMAGES = 100
"""Test images over which counts are averaged."""

NANO = 1e-3
"""nJ in a pJ."""

SPARSE = Control("sparse-mlp", "", "sparse without being a brain: how much of a small count is sparseness alone")
QUANTISED = Control("", "energy_quantised", "the same connections as a quantised network run once")


@registered("operations", kind="protocol")
class Cost(Protocol):
    """Operations of one answer in NeuroBench's terms, and three modelled energies (:mod:`wetnet.compare.energy`)."""

    title: ClassVar[str] = "Operations and energy"
    question: ClassVar[str] = "What does one answer cost in additions, products, memory and, by three models, energy?"
    metrics: ClassVar[tuple[Metric, ...]] = (
        Metric("dense", "operations if all connections took part", better="lower", low=0, control=SPARSE),
        Metric("effective_macs", "products with graded inputs", better="lower", low=0, control=SPARSE),
        Metric("effective_acs", "additions for spikes", better="lower", low=0, control=SPARSE),
        Metric("membrane_updates", "updates of a cell's state", better="lower", low=0),
        Metric("steps", "time steps of an answer", better="lower", low=0),
        Metric("neurons", "cells that compute", better="lower", low=0),
        Metric("parameters", "parameters", better="lower", low=0),
        Metric("synapses", "connections that are not zero", better="lower", low=0, control=SPARSE),
        Metric("footprint", "memory", "bytes", better="lower", low=0, control=SPARSE),
        Metric("connection_sparsity", "missing connections", low=0, high=1),
        Metric("activation_sparsity", "silent cells", low=0, high=1),
        Metric("energy_operations", "energy, operations only", "nJ", better="lower", low=0, control=QUANTISED),
        Metric("energy_memory", "energy with memory", "nJ", better="lower", low=0, control=QUANTISED),
        Metric("energy_quantised", "energy of the same as quantised network", "nJ", better="lower", low=0),
    )

    def measure(self, subject: Subject) -> Measurement:
        """Count over the first test images, then model."""
        network = subject.trained()
        if not isinstance(network, Counted):
            raise NotApplicable(
                f"{subject.kind.slug} does not count its operations (wetnet.learning.operations.Counted)"
            )
        images = subject.tests(1)[0][:IMAGES]
        counts: Operations = network.operations(images)
        modelled = energy.model(counts)
        metrics = {
            **counts._asdict(),
            "energy_operations": modelled.operations_only * NANO,
            "energy_memory": modelled.with_memory * NANO,
            "energy_quantised": modelled.quantised * NANO,
        }
        return Measurement(
            {name: float(value) for name, value in metrics.items()},
            raw={"images": len(images), "quantised_bits": modelled.bits},
        )
