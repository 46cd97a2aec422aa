"""Under voltage clamp gates relax exponentially, and the clamp gives what the channels take."""

from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.cells import Continuous
from wetnet.core.errors import ConfigurationError
from wetnet.core.parameters import Quantity, parameter
from wetnet.neurons import LeakyIntegrateAndFire
from wetnet.simulation import simulate, stimuli, voltage_clamp


class OneGate(Continuous):
    """C V' = I − g n (V + 90) − 0.3 (V + 54); n' = (n∞(V) − n)/τ."""

    conductance: float = parameter(36.0, "mS/cm^2", "g")
    tau: float = parameter(2.0, "ms", "τ")

    states: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "V"), "n": Quantity("", "gate")}
    inputs: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("uA/cm^2", "injected")}
    readouts: ClassVar[Mapping[str, Quantity]] = {
        "potassium_current": Quantity("uA/cm^2", "potassium"),
        "leak_current": Quantity("uA/cm^2", "leak"),
    }

    def steady(self, v):
        return 1 / (1 + jnp.exp(-(v + 45) / 5))

    def rest(self):
        return {"voltage": jnp.asarray(-70.0), "n": self.steady(-70.0)}

    def flow(self, state, memory, input):
        seen = self.readout(state, memory, input)
        total = seen["potassium_current"] + seen["leak_current"]
        return {
            "voltage": (input["current"] - total) / 2.0,
            "n": (self.steady(state["voltage"]) - state["n"]) / self.tau,
        }

    @property
    def events(self):
        return ()

    def readout(self, state, memory, input):
        v = state["voltage"]
        return {
            "voltage": v,
            "potassium_current": self.conductance * state["n"] * (v + 90),
            "leak_current": 0.3 * (v + 54),
        }


@pytest.fixture
def clamped():
    command = stimuli.as_stimulus(-70.0) + stimuli.step(60, start=5)
    return simulate(voltage_clamp(OneGate()), command, 20, dt=0.01)


def test_the_gate_relaxes_exponentially(clamped):
    after = clamped["n"].times > 5.02
    low, high = (float(OneGate().steady(v)) for v in (-70.0, -10.0))
    expected = high + (low - high) * np.exp(-(clamped["n"].times - 5) / 2)
    np.testing.assert_allclose(clamped["n"].values[after, 0], expected[after], atol=1e-6)
    np.testing.assert_allclose(clamped["voltage"].values[after], -10)


def test_the_clamp_gives_what_the_channels_take(clamped):
    taken = clamped["potassium_current"].values + clamped["leak_current"].values
    np.testing.assert_allclose(clamped["clamp_current"].values, taken, rtol=1e-9)
    assert clamped["clamp_current"].unit == "uA/cm^2"
    assert clamped["command"].unit == "mV"
    assert not len(clamped.spikes["spikes"].times)


def test_a_blocked_channel_takes_nothing():
    command = stimuli.as_stimulus(-10.0)
    blocked = simulate(voltage_clamp(OneGate(conductance=0.0)), command, 20)
    assert not blocked["potassium_current"].values.any()
    np.testing.assert_allclose(blocked["clamp_current"].values, 0.3 * 44)


def test_a_cell_without_gates_is_refused():
    with pytest.raises(
        ConfigurationError, match=r"LeakyIntegrateAndFire cannot be voltage-clamped: .* gates beside it"
    ):
        voltage_clamp(LeakyIntegrateAndFire())
    with pytest.raises(ConfigurationError, match="an input 'curent'"):
        voltage_clamp(OneGate(), "curent")
