"""The reference solver finds events where they are in closed form, and the steps of fixed length converge to it."""

import math
from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.cells import Continuous, Event
from wetnet.core.errors import ConfigurationError, DivergedError, UnknownNameError
from wetnet.core.parameters import Quantity, parameter
from wetnet.neurons import LeakyIntegrateAndFire, PermeabilityMap
from wetnet.simulation import RungeKutta4, reference, simulate, stimuli


class Swing(Continuous):
    """x'' = −ω² x + I/C: a spike each time x rises through zero, without a jump."""

    omega: float = parameter(0.5, "1/ms", "angular frequency")

    states: ClassVar[Mapping[str, Quantity]] = {"x": Quantity("", "place"), "y": Quantity("", "speed")}
    inputs: ClassVar[Mapping[str, Quantity]] = {"force": Quantity("", "force")}
    readouts: ClassVar[Mapping[str, Quantity]] = {"energy": Quantity("", "energy")}

    def rest(self):
        return {"x": jnp.asarray(1.0), "y": jnp.asarray(0.0)}

    def flow(self, state, memory, input):
        return {"x": state["y"], "y": -(self.omega**2) * state["x"] + input["force"]}

    @property
    def events(self):
        return (Event(lambda s, m, i: s["x"]),)

    def readout(self, state, memory, input):
        return {"voltage": state["x"], "energy": state["y"] ** 2 + (self.omega * state["x"]) ** 2}


def test_interval_of_the_leaky_cell_is_the_closed_form():
    cell = LeakyIntegrateAndFire()
    spikes = reference(cell, stimuli.step(150.0, start=10), 300).spikes["spikes"].times
    first = 10 + 20 * math.log(15 / 5)
    np.testing.assert_allclose(spikes, first + (5 + 20 * math.log(15 / 5)) * np.arange(len(spikes)), atol=1e-7)
    assert len(spikes) == 10


def test_events_without_a_jump_are_each_found_once():
    recording = reference(Swing(), 0.0, 100, start={"x": 1.0, "y": 0.0})
    period = 2 * math.pi / 0.5
    expected = period * np.arange(9)
    expected[1:] -= period / 4
    np.testing.assert_allclose(
        recording.spikes["spikes"].times, expected[: len(recording.spikes["spikes"].times)], atol=1e-6
    )
    assert len(recording.spikes["spikes"].times) == 9
    np.testing.assert_allclose(recording["x"].values[:, 0], np.cos(0.5 * recording["x"].times), atol=1e-8)
    np.testing.assert_allclose(recording["energy"].values, 0.25, atol=1e-9)


def test_it_begins_anew_at_every_corner():
    """A short pulse between long silences is not stepped over, and its work is the closed form."""
    cell = LeakyIntegrateAndFire(threshold=100)
    pulses = stimuli.pulses(100, start=100.03, duration=0.5, interval=40, count=2)
    trace = reference(cell, pulses, 200, dt=0.1)["voltage"]
    charge = 10 * (1 - math.exp(-0.5 / 20))
    lag = trace.times - 100.53
    expected = np.where(lag >= 0, charge * np.exp(-lag / 20), 0) + np.where(
        lag >= 40, charge * np.exp(-(lag - 40) / 20), 0
    )
    away = (np.abs(lag) > 0.6) & (np.abs(lag - 40) > 0.6)
    np.testing.assert_allclose(trace.values[away, 0] + 60, expected[away], atol=1e-7)


def test_fixed_steps_converge_to_it():
    cell = LeakyIntegrateAndFire(refractory_period=2.0)
    stimulus = stimuli.sine(60, frequency=15) + 170
    exact = reference(cell, stimulus, 120).spikes["spikes"].times
    errors = []
    for dt in (0.1, 0.01):
        spikes = simulate(cell, stimulus, 120, dt=dt, integrator=RungeKutta4()).spikes["spikes"].times
        assert len(spikes) == len(exact) == 5
        errors.append(np.max(np.abs(spikes - exact)))
    assert errors[1] < errors[0] / 4
    assert errors[1] < 0.1


def test_what_cannot_be_solved_is_named():
    with pytest.raises(ConfigurationError, match="PermeabilityMap is no differential equation"):
        reference(PermeabilityMap())
    with pytest.raises(ConfigurationError, match="smooth nowhere"):
        reference(LeakyIntegrateAndFire(), stimuli.ornstein_uhlenbeck())
    with pytest.raises(UnknownNameError, match="did you mean 'current'"):
        reference(LeakyIntegrateAndFire(), input="curent")
    with pytest.raises(UnknownNameError, match="did you mean 'voltage'"):
        reference(LeakyIntegrateAndFire(), start={"voltge": 0})


class Blowing(Swing):
    """x' = x²: infinite at t = 1."""

    def flow(self, state, memory, input):
        return {"x": state["x"] ** 2, "y": jnp.zeros_like(state["y"])}


def test_a_solution_that_ends_is_named():
    with pytest.raises(DivergedError, match=r"x of Blowing leaves the finite numbers at 1 ms"):
        reference(Blowing(), 0.0, 5)
