"""wetnet: artificial and biological neural networks on one bench.

Rooms are imported on first use, so that ``import wetnet`` costs no JAX.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_ROOMS = (
    "core",
    "neurons",
    "dendrites",
    "synapses",
    "plasticity",
    "simulation",
    "plots",
    "spikes",
    "dynamics",
    "networks",
    "artificial",
    "learning",
    "tasks",
    "brains",
    "compare",
    "lab",
    "cli",
)
_NAMES = {"simulate": "wetnet.simulation", "Recording": "wetnet.simulation"}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return importlib.import_module(f"wetnet.{name}")
    if name == "stimuli":
        return importlib.import_module("wetnet.simulation.stimuli")
    if name in _NAMES:
        return getattr(importlib.import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'wetnet' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*_ROOMS, *_NAMES, "__version__"])
