"""Noise that a model declares: drawn by Euler-Maruyama, with the moments of its equation, and refused by the others."""

from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.cells import Continuous
from wetnet.core.errors import ConfigurationError
from wetnet.core.parameters import Quantity, parameter
from wetnet.simulation import EulerMaruyama, RungeKutta4, reference, simulate


class Jittery(Continuous):
    """x' = −k x + I + σ ξ."""

    rate: float = parameter(0.2, "1/ms", "k")
    sigma: float = parameter(1.0, "1/ms**0.5", "σ")

    states: ClassVar[Mapping[str, Quantity]] = {"x": Quantity("", "noisy"), "y": Quantity("", "quiet")}
    inputs: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("", "input")}

    def rest(self):
        return {"x": jnp.asarray(0.0), "y": jnp.asarray(1.0)}

    def flow(self, state, memory, input):
        return {"x": -self.rate * state["x"] + input["current"], "y": -self.rate * state["y"]}

    def diffusion(self, state, memory, input):
        return {"x": self.sigma + jnp.zeros_like(state["x"])}

    @property
    def events(self):
        return ()

    def readout(self, state, memory, input):
        return {"voltage": state["x"]}


def test_variance_is_that_of_the_discrete_process():
    cells = Jittery(rate=np.full(200, 0.2))
    dt = 0.5
    trace = simulate(cells, 0.0, 600, dt=dt)["x"].values[100:]
    assert trace.var() == pytest.approx(dt / (1 - (1 - 0.2 * dt) ** 2), rel=0.02)
    together = np.corrcoef(trace.T)[np.triu_indices(200, 1)]
    assert abs(together.mean()) < 0.01, "cells draw apart"
    lagged = np.mean(trace[4:] * trace[:-4]) / trace.var()
    assert lagged == pytest.approx((1 - 0.2 * dt) ** 4, abs=0.02)


def test_what_has_no_noise_of_its_own_stays_quiet():
    trace = simulate(Jittery(), 0.0, 5, dt=0.1)["y"].values[:, 0]
    np.testing.assert_allclose(trace, 0.98 ** np.arange(1, 51), rtol=1e-12)


def test_the_seed_decides():
    one, again, other = (simulate(Jittery(), 0.0, 5, seed=seed)["x"].values for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


def test_integrators_that_would_leave_it_out_are_refused():
    with pytest.raises(ConfigurationError, match="Jittery has noise, which RungeKutta4 leaves out; use euler-maruyama"):
        simulate(Jittery(), integrator=RungeKutta4())
    with pytest.raises(ConfigurationError, match="no differential equation without noise"):
        reference(Jittery())
    assert EulerMaruyama.stochastic
