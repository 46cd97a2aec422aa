"""A smooth map of preferred orientations with pinwheels, as in the visual cortex of carnivores and primates."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float


def orientation_map(size: int, wavelength: float, rng: np.random.Generator) -> Float[np.ndarray, "size size"]:
    """Preferred orientations in radians, 0 to π, on a square sheet.

    Half the argument of complex Gaussian noise band-passed to a ring of spatial frequencies around 1/``wavelength``
    (in cells). Such a map has on average π pinwheels per wavelength squared.

    Source: Wolf & Geisel 1998 (doi:10.1038/25736); density: Kaschube et al. 2010 (doi:10.1126/science.1194869).
    """
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(size), np.fft.fftfreq(size)))
    ring = np.exp(-0.5 * ((frequency - 1 / wavelength) / (0.25 / wavelength)) ** 2)
    noise = rng.normal(size=(size, size)) + 1j * rng.normal(size=(size, size))
    field = np.fft.ifft2(np.fft.fft2(noise) * ring)
    return (np.angle(field) / 2) % np.pi


def winding(orientations: Float[np.ndarray, "rows columns"]) -> Float[np.ndarray, "rows_less_1 columns_less_1"]:
    """Turns of the orientation around each plaquette of four neighbours: +½ or −½ at a pinwheel, 0 elsewhere."""

    def turn(after: np.ndarray, before: np.ndarray) -> np.ndarray:
        return (after - before + np.pi / 2) % np.pi - np.pi / 2

    a, b = orientations[:-1, :-1], orientations[:-1, 1:]
    d, c = orientations[1:, :-1], orientations[1:, 1:]
    around = turn(b, a) + turn(c, b) + turn(d, c) + turn(a, d)
    return np.round(around / np.pi) / 2


def pinwheels(orientations: Float[np.ndarray, "rows columns"]) -> int:
    """Number of pinwheel singularities, of either sign."""
    return int(np.count_nonzero(winding(orientations)))
