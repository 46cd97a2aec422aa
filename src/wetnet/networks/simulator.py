"""A network that can be run, looked into, disturbed, saved and put back to the start."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Float, Int

from wetnet.core.errors import ConfigurationError, DivergedError, UnknownNameError
from wetnet.core.precision import SINGLE
from wetnet.networks import spike_log
from wetnet.networks.description import Network
from wetnet.networks.engine import Recorded, advance, begin
from wetnet.networks.layout import lay_out
from wetnet.simulation.recording import Recording, Spikes, Trace

ROWS = 2000
"""Most samples recorded between two looks at the clock."""
PATIENCE = 0.1
"""Seconds that a chunk of steps may take: progress, interruption and recording happen between chunks."""
NEVER = np.iinfo(np.int32).max


class Simulator:
    """A network in progress.

    Time is a count of steps; ``time`` is that count times dt. All random draws derive from ``seed``.
    """

    def __init__(self, network: Network, seed: int = 0, dtype: Any = SINGLE):
        self.network = network
        self.seed = seed
        self.layout = lay_out(network, seed, dtype)
        self._start = begin(self.layout)
        self.state = self._start
        capacity = max(1 << 15, 4 * self.layout.plan.cells)
        self._log = spike_log.empty(capacity)
        self._room = capacity - self.layout.plan.cells
        self._heard: list[tuple[np.ndarray, np.ndarray]] = []
        self._chunk_steps = 1000

    @property
    def step(self) -> int:
        """Steps since the start."""
        return int(self.state.step)

    @property
    def time(self) -> float:
        """ms since the start."""
        return self.step * self.network.dt

    def reset(self) -> None:
        """Back to the start in every respect but what was learned: the weights of plastic projections stay."""
        weights = self.state.weights
        self.state = self._start._replace(weights=weights)
        self._heard = []

    def advance(
        self, steps: int, *, quiet: int | None = None, gain: float = 1.0, record: Recorded | None = None
    ) -> tuple[int, dict[str, np.ndarray]]:
        """Run up to ``steps`` steps; less if ``quiet`` silent steps have passed.

        Returns the number of steps done and what was recorded, each (samples, cells).
        """
        if not (0 <= gain < np.inf and steps >= 0):
            raise ConfigurationError(f"gain = {gain}, steps = {steps}; neither may be negative")
        recorded = record or Recorded()
        done, pieces = 0, []
        while done < steps:
            ask = min(steps - done, self._chunk_steps)
            if recorded.variables:
                ask = min(ask, ROWS * recorded.stride)
            started = time.perf_counter()
            ran, room_left, piece = self._chunk(ask, NEVER if quiet is None else quiet, gain, recorded)
            if ran == self._chunk_steps and time.perf_counter() - started < PATIENCE / 2:
                self._chunk_steps *= 2
            done += ran
            pieces.append(piece)
            if ran < ask and room_left:
                break
        return done, {label: np.concatenate([piece[label] for piece in pieces]) for label, *_ in recorded.variables}

    def _chunk(
        self, steps: int, quiet: int, gain: float, recorded: Recorded
    ) -> tuple[int, bool, dict[str, np.ndarray]]:
        """One call of the compiled loop: steps done, whether the log has room for another, what was recorded."""
        dtype = self.layout.parts.dt.dtype
        before = self.step
        traces = {label: np.zeros((ROWS + 1, last - first), dtype) for label, _, first, last, _ in recorded.variables}
        # NumPy scalars go straight into the compiled program; jnp would make a device array of each first.
        self.state, self._log, traces, ran = advance(
            self.layout.plan, recorded, self.layout.parts, self.state, self._log._replace(filled=np.int32(0)), traces,
            np.int32(steps), np.int32(quiet), dtype.type(gain),
        )  # fmt: skip
        filled, done = int(self._log.filled), int(ran)
        if filled:
            self._heard.append(
                (np.asarray(self._log.steps)[:filled].copy(), np.asarray(self._log.cells)[:filled].copy())
            )
        rows = (before + done) // recorded.stride - before // recorded.stride
        return done, filled <= self._room, {label: np.asarray(values)[:rows] for label, values in traces.items()}

    def spikes(self) -> tuple[Int[np.ndarray, " spikes"], Int[np.ndarray, " spikes"]]:
        """Steps and network-wide cell numbers of all spikes since the start or the last reset, in order."""
        if not self._heard:
            return np.zeros(0, np.int32), np.zeros(0, np.int32)
        if len(self._heard) > 1:
            self._heard = [(np.concatenate([s for s, _ in self._heard]), np.concatenate([c for _, c in self._heard]))]
        return self._heard[0]

    def span(self, population: str) -> tuple[int, int]:
        """First and last + 1 network-wide number of the cells of a population."""
        block, first, last = self._place(population)
        start = self.layout.plan.blocks[block].start
        return start + first, start + last

    def get(self, population: str, variable: str) -> Float[np.ndarray, " cells"]:
        """A state variable of a population now."""
        block, first, last = self._place(population)
        self._known(population, variable)
        return np.asarray(self.state.cells[block][variable])[first:last]

    def put(self, population: str, variable: str, value: Any, where: Any = None) -> None:
        """Set a state variable of a population, of all its cells or of those where ``where`` is true."""
        block, first, last = self._place(population)
        self._known(population, variable)
        cells = list(self.state.cells)
        held = np.array(cells[block][variable])
        held[first:last] = np.where(True if where is None else where, value, held[first:last])
        cells[block] = {**cells[block], variable: jnp.asarray(held)}
        self.state = self.state._replace(cells=tuple(cells), silent_steps=jnp.zeros((), jnp.int32))

    def weights(self, projection: str) -> dict[str, Float[np.ndarray, " synapses"]]:
        """The changing weights of a plastic projection by receptor, in the order of its description."""
        number, order = self._plastic(projection)
        found = {}
        for receptor, values in self.state.weights[number].items():
            found[receptor] = np.empty(len(order), values.dtype)
            found[receptor][order] = np.asarray(values)[: len(order)]
        return found

    def put_weights(self, projection: str, values: Mapping[str, Float[np.ndarray, " synapses"]]) -> None:
        """Set the changing weights of a plastic projection, in the order of its description."""
        number, order = self._plastic(projection)
        held = dict(self.state.weights[number])
        for receptor, given in values.items():
            if receptor not in held:
                raise UnknownNameError(f"changing receptor of projection {projection!r}", receptor, held)
            given = np.asarray(given)
            if given.shape != order.shape or not np.isfinite(given).all():
                raise ConfigurationError(
                    f"weights of receptor {receptor!r} of projection {projection!r} have shape {given.shape} and "
                    f"{np.count_nonzero(~np.isfinite(given))} that are not finite; expected {order.shape}, all finite"
                )
            array = np.array(held[receptor])
            array[: len(order)] = given[order]
            held[receptor] = jnp.asarray(array)
        weights = list(self.state.weights)
        weights[number] = held
        self.state = self.state._replace(weights=tuple(weights))

    def run(
        self,
        duration: float,
        *,
        record: Mapping[str, Sequence[str]] | None = None,
        stride: int = 1,
        gain: float = 1.0,
        progress: Callable[[float], None] | None = None,
    ) -> Recording:
        """Run ``duration`` ms; ``record`` names state variables by population, sampled every ``stride`` steps.

        ``progress`` is told the ms done; an exception it raises ends the run, and the simulator stands where it was.
        """
        recorded = self._recorded(record or {}, stride)
        first_step, pieces = self.step, []
        steps = round(duration / self.network.dt)
        while self.step - first_step < steps:
            left = steps - (self.step - first_step)
            _, traces = self.advance(min(self._chunk_steps, left), gain=gain, record=recorded)
            pieces.append(traces)
            self._refuse_nonfinite()
            if progress:
                progress((self.step - first_step) * self.network.dt)
        dt = self.network.dt
        units = {label: self.network.population(label.partition(".")[0]) for label, *_ in recorded.variables}
        return Recording(
            duration,
            {
                label: Trace(
                    np.concatenate([piece[label] for piece in pieces]),
                    units[label].cell.states[variable].unit,
                    dt * stride,
                    (first_step // stride + 1) * stride * dt,
                )
                for label, _, _, _, variable in recorded.variables
            },
            {population.name: self.spikes_of(population.name, first_step) for population in self.network.populations},
            {"seed": self.seed, "dt": dt},
        )

    def spikes_of(self, population: str, since: int = 0) -> Spikes:
        """Spikes of one population from step ``since``; the time of a spike is the end of its step."""
        steps, cells = self.spikes()
        first, last = self.span(population)
        mine = (cells >= first) & (cells < last) & (steps >= since)
        return Spikes((steps[mine] + 1) * self.network.dt, cells[mine] - first, last - first)

    def _recorded(self, record: Mapping[str, Sequence[str]], stride: int) -> Recorded:
        variables = []
        for population, names in record.items():
            block, first, last = self._place(population)
            for name in names:
                self._known(population, name)
                variables.append((f"{population}.{name}", block, first, last, name))
        return Recorded(tuple(variables), stride)

    def _refuse_nonfinite(self) -> None:
        for population in self.network.populations:
            for name, quantity in population.cell.states.items():
                bad = np.flatnonzero(~np.isfinite(self.get(population.name, name)))
                if len(bad):
                    raise DivergedError(
                        f"{name} ({quantity.unit}) of cell {bad[0]} of {population.name!r} is no longer finite at "
                        f"{self.time:g} ms; try dt = {self.network.dt / 2:g} ms"
                    )

    def _place(self, population: str) -> tuple[int, int, int]:
        if population not in self.layout.places:
            raise UnknownNameError("population", population, self.layout.places)
        return self.layout.places[population]

    def _known(self, population: str, variable: str) -> None:
        states = self.network.population(population).cell.states
        if variable not in states:
            raise UnknownNameError(f"state variable of population {population!r}", variable, states)

    def _plastic(self, projection: str) -> tuple[int, np.ndarray]:
        names = [block.name for block in self.layout.plan.plastic]
        if projection not in names:
            raise UnknownNameError("plastic projection", projection, names)
        return names.index(projection), self.layout.orders[projection]
