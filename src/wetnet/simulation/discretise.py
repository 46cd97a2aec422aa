"""A continuous cell and an integrator make a discrete cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp
from jaxtyping import Array, Bool

from wetnet.core.cells import Continuous, Discrete, Event, Values
from wetnet.core.errors import ConfigurationError
from wetnet.core.parameters import Quantity
from wetnet.simulation.integrator import Flow, Integrator, Noise


class Discretised(Discrete):
    """A continuous cell advanced in steps; events are looked for at the end of each step.

    Beside the state of the cell it keeps one latch for each event: 0 where the event can happen, n > 0 where its clamps
    hold for n more steps, −1 where its guard has not yet fallen below zero again. (One integer, since on a CPU every
    further array of state costs a pass over all cells.)
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

    @property
    def draws(self) -> bool:  # type: ignore[override]
        """Whether a step needs a key: where the cell has noise."""
        return has_noise(self.cell)

    def start(self) -> Values:
        """The cell at rest, every event possible."""
        latches = {_latch(i): jnp.asarray(0, jnp.int32) for i in range(len(self.cell.events))}
        return {**self.cell.rest(), **self.cell.memory(), **latches}

    def step(self, state: Values, input: Values, dt: Any, key: Any = None) -> tuple[Values, Bool[Array, "*cells"]]:
        """Integrate, hold what is clamped, then let every event whose guard has risen happen."""
        flowing = {name: state[name] for name in self.cell.states}
        memory = {name: state[name] for name in self.cell.memory()}
        latches = {name: value for name, value in state.items() if name not in flowing and name not in memory}
        events = self.cell.events

        noise = Noise(lambda x: self.cell.diffusion(x, memory, input), key) if self.draws else None
        flow = Flow(lambda x: self.cell.flow(x, memory, input), self.cell.coupling(), noise)
        gains = self.integrator.increment(flow, flowing, dt)
        for i, event in enumerate(events):
            for name in event.clamps:
                gains[name] = jnp.where(latches[_latch(i)] > 0, jnp.zeros_like(gains[name]), gains[name])
        after = {name: value + gains[name] for name, value in flowing.items()}

        spike = jnp.asarray(False)
        for i, event in enumerate(events):
            after, memory, fired, latches[_latch(i)] = _happen(event, latches[_latch(i)], after, memory, input, dt)
            if event.emits:
                spike = spike | fired
        return {**after, **memory, **latches}, spike


def has_noise(cell: Continuous) -> bool:
    """Whether the model gives a diffusion."""
    return type(cell).diffusion is not Continuous.diffusion


def discretise(cell: Continuous, integrator: Integrator) -> Discretised:
    """The discrete cell that ``integrator`` makes of ``cell``.

    Raises
    ------
    ConfigurationError: the cell has noise and the integrator would leave it out.
    """
    if has_noise(cell) and not integrator.stochastic:
        raise ConfigurationError(
            f"{type(cell).__name__} has noise, which {type(integrator).__name__} leaves out; use euler-maruyama"
        )
    return Discretised(cell, integrator)


def _latch(event: int) -> str:
    return f"latch {event}"


def _happen(
    event: Event, latch: Any, state: Values, memory: Values, input: Values, dt: Any
) -> tuple[Values, Values, Any, Any]:
    """State and memory after the event where it happened, where that was, and its latch."""
    fired = (event.guard(state, memory, input) > 0) & (latch == 0)
    steps = jnp.round(jnp.asarray(event.hold) / dt).astype(jnp.int32) if event.clamps else jnp.asarray(0, jnp.int32)
    latch = jnp.where(fired, steps, jnp.maximum(latch - 1, 0))
    jumped, remembered = event.jump(state, memory, input)
    state = {name: jnp.where(fired, jumped[name], value) for name, value in state.items()}
    memory = {name: jnp.where(fired, remembered[name], value) for name, value in memory.items()}
    still_above = event.guard(state, memory, input) > 0
    return state, memory, fired, jnp.where(still_above & (latch == 0), jnp.asarray(-1, jnp.int32), latch)
