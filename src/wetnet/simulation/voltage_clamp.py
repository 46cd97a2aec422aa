"""The voltage clamp: a cell whose voltage is what it is told to be, and the current that this takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import equinox as eqx
import jax
import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.errors import ConfigurationError
from wetnet.core.parameters import Quantity


class VoltageClamped(Continuous):
    """A cell under voltage clamp. Its input is the command voltage; its gates flow on at that voltage.

    Read-outs: those of the cell (each channel's current), and ``clamp_current``, which keeps V' = 0: the solution of
    f_V(V, I) = 0, f being affine in I. What charges the membrane at a step of the command is not in it.

    Source: Hodgkin, Huxley & Katz 1952 (doi:10.1113/jphysiol.1952.sp004716).
    Checked against: the sum of the channels' currents; the gates' exponential relaxation.
    """

    cell: Continuous
    current: str = eqx.field(static=True)

    inputs: ClassVar[Mapping[str, Quantity]] = {"command": Quantity("mV", "voltage that is imposed")}

    @property
    def states(self) -> Mapping[str, Quantity]:  # type: ignore[override]
        """What still flows: everything but the voltage."""
        return {name: about for name, about in self.cell.states.items() if name != "voltage"}

    @property
    def readouts(self) -> Mapping[str, Quantity]:  # type: ignore[override]
        """Those of the cell, its voltage and the current of the clamp."""
        unit = self.cell.inputs[self.current].unit
        return {
            **self.cell.readouts,
            "voltage": Quantity("mV", "membrane voltage"),
            "clamp_current": Quantity(unit, "current that keeps the voltage, positive depolarises"),
        }

    def rest(self) -> Values:
        """The rest of the cell, without its voltage."""
        return {name: value for name, value in self.cell.rest().items() if name != "voltage"}

    def memory(self) -> Values:
        """That of the cell."""
        return self.cell.memory()

    def _whole(
        self, state: Values, memory: Values, input: Values, injected: Any = 0.0
    ) -> tuple[Values, Values, Values]:
        """State, memory and input of the cell itself."""
        voltage = jnp.asarray(input["command"])
        inputs = {name: jnp.zeros_like(voltage) for name in self.cell.inputs}
        return {**state, "voltage": voltage}, memory, {**inputs, self.current: jnp.zeros_like(voltage) + injected}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """The gates at the command voltage."""
        rates = self.cell.flow(*self._whole(state, memory, input))
        return {name: rates[name] for name in state}

    @property
    def events(self) -> tuple[Event, ...]:
        """None: a clamped cell does not spike."""
        return ()

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """Currents at the command voltage, and that of the clamp."""

        def rate(injected: Any) -> Any:
            return self.cell.flow(*self._whole(state, memory, input, injected))["voltage"]

        whole = self._whole(state, memory, input)
        voltage = whole[0]["voltage"]
        none = jnp.zeros_like(voltage)
        drift, slope = jax.jvp(rate, (none,), (jnp.ones_like(none),))
        return {**self.cell.readout(*whole), "voltage": voltage, "clamp_current": -drift / slope}


def voltage_clamp(cell: Continuous, current: str = "current") -> VoltageClamped:
    """``cell`` under voltage clamp: simulate it with a command in mV, such as ``-65 + stimuli.step(60, start=10)``.

    Raises
    ------
    ConfigurationError: its voltage does not flow, nothing else does, or it has no such current.
    """
    if "voltage" not in cell.states or len(cell.states) < 2 or current not in cell.inputs:
        raise ConfigurationError(
            f"{type(cell).__name__} cannot be voltage-clamped: it needs a state 'voltage', gates beside it and "
            f"an input {current!r}; it has {', '.join(cell.states)} and {', '.join(cell.inputs)}"
        )
    return VoltageClamped(cell, current)
