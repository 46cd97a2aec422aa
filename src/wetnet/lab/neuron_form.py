"""What can be chosen in the neuron room, read from the declarations: nothing is listed twice."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping
from typing import Any

from wetnet.core.parameters import Described, Quantity
from wetnet.core.registry import Declaration, declared
from wetnet.simulation.simulate import default_integrator
from wetnet.simulation.stimuli.stimulus import INPUT


def form() -> dict[str, Any]:
    """Models, stimuli, integrators and artificial units with everything that is declared of them."""
    return {
        "models": [_model(one) for one in declared("neuron").values()],
        "stimuli": [_thing(one) for one in declared("stimulus").values() if one.slug != "file"],
        "integrators": [{"slug": one.slug, "summary": one.summary} for one in declared("integrator").values()],
        "units": [_thing(one) for one in declared("unit").values() if one.slug != "softmax"],
    }


def _thing(one: Declaration) -> dict[str, Any]:
    kind: type[Described] = one.load()
    return {
        "slug": one.slug,
        "summary": one.summary,
        "parameters": [
            {
                "name": known.name,
                "symbol": known.symbol,
                "unit": known.unit,
                "meaning": known.meaning,
                "default": known.default,
                "low": known.low if math.isfinite(known.low) else -1e9,
                "high": known.high if math.isfinite(known.high) else 1e9,
                "source": known.source,
                "input": known.unit == INPUT,
            }
            for known in kind.parameters().values()
        ],
    }


def _model(one: Declaration) -> dict[str, Any]:
    kind: Any = one.load()
    cell = kind()
    flows = hasattr(kind, "flow")
    return {
        **_thing(one),
        "about": (inspect.getdoc(kind) or "").partition("\n\n")[2],
        "equations": kind.equations,
        "states": _quantities(kind.states),
        "inputs": _quantities(kind.inputs),
        "readouts": _quantities(getattr(kind, "readouts", {})),
        "integrator": default_integrator(cell).slug if flows else None,  # type: ignore[attr-defined]
        "presets": [
            {"name": name, "meaning": preset.meaning, "source": preset.source, "values": dict(preset.values)}
            for name, preset in kind.presets.items()
        ],
    }


def _quantities(known: Mapping[str, Quantity]) -> list[dict[str, str]]:
    return [{"name": name, "unit": one.unit, "meaning": one.meaning} for name, one in known.items()]
