"""What a run leaves behind: labelled arrays with units, and spikes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from wetnet.core import saved
from wetnet.core.errors import ConfigurationError, SavedFileError, UnknownNameError


@dataclass(frozen=True)
class Trace:
    """A recorded quantity: ``values`` (samples, cells) in ``unit``, one sample every ``interval`` ms from ``start``."""

    values: Float[np.ndarray, "samples cells"]
    unit: str
    interval: float
    start: float = 0.0

    @property
    def times(self) -> Float[np.ndarray, " samples"]:
        """Time of each sample in ms."""
        return self.start + self.interval * np.arange(len(self.values))


@dataclass(frozen=True)
class Spikes:
    """Spikes of a group of ``size`` cells: ``times`` in ms, in order, and the ``cells`` that fired."""

    times: Float[np.ndarray, " spikes"]
    cells: Int[np.ndarray, " spikes"]
    size: int

    def rate(self, start: float, stop: float) -> float:
        """Mean firing rate per cell in Hz between two times in ms."""
        if not start < stop:
            raise ConfigurationError(f"a rate from {start} to {stop} ms; the window must have a length")
        inside = (self.times >= start) & (self.times < stop)
        return 1e3 * int(inside.sum()) / (self.size * (stop - start))

    def of(self, cell: int) -> Float[np.ndarray, " spikes"]:
        """Spike times of one cell in ms."""
        return self.times[self.cells == cell]


@dataclass(frozen=True)
class Recording:
    """Traces and spikes of a run by name; ``meta`` says what made them (seed, dt, model…)."""

    duration: float
    traces: Mapping[str, Trace] = field(default_factory=dict)
    spikes: Mapping[str, Spikes] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Trace:
        """The trace of that name."""
        if name not in self.traces:
            raise UnknownNameError("trace of this recording", name, self.traces)
        return self.traces[name]

    def plot(self, **options: Any) -> Any:
        """A matplotlib figure with every trace and a raster of the spikes."""
        from wetnet.plots.recording import figure

        return figure(
            {name: (trace.times, trace.values, trace.unit) for name, trace in self.traces.items()},
            {name: (spikes.times, spikes.cells) for name, spikes in self.spikes.items()},
            **options,
        )

    def save(self, path: Path | str) -> Path:
        """Write everything to one safetensors file."""
        arrays = {f"trace/{name}": trace.values for name, trace in self.traces.items()}
        for name, spikes in self.spikes.items():
            arrays[f"times/{name}"], arrays[f"cells/{name}"] = spikes.times, spikes.cells
        header = {
            "duration": self.duration,
            "traces": {name: [trace.unit, trace.interval, trace.start] for name, trace in self.traces.items()},
            "sizes": {name: spikes.size for name, spikes in self.spikes.items()},
            "meta": dict(self.meta),
        }
        return saved.save(path, "recording", 1, arrays, header)

    @classmethod
    def load(cls, path: Path | str) -> Recording:
        """The recording that was saved."""
        arrays, header = saved.load(path, "recording", 1)
        try:
            traces = {name: Trace(arrays[f"trace/{name}"], *about) for name, about in header["traces"].items()}
            spikes = {
                name: Spikes(arrays[f"times/{name}"], arrays[f"cells/{name}"], size)
                for name, size in header["sizes"].items()
            }
            return cls(header["duration"], traces, spikes, header["meta"])
        except (KeyError, TypeError, AttributeError) as error:
            raise SavedFileError(f"{path} is no whole recording: {error}") from error
