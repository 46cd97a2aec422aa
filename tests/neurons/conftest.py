"""What the tests of cells share: a cell driven alone."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest


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
