"""The energy models against sums made by hand from Horowitz's table."""

import pytest

from wetnet.compare import energy
from wetnet.learning.operations import Operations


def counts(macs=0.0, acs=0.0, updates=0.0, steps=1.0, parameters=1000, synapses=1000, footprint=4000.0):
    return Operations(1000.0, macs, acs, updates, steps, parameters, synapses, 10, footprint, 0.0, 0.0)


def test_a_product_costs_what_the_table_says():
    found = energy.model(counts(macs=100))
    assert found.operations_only == pytest.approx(100 * 4.6)
    # 4000 bytes fit into 8 KB: 10 pJ for 64 bits, so 5 pJ for each weight of 32.
    assert found.with_memory == pytest.approx(100 * 4.6 + 100 * 5)
    assert found.bits == 8
    assert found.quantised == pytest.approx(1000 * (0.23 + 8 * 10 / 64))


def test_spikes_are_cheap_until_memory_and_state_are_counted():
    found = energy.model(counts(acs=100, updates=3000, steps=31))
    assert found.operations_only == pytest.approx(90)
    assert found.with_memory == pytest.approx(90 + 3000 * 4.6 + (100 + 6000) * 5)
    assert found.bits == 5


def test_matched_bits_tell_apart_as_many_levels_as_there_can_be_spikes():
    assert [energy.matched_bits(steps) for steps in (1, 3, 4, 7, 8, 25, 131.8)] == [8, 2, 3, 3, 4, 5, 8]


def test_memory_is_the_smallest_that_holds_it():
    assert [energy.bit_read(size) * 64 for size in (1, 8192, 8193, 1 << 20, (1 << 20) + 1)] == [10, 10, 20, 100, 1300]


def test_an_eight_bit_product_and_sum_are_the_table_itself():
    assert energy.product_and_sum(8) == pytest.approx(0.23)
    assert energy.product_and_sum(4) == pytest.approx(0.2 / 4 + 0.03 / 2)
