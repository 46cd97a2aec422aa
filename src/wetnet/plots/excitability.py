"""The F-I curve and the latency of the first spike."""

from __future__ import annotations

from typing import Any

import numpy as np


def curves(title: str, unit: str, currents: np.ndarray, rates: np.ndarray, latencies: np.ndarray) -> Any:
    """A figure with rate and latency over current."""
    from matplotlib.figure import Figure

    made = Figure(figsize=(7, 5), layout="constrained")
    above, below = made.subplots(2, 1, sharex=True)
    above.plot(currents, rates, ".-")
    above.set(title=title, ylabel="rate (Hz)")
    below.plot(currents, latencies, ".-", color="tab:orange")
    below.set(xlabel=f"current ({unit})" if unit else "current", ylabel="latency (ms)")
    return made
