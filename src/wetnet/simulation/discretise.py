"""A continuous cell and an integrator make a discrete cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp
from jaxtyping import Array, Bool

from wetnet.core.cells import Continuous, Discrete, Event, Values
from wetnet.core.parameters import Quantity
from wetnet.simulation.integrator import Integrator


class Discretised(Discrete):
    """A continuous cell advanced in steps; events are looked for at the end of each step.

    Beside the state of the cell it keeps, for event number i, whether its guard was last below zero (``armed i``) and
    for how many steps its clamps still hold (``held i``).
    """

    cell: Continuous
    integrator: Integrator

    @property
    def states(self) -> Mapping[str, Quantity]:  # type: ignore[override]
        """The state variables of the cell."""
        return self.cell.states

    @property
    def inputs(self) -> Mapping[str, Quantity]:  # type: ignore[override]
        """The inputs of the cell."""
        return self.cell.inputs

    def start(self) -> Values:
        """The cell at rest, every guard armed, nothing held."""
        latches: Values = {}
        for i, event in enumerate(self.cell.events):
            latches[f"armed {i}"] = jnp.asarray(True)
            if event.clamps:
                latches[f"held {i}"] = jnp.asarray(0, jnp.int32)
        return {**self.cell.rest(), **self.cell.memory(), **latches}

    def step(self, state: Values, input: Values, dt: Any, key: Any = None) -> tuple[Values, Bool[Array, "*cells"]]:
        """Integrate, hold what is clamped, then let every event whose guard has risen happen."""
        flowing = {name: state[name] for name in self.cell.states}
        memory = {name: state[name] for name in self.cell.memory()}
        latches = {name: value for name, value in state.items() if name not in flowing and name not in memory}
        events = self.cell.events

        gains = self.integrator.increment(lambda x: self.cell.flow(x, memory, input), flowing, dt)
        for i, event in enumerate(events):
            for name in event.clamps:
                gains[name] = jnp.where(latches[f"held {i}"] > 0, jnp.zeros_like(gains[name]), gains[name])
        after = {name: value + gains[name] for name, value in flowing.items()}

        spike = jnp.asarray(False)
        for i, event in enumerate(events):
            after, memory, fired, changed = _happen(event, i, after, memory, input, latches, dt)
            latches = {**latches, **changed}
            if event.emits:
                spike = spike | fired
        return {**after, **memory, **latches}, spike


def discretise(cell: Continuous, integrator: Integrator) -> Discretised:
    """The discrete cell that ``integrator`` makes of ``cell``."""
    return Discretised(cell, integrator)


def _happen(
    event: Event, i: int, state: Values, memory: Values, input: Values, latches: Values, dt: Any
) -> tuple[Values, Values, Any, Values]:
    above = event.guard(state, memory, input) > 0
    fired = above & latches[f"armed {i}"]
    changed: Values = {}
    if event.clamps:
        held = latches[f"held {i}"]
        fired = fired & (held == 0)
        steps = jnp.round(jnp.asarray(event.hold) / dt).astype(jnp.int32)
        changed[f"held {i}"] = jnp.where(fired, steps, jnp.maximum(held - 1, 0))
    jumped, remembered = event.jump(state, memory, input)
    state = {name: jnp.where(fired, jumped[name], value) for name, value in state.items()}
    memory = {name: jnp.where(fired, remembered[name], value) for name, value in memory.items()}
    changed[f"armed {i}"] = event.guard(state, memory, input) <= 0
    return state, memory, fired, changed
