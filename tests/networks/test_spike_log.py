"""The log of spikes: native kernel against twin, and both against a list."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core import native
from wetnet.networks import spike_log

CELLS = 21
KERNEL = jax.jit(spike_log.append)
TWIN = jax.jit(lambda log, spikes, step: spike_log.SpikeLog(*spike_log.log_jax(spikes, step, *log)))
steps = st.lists(st.lists(st.booleans(), min_size=CELLS, max_size=CELLS), min_size=1, max_size=5)


@pytest.mark.parametrize("append", [pytest.param(KERNEL, id="chosen"), pytest.param(TWIN, id="twin")])
@given(history=steps, capacity=st.sampled_from([1, 10, 200]))
@settings(max_examples=12)
def test_log_is_a_list_of_step_and_cell_cut_at_its_capacity(append, history, capacity):
    log, expected = spike_log.empty(capacity), []
    for step, spikes in enumerate(history):
        log = append(log, jnp.asarray(spikes), jnp.int32(step + 5))
        expected += [(step + 5, cell) for cell in np.flatnonzero(spikes)]
    found_steps, found_cells, filled = map(np.asarray, log)
    assert filled == len(expected), "what did not fit is counted"
    written = list(zip(found_steps.tolist(), found_cells.tolist(), strict=True))[: len(expected)]
    assert written == expected[:capacity]
    assert not found_steps[len(expected) :].any()


def test_the_kernel_is_what_is_tested_above():
    if not native.available():
        pytest.skip("the native kernels were not built")
    text = str(jax.make_jaxpr(spike_log.append)(spike_log.empty(4), jnp.zeros(3, bool), jnp.int32(0)))
    assert "wetnet_log_spikes" in text
