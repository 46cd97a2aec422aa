"""Every registered integrator converges at the order it claims."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.precision import double
from wetnet.core.registry import declared, find
from wetnet.simulation import ExponentialEuler
from wetnet.simulation.integrator import Flow

INTEGRATORS = sorted(declared("integrator"))


def pendulum(state):
    """A smooth nonlinear flow with coupling: damped pendulum."""
    return {"angle": state["rate"], "rate": -jnp.sin(state["angle"]) - 0.2 * state["rate"]}


def end(integrator, steps, duration=4.0):
    dt = duration / steps

    def advance(state, _):
        gained = integrator.increment(Flow(pendulum), state, dt)
        return {name: value + gained[name] for name, value in state.items()}, None

    start = {"angle": jnp.asarray(1.2), "rate": jnp.asarray(0.0)}
    return float(jax.lax.scan(advance, start, None, steps)[0]["angle"])


@pytest.mark.parametrize("slug", INTEGRATORS)
def test_error_falls_with_the_claimed_power_of_the_step(slug):
    integrator = find("integrator", slug)()
    with double():
        exact = end(find("integrator", "rk4")(), 8192)
        errors = [abs(end(integrator, steps) - exact) for steps in (32, 64, 128)]
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert orders == pytest.approx(integrator.order, abs=0.25)


def test_there_are_integrators_to_test():
    assert {"euler", "exponential-euler", "rk4"} <= set(INTEGRATORS)


@pytest.mark.parametrize("dt", [0.01, 1.0, 50.0])
def test_exponential_euler_is_exact_on_a_linear_flow_at_any_step(dt):
    with double():
        start = {"x": jnp.asarray([3.0, -1.0])}
        gained = ExponentialEuler().increment(lambda state: {"x": (1.5 - state["x"]) / 4}, start, dt)
    expected = 1.5 + (np.array([3.0, -1.0]) - 1.5) * np.exp(-dt / 4)
    np.testing.assert_allclose(start["x"] + gained["x"], expected, rtol=1e-12)


def test_exponential_euler_takes_the_diagonal_only():
    """Variables see each other as they were, each its own derivative: a coupled linear flow by hand."""
    with double():
        state = {"x": jnp.asarray(1.0), "y": jnp.asarray(2.0)}
        gained = ExponentialEuler().increment(
            lambda s: {"x": -2 * s["x"] + s["y"], "y": -3 * s["y"] + s["x"]}, state, 0.1
        )
    # f_x = 0, so x stays; f_y = −5 with slope −3: −5 (1 − e^{−0.3}) / 3.
    assert float(gained["x"]) == pytest.approx(0, abs=1e-15)
    assert float(gained["y"]) == pytest.approx(-5 * (1 - np.exp(-0.3)) / 3, rel=1e-12)
