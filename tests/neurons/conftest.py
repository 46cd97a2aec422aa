"""What the tests of cells share: a cell driven alone."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import brentq

from wetnet.core.precision import double
from wetnet.simulation import RungeKutta4, discretise


@pytest.fixture(scope="session")
def drive():
    """Advance one discrete cell under constant input: traces of its state after each step, and where it spiked."""

    def run(cell, steps, dt, inputs=None, **start):
        dtype = jnp.zeros(()).dtype
        began = {**cell.start(), **start}
        state = {
            name: jnp.array(value, dtype if jnp.issubdtype(jnp.result_type(value), jnp.floating) else None)
            for name, value in began.items()
        }
        given = {name: jnp.asarray((inputs or {}).get(name, 0.0), dtype) for name in cell.inputs}

        def advance(state, _):
            after, spike = cell.step(state, given, jnp.asarray(dt, dtype), None)
            return after, (after, spike)

        _, (trace, spikes) = jax.jit(lambda state: jax.lax.scan(advance, state, None, steps))(state)
        return {name: np.asarray(values) for name, values in trace.items()}, np.flatnonzero(np.asarray(spikes))

    return run


class Membranes:
    """Published numbers of a conductance-based model, found without wetnet's own analysis room."""

    @staticmethod
    def steady_current(cell, voltage):
        """The current that holds the membrane at a voltage, gates settled."""
        state = cell.settled(jnp.asarray(voltage, float))
        return float(sum(cell.currents(state).values()))

    @classmethod
    def eigenvalues(cls, cell, voltage):
        """Of the Jacobian at the equilibrium that lies at a voltage."""
        state = cell.settled(jnp.asarray(voltage, float))
        names = sorted(state)
        given = {name: jnp.zeros(()) for name in cell.inputs}

        def field(x):
            rates = cell.flow(dict(zip(names, x, strict=True)), {}, given)
            return jnp.stack([rates[name] for name in names])

        return np.linalg.eigvals(jax.jacfwd(field)(jnp.stack([state[name] for name in names])))

    @classmethod
    def hopf(cls, cell, low, high):
        """(current, voltage, ω) where a pair of eigenvalues crosses the imaginary axis between two voltages."""

        def growth(voltage):
            return cls.eigenvalues(cell, voltage).real.max()

        voltage = brentq(growth, low, high, xtol=1e-12)
        pair = max(cls.eigenvalues(cell, voltage), key=lambda value: value.imag)
        return cls.steady_current(cell, voltage), voltage, pair.imag

    @classmethod
    def fold(cls, cell, low, high):
        """(current, voltage) where the steady current has an extremum between two voltages."""

        def slope(voltage):
            return jax.grad(lambda v: sum(cell.currents(cell.settled(v)).values()))(jnp.asarray(voltage, float))

        voltage = brentq(slope, low, high, xtol=1e-12)
        return cls.steady_current(cell, voltage), voltage

    @classmethod
    def equilibria(cls, cell, current, low=-100.0, high=60.0):
        """All voltages at which the steady current has a value."""
        grid = np.linspace(low, high, 4001)
        state = cell.settled(jnp.asarray(grid))
        net = np.asarray(sum(cell.currents(state).values())) - current
        return [
            brentq(lambda v: cls.steady_current(cell, v) - current, grid[i], grid[i + 1], xtol=1e-12)
            for i in np.flatnonzero(np.diff(np.sign(net)))
        ]

    @staticmethod
    def crossings(cell, currents, duration, level, dt=0.01, stimulus=None, **start):
        """Times at which the voltage rises through a level (cubic interpolation), RK4, one list for each current."""
        currents = np.atleast_1d(np.asarray(currents, float))
        stepped = discretise(cell, RungeKutta4())
        steps = round(duration / dt)
        # RK4 takes the input in the middle of the step.
        shape = np.ones(steps) if stimulus is None else stimulus((np.arange(steps) + 0.5) * dt)
        began = {name: jnp.asarray(value) for name, value in {**stepped.start(), **start}.items()}
        state = {
            name: jnp.broadcast_to(value, currents.shape).astype(None if value.dtype == jnp.int32 else float)
            for name, value in began.items()
        }

        def advance(state, size):
            given = {name: jnp.zeros(()) for name in cell.inputs} | {"current": size * currents}
            state, _ = stepped.step(state, given, dt)
            return state, state["voltage"]

        _, trace = jax.jit(lambda state: jax.lax.scan(advance, state, jnp.asarray(shape)))(state)
        trace = np.vstack([np.broadcast_to(began["voltage"], currents.shape), np.asarray(trace)])
        found = []
        for v in trace.T:
            rising = np.flatnonzero((v[:-1] < level) & (v[1:] >= level))
            rising = rising[(rising > 0) & (rising < len(v) - 2)]
            at = []
            for i in rising:
                cubic = np.polyfit([-1, 0, 1, 2], v[i - 1 : i + 3] - level, 3)
                at.append(brentq(lambda x, cubic=cubic: np.polyval(cubic, x), 0, 1 + 1e-12))
            found.append((rising + np.array(at)) * dt if len(rising) else np.zeros(0))
        return found


@pytest.fixture
def membranes():
    """Analysis of conductance-based models in double precision, within the test."""
    with double():
        yield Membranes
