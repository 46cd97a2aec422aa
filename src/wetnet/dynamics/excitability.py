"""How a cell answers a current: from which on, after how long, how fast, and in which of Hodgkin's classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Float

from wetnet.core.cells import Continuous, Discrete
from wetnet.core.errors import ConfigurationError, UnknownNameError
from wetnet.core.precision import double
from wetnet.simulation.chunks import CHUNK, chunks
from wetnet.simulation.discretise import discretise
from wetnet.simulation.simulate import default_integrator
from wetnet.simulation.stimuli import Stimulus, step

_BATCH = 64
"""Currents tried at once in search of a threshold."""
_ROUNDS = 4
_DECADES = (-3.0, 5.0)
_ABOVE = 1e-6
"""The rate at onset is that so far above the threshold of lasting firing, as a share."""
CLASS_1 = 4.0
"""A cell whose rate at onset is below so many spikes in half the run is as slow as can be seen: of class 1."""


@dataclass(frozen=True)
class Excitability:
    """Answers to steps from rest. currents in ``unit``, rates in Hz (lasting, from intervals), latency in ms.

    rheobase: least current with a spike; tonic: least with lasting firing; None where there is none.
    hodgkin_class: 1, the rate begins near zero; 2, it jumps; 3, no lasting firing up to ten times rheobase.
    """

    model: str
    unit: str
    rheobase: float | None
    tonic: float | None
    onset_rate: float | None
    hodgkin_class: int | None
    currents: Float[np.ndarray, " currents"]
    rates: Float[np.ndarray, " currents"]
    latencies: Float[np.ndarray, " currents"]

    def table(self) -> str:
        """As text."""

        def shown(value: float | None, unit: str) -> str:
            return "none" if value is None else f"{value:.6g} {unit}".strip()

        return "\n".join(
            [
                f"{self.model}: class {self.hodgkin_class or 'unknown'}",
                f"  rheobase {shown(self.rheobase, self.unit)}",
                f"  lasting firing from {shown(self.tonic, self.unit)}, at {shown(self.onset_rate, 'Hz')}",
                *(f"  {c:10.4g} {self.unit}: {r:8.3f} Hz" for c, r in zip(self.currents, self.rates, strict=True)),
            ]
        )

    def as_json(self) -> dict[str, Any]:
        """Everything as lists and numbers."""
        return {
            "model": self.model,
            "unit": self.unit,
            "rheobase": self.rheobase,
            "tonic": self.tonic,
            "onset_rate": self.onset_rate,
            "hodgkin_class": self.hodgkin_class,
            "currents": self.currents.tolist(),
            "rates": self.rates.tolist(),
            "latencies": [None if np.isnan(one) else float(one) for one in self.latencies],
        }

    def plot(self) -> Any:
        """The F-I curve and the latencies."""
        from wetnet.plots.excitability import curves

        return curves(self.model, self.unit, self.currents, self.rates, self.latencies)


def fi_curve(
    cell: Continuous | Discrete, currents: Any, duration: float = 1000.0, *, dt: float = 0.05, input: str | None = None
) -> tuple[Float[np.ndarray, " currents"], Float[np.ndarray, " currents"]]:
    """Lasting rate (Hz) and latency (ms, NaN without a spike) for each current as a step from rest, all at once.

    The rate is that of the intervals in the second half; 0 where fewer than two spikes fall there.
    """
    steps: Any = np.asarray(currents, float)
    times = _spikes(cell, step(steps), duration, dt, input)
    rates = np.zeros(len(times))
    for number, one in enumerate(times):
        late = one[one > duration / 2]
        if len(late) > 1:
            rates[number] = 1e3 * (len(late) - 1) / (late[-1] - late[0])
    return rates, np.array([one[0] if len(one) else np.nan for one in times])


def excitability(cell: Continuous | Discrete, *, duration: float = 1000.0, dt: float = 0.05) -> Excitability:
    """Rheobase, threshold and rate of lasting firing, Hodgkin's class, F-I curve and latencies.

    Thresholds are found by trying 64 currents at once, four times closer; to one part in a million.

    Source of the classes: Hodgkin 1948 (doi:10.1113/jphysiol.1948.sp004260).
    """
    rheobase = _threshold(cell, duration, dt, lasting=False)
    tonic = _threshold(cell, duration, dt, lasting=True) if rheobase is not None else None
    if tonic is not None and rheobase is not None and tonic > max(10 * rheobase, 1e-9):
        tonic = None
    onset: float | None = None
    kind = 3 if rheobase else None
    if tonic:
        onset = float(fi_curve(cell, tonic * np.array([1 + _ABOVE]), duration, dt=dt)[0][0])
        kind = 1 if onset <= CLASS_1 * 1e3 / (duration / 2) else 2
    currents = np.linspace(0, 3 * (tonic or rheobase or 1.0), 61)
    rates, latencies = fi_curve(cell, currents, duration, dt=dt)
    unit = next(iter(cell.inputs.values())).unit
    return Excitability(type(cell).__name__, unit, rheobase, tonic, onset, kind, currents, rates, latencies)


def _threshold(cell: Continuous | Discrete, duration: float, dt: float, lasting: bool) -> float | None:
    """The least current, from zero up, that fires; 0 for a cell that fires by itself."""
    tried = np.concatenate([[0.0], np.logspace(*_DECADES, _BATCH - 1)])
    for _ in range(_ROUNDS):
        rates, latencies = fi_curve(cell, tried, duration, dt=dt)
        fires = rates > 0 if lasting else np.isfinite(latencies)
        if not fires.any():
            return None
        first = int(np.argmax(fires))
        if not first:
            return float(tried[0])
        tried = np.linspace(tried[first - 1], tried[first], _BATCH)
    return float(tried[-1])


def _spikes(
    cell: Continuous | Discrete, stimulus: Stimulus, duration: float, dt: float, input: str | None
) -> list[np.ndarray]:
    """Spike times of each cell of the batch; what leaves the finite numbers falls silent."""
    if not 0 < dt <= duration < np.inf:
        raise ConfigurationError(f"dt = {dt} ms and duration = {duration} ms; expected 0 < dt <= duration")
    name = input or next(iter(cell.inputs))
    if name not in cell.inputs:
        raise UnknownNameError(f"input of {type(cell).__name__}", name, cell.inputs)
    stepped = discretise(cell, default_integrator(cell)) if isinstance(cell, Continuous) else cell
    steps = round(duration / dt)
    gathered: list[np.ndarray] = []
    with double():
        for chunk in chunks(stepped, stimulus, {}, name, dt, 0):
            gathered.append(np.asarray(chunk.spikes))
            if len(gathered) * CHUNK >= steps:
                break
    fired = np.concatenate(gathered)[:steps]
    fired = fired.reshape(steps, -1)
    return [dt * (np.flatnonzero(column) + 1) for column in fired.T]
