"""What a network is, as plain data: populations, projections and how fine its time is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from wetnet.core.cells import Discrete
from wetnet.core.errors import ConfigurationError, UnknownNameError
from wetnet.plasticity.rule import Plasticity
from wetnet.synapses.synapse import Synapse


@dataclass(frozen=True)
class Population:
    """``size`` cells of one kind.

    cell: the cell; its parameters are scalars or arrays of shape (size,).
    start: state variables that do not begin at the cell's own start, scalars or (size,).
    drive: constant input, by name of the input, scalars or (size,).
    """

    name: str
    size: int
    cell: Discrete
    start: Mapping[str, Any] = field(default_factory=dict)
    drive: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ConfigurationError(f"population {self.name!r} has size {self.size}; it needs at least one cell")
        for kind, given, known in (("state", self.start, self.cell.states), ("input", self.drive, self.cell.inputs)):
            for name, value in given.items():
                if name not in known:
                    raise UnknownNameError(f"{kind} of population {self.name!r}", name, known)
                if np.shape(value) not in ((), (self.size,)):
                    raise ConfigurationError(
                        f"{kind} {name!r} of population {self.name!r} has shape {np.shape(value)}; "
                        f"expected a number or ({self.size},)"
                    )


@dataclass(frozen=True)
class Projection:
    """Synapses from one population to another.

    pre, post: (synapses,) cell numbers within the source and the target population.
    weights: by receptor name, a number or (synapses,), in the unit of the receptor.
    delay: ms from spike to arrival along each source cell's axon, a number or (source size,); at least one step.
    synapse: terminal and receptors; parameters of the terminal are scalars or (source size,).
    """

    name: str
    source: str
    target: str
    synapse: Synapse
    pre: Int[np.ndarray, " synapses"]
    post: Int[np.ndarray, " synapses"]
    weights: Mapping[str, Float[np.ndarray, " synapses"] | float]
    delay: Float[np.ndarray, " source"] | float
    plasticity: Plasticity | None = None

    def __post_init__(self) -> None:
        for receptor in self.weights:
            if receptor not in self.synapse.receptors:
                raise UnknownNameError(f"receptor of projection {self.name!r}", receptor, self.synapse.receptors)
        if len(self.pre) != len(self.post):
            raise ConfigurationError(
                f"projection {self.name!r} has {len(self.pre)} sources and {len(self.post)} targets; expected pairs"
            )
        for receptor, weight in self.weights.items():
            if np.shape(weight) not in ((), (len(self.pre),)):
                raise ConfigurationError(
                    f"weight {receptor!r} of projection {self.name!r} has shape {np.shape(weight)}; "
                    f"expected a number or one per synapse ({len(self.pre)},)"
                )
        for receptor in self.plasticity.changes if self.plasticity else ():
            if receptor not in self.weights:
                raise ConfigurationError(
                    f"the rule of projection {self.name!r} changes {receptor!r}, which has no weight"
                )


@dataclass(frozen=True)
class Network:
    """Populations and projections, advanced in steps of ``dt`` ms."""

    populations: tuple[Population, ...]
    projections: tuple[Projection, ...]
    dt: float = 0.1

    def __post_init__(self) -> None:
        if not 0 < self.dt < np.inf:
            raise ConfigurationError(f"dt = {self.dt} ms; it must be positive")
        for kind, items in (("population", self.populations), ("projection", self.projections)):
            names = [item.name for item in items]
            for name in names:
                if names.count(name) > 1:
                    raise ConfigurationError(f"two {kind}s are called {name!r}")
        sizes = {population.name: population.size for population in self.populations}
        for projection in self.projections:
            _check(projection, sizes, self.dt)

    def population(self, name: str) -> Population:
        """The population of that name."""
        for candidate in self.populations:
            if candidate.name == name:
                return candidate
        raise UnknownNameError("population", name, [population.name for population in self.populations])


def _check(projection: Projection, sizes: Mapping[str, int], dt: float) -> None:
    for end, population, cells in (
        ("source", projection.source, projection.pre),
        ("target", projection.target, projection.post),
    ):
        if population not in sizes:
            raise UnknownNameError(f"{end} population of projection {projection.name!r}", population, sizes)
        if len(cells) and not (np.min(cells) >= 0 and np.max(cells) < sizes[population]):
            raise ConfigurationError(
                f"projection {projection.name!r} names {end} cells {np.min(cells)} to {np.max(cells)}; "
                f"population {population!r} has 0 to {sizes[population] - 1}"
            )
    if np.shape(projection.delay) not in ((), (sizes[projection.source],)):
        raise ConfigurationError(
            f"delay of projection {projection.name!r} has shape {np.shape(projection.delay)}; expected a number or one "
            f"delay per source cell ({sizes[projection.source]},)"
        )
    delays = np.atleast_1d(projection.delay)
    wrong = delays[~(np.isfinite(delays) & (delays >= 0.5 * dt))]
    if wrong.size:
        raise ConfigurationError(
            f"projection {projection.name!r} has a delay of {wrong[0]} ms; the least is one step of {dt} ms"
        )
