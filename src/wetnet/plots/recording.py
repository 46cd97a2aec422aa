"""Traces under each other on one time axis, with a raster of spikes below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np


def figure(
    traces: Mapping[str, tuple[np.ndarray, np.ndarray, str]],
    rasters: Mapping[str, tuple[np.ndarray, np.ndarray]],
    most_cells: int = 20,
) -> Any:
    """A figure with one panel per trace and per raster.

    traces: name to (times in ms, values (samples, cells), unit); at most ``most_cells`` cells are drawn.
    rasters: name to (times in ms, cell numbers).
    """
    from matplotlib.figure import Figure

    panels = len(traces) + len(rasters)
    made = Figure(figsize=(8, 1.2 + 1.8 * max(panels, 1)), layout="constrained")
    axes = np.atleast_1d(made.subplots(max(panels, 1), 1, sharex=True))
    for axis, (name, (times, values, unit)) in zip(axes, traces.items(), strict=False):
        axis.plot(times, values[:, :most_cells], linewidth=1)
        axis.set_ylabel(f"{name} ({unit})" if unit else name)
    for axis, (name, (times, cells)) in zip(axes[len(traces) :], rasters.items(), strict=False):
        axis.scatter(times, cells, s=2, marker="|", color="black")
        axis.set_ylabel(f"{name}, cell")
    axes[-1].set_xlabel("time (ms)")
    return made
