"""Phase portraits: a plane with nullclines, arrows, fixed points and basins; a line with a fan of trajectories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_COLOURS = ("tab:blue", "tab:green")

Point = tuple[Sequence[float], bool, str]
"""Place, whether it is stable, and its kind."""


def plane(
    title: str,
    labels: Sequence[str],
    limits: Sequence[tuple[float, float]],
    points: Sequence[Point],
    nullclines: Mapping[str, Sequence[np.ndarray]],
    arrows: tuple[np.ndarray, np.ndarray],
    separatrices: Sequence[np.ndarray],
    basin: np.ndarray,
    trajectories: Sequence[np.ndarray],
) -> Any:
    """A figure of two variables; dots are black where stable, white otherwise; basins are shaded."""
    from matplotlib.figure import Figure

    made = Figure(figsize=(7, 6), layout="constrained")
    axis = made.subplots()
    if (basin >= 0).any():
        edges = [np.linspace(low, high, size) for (low, high), size in zip(limits, basin.shape[::-1], strict=True)]
        shaded = np.ma.masked_less(basin.astype(float), 0)
        axis.pcolormesh(*edges, shaded, cmap="Pastel2", vmin=0, vmax=8, shading="nearest", alpha=0.6)
    places, rates = arrows
    scale = np.array([high - low for low, high in limits])
    share = rates / scale
    length = np.linalg.norm(share, axis=1, keepdims=True)
    share = share / np.where(length > 0, length, 1)
    axis.quiver(*places.T, *share.T, color="0.6", angles="uv", scale=45, width=0.002)
    for (name, lines), colour in zip(nullclines.items(), _COLOURS, strict=True):
        for number, line in enumerate(lines):
            axis.plot(*line.T, color=colour, linewidth=1.5, label=f"{name} stands still" if not number else None)
    for number, line in enumerate(separatrices):
        axis.plot(*line.T, "--", color="tab:purple", linewidth=1.2, label="separatrix" if not number else None)
    for path in trajectories:
        axis.plot(*path.T, color="tab:red", linewidth=0.9)
    _dots(axis, points)
    axis.set(title=title, xlabel=labels[0], ylabel=labels[1], xlim=limits[0], ylim=limits[1])
    if axis.get_legend_handles_labels()[0]:
        axis.legend(fontsize="small")
    return made


def line(
    title: str,
    label: str,
    limits: tuple[float, float],
    points: Sequence[Point],
    places: np.ndarray,
    rates: np.ndarray,
    times: np.ndarray,
    trajectories: Sequence[np.ndarray],
) -> Any:
    """A figure of one variable: its rate with the fixed points on the axis, and the trajectories over time."""
    from matplotlib.figure import Figure

    made = Figure(figsize=(9, 4), layout="constrained")
    left, right = made.subplots(1, 2)
    left.axhline(0, color="0.7", linewidth=0.8)
    left.plot(places[:, 0], rates[:, 0], color=_COLOURS[0])
    _dots(left, [((point[0], 0.0), stable, kind) for point, stable, kind in points])
    left.set(title=title, xlabel=label, ylabel="rate of change (per ms)", xlim=limits)
    for path in trajectories:
        right.plot(times[: len(path)], path[:, 0], color="tab:red", linewidth=0.8)
    for point, stable, _ in points:
        right.axhline(point[0], color="black", linestyle="-" if stable else ":", linewidth=0.8)
    right.set(xlabel="time (ms)", ylabel=label, ylim=limits)
    return made


def _dots(axis: Any, points: Sequence[Point]) -> None:
    for place, stable, kind in points:
        face = "black" if stable else "white"
        axis.plot(*place, "o", markersize=8, markerfacecolor=face, markeredgecolor="black", label=kind, zorder=5)
