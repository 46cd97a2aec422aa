"""Row B9: pinwheels are counted."""

import numpy as np
import pytest

from wetnet.brains.orientation_map import orientation_map, pinwheels, winding


@pytest.mark.parametrize("sign", [1, -1])
def test_one_synthetic_pinwheel_is_one(sign):
    y, x = np.meshgrid(np.arange(-5.5, 6), np.arange(-5.5, 6), indexing="ij")
    turns = winding((sign * np.arctan2(y, x) / 2) % np.pi)
    assert np.count_nonzero(turns) == 1
    assert turns[5, 5] == sign / 2


def test_a_plane_wave_has_none():
    y, x = np.meshgrid(np.arange(40), np.arange(40), indexing="ij")
    assert pinwheels((0.3 * x + 0.1 * y) % np.pi) == 0


def test_density_is_that_of_a_gaussian_field():
    """π per wavelength², times ⟨k²⟩/k₀² = 1 + 3 σ²/k₀² for a ring whose power has σ = k₀/(4√2): 3.44."""
    size, wavelength = 128, 10.0
    found = [pinwheels(orientation_map(size, wavelength, np.random.default_rng(seed))) for seed in range(12)]
    density = np.mean(found) * (wavelength / (size - 1)) ** 2
    assert density == pytest.approx(np.pi * (1 + 3 / 32), rel=0.05)


def test_orientations_are_uniform_and_smooth():
    found = orientation_map(128, 16.0, np.random.default_rng(0))
    assert found.min() >= 0
    assert found.max() < np.pi
    assert np.abs(np.mean(np.exp(2j * found))) < 0.1
    step = np.abs((np.diff(found, axis=1) + np.pi / 2) % np.pi - np.pi / 2)
    assert np.median(step) < np.pi / 8
