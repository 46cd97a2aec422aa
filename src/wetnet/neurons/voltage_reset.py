"""The event that integrate-and-fire cells share: a voltage that passes a level and is put back."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from wetnet.core.cells import Event, Values


def voltage_reset(level: Any, reset: Any, hold: Any = 0.0) -> Event:
    """A spike when ``voltage`` rises above ``level`` (mV): it falls to ``reset`` (mV) and is held there ``hold`` ms."""

    def over(state: Values, memory: Values, input: Values) -> Any:
        return state["voltage"] - level

    def fall(state: Values, memory: Values, input: Values) -> tuple[Values, Values]:
        return {**state, "voltage": jnp.zeros_like(state["voltage"]) + reset}, memory

    return Event(over, fall, hold=hold, clamps=("voltage",))
