"""Events of a discretised cell: they rise once, jump, hold and clamp."""

from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.cells import Continuous, Event
from wetnet.core.parameters import Quantity, parameter
from wetnet.simulation import Euler, RungeKutta4, discretise


class Clock(Continuous):
    """x' = 1 and y' = 1; an event when x passes ``level``: ``back`` is taken off x, and x is held."""

    level: float = parameter(1.0, "", "level")
    back: float = parameter(0.0, "", "what the jump takes off")
    hold: float = parameter(0.0, "ms", "time held")

    states: ClassVar[Mapping[str, Quantity]] = {"x": Quantity("", "held"), "y": Quantity("", "free")}
    inputs: ClassVar[Mapping[str, Quantity]] = {}

    def rest(self):
        return {"x": jnp.asarray(0.0), "y": jnp.asarray(0.0)}

    def memory(self):
        return {"count": jnp.asarray(0.0)}

    def flow(self, state, memory, input):
        return {"x": jnp.ones_like(state["x"]), "y": jnp.ones_like(state["y"])}

    @property
    def events(self):
        def jump(state, memory, input):
            return {**state, "x": state["x"] - self.back}, {"count": memory["count"] + 1}

        return (
            Event(lambda s, m, i: s["x"] - self.level, jump, hold=self.hold, clamps=("x",)),
            Event(lambda s, m, i: s["y"] - 2 * self.level, emits=False),
        )

    def readout(self, state, memory, input):
        return {"voltage": state["x"]}


def run(clock, steps, dt=0.25, integrator=None):
    cell = discretise(clock, integrator or Euler())
    state, seen, spikes = cell.start(), [], []
    for k in range(steps):
        state, spike = cell.step(state, {}, jnp.float32(dt))
        seen.append(state)
        if spike:
            spikes.append(k)
    return {name: np.array([s[name] for s in seen]) for name in state}, spikes


def test_a_guard_that_stays_above_is_one_event():
    """x passes 1 in the fifth step (at 1 exactly it has not risen above) and goes on rising."""
    trace, spikes = run(Clock(), 12)
    assert spikes == [4]
    assert trace["count"].tolist() == [0] * 4 + [1] * 8


def test_after_falling_back_the_event_can_happen_again():
    trace, spikes = run(Clock(back=1.25), 16)
    assert spikes == [4, 9, 14]
    assert (trace["x"] <= 1).all()


def test_a_jump_that_leaves_the_guard_above_is_one_event():
    _, spikes = run(Clock(back=0.1), 12)
    assert spikes == [4]


def test_held_variables_stand_still_and_the_others_do_not():
    trace, spikes = run(Clock(back=1.25, hold=1.0), 15)
    assert spikes == [4, 13]
    assert trace["x"][4:9].tolist() == [0] * 5
    assert trace["x"][9] == 0.25
    assert trace["y"].tolist() == [0.25 * (k + 1) for k in range(15)]


def test_an_event_that_does_not_emit_is_no_spike():
    _, spikes = run(Clock(level=1.0, back=0.0), 20)
    assert spikes == [4], "y passes its level in step 9 without a spike"


def test_a_cell_that_starts_above_its_threshold_spikes_at_once():
    cell = discretise(Clock(), RungeKutta4())
    state, spike = cell.step({**cell.start(), "x": jnp.float32(3.0)}, {}, jnp.float32(0.25))
    assert bool(spike)
    assert not bool(cell.step(state, {}, jnp.float32(0.25))[1])


def test_events_of_a_batch_are_independent():
    cell = discretise(Clock(level=jnp.float32([1.0, 0.5, 9.0]), back=1.25), Euler())
    state, fired = {name: jnp.broadcast_to(value, (3,)) for name, value in cell.start().items()}, []
    for _ in range(6):
        state, spike = cell.step(state, {}, jnp.float32(0.25))
        fired.append(np.asarray(spike).tolist())
    assert [k for k, spike in enumerate(fired) if spike[0]] == [4]
    assert [k for k, spike in enumerate(fired) if spike[1]] == [2]
    assert not any(spike[2] for spike in fired)


def test_the_discrete_cell_declares_what_the_continuous_one_does():
    cell = discretise(Clock(), Euler())
    assert cell.states == Clock.states
    assert cell.inputs == Clock.inputs
    with pytest.raises(KeyError):
        cell.step({"x": jnp.float32(0)}, {}, 0.25)
