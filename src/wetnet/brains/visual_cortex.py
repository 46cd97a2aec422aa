"""Receptive fields of V1: which rods of the retina each cell sees, in four columns or on an orientation map."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

from wetnet.brains.orientation_map import orientation_map

SIDE = 28
"""Rods along one side of the retina."""
FIELDS = np.arange(3, 25)
"""Rows and columns of the retina on which receptive fields are centred."""


class ReceptiveFields(NamedTuple):
    """V1 cells and their rods.

    orientation: (cells,) preferred orientation in radians, 0 horizontal, counter-clockwise on the screen.
    centre: (cells, 2) column and row of the retina.
    rod, cell: (synapses,) who is connected. ampa, nmda: (synapses,) receptors.
    """

    orientation: Float[np.ndarray, " cells"]
    centre: Float[np.ndarray, "cells 2"]
    rod: Int[np.ndarray, " synapses"]
    cell: Int[np.ndarray, " synapses"]
    ampa: Float[np.ndarray, " synapses"]
    nmda: Float[np.ndarray, " synapses"]


def columns(rng: np.random.Generator) -> ReceptiveFields:
    """The seed's V1: four sheets of 22 × 22 cells, one per orientation, three rods in a line each.

    The centre has 5 AMPA receptors and no NMDA, the two flanks 1 and 3.
    """
    del rng  # nothing is drawn; the signature is that of every layout of V1
    y, x = np.meshgrid(FIELDS, FIELDS, indexing="ij")
    centre = np.stack([x.ravel(), y.ravel()], 1).astype(float)
    sheets = [(0.0, (1, 0)), (np.pi / 2, (0, 1)), (3 * np.pi / 4, (1, 1)), (np.pi / 4, (1, -1))]
    orientation = np.repeat([angle for angle, _ in sheets], len(centre))
    centres = np.tile(centre, (len(sheets), 1))
    along = np.repeat(np.array([step for _, step in sheets], float), len(centre), axis=0)
    return _fields(orientation, centres, along, ampa={-1: 1.0, 0: 5.0, 1: 1.0}, nmda={-1: 3.0, 0: 0.0, 1: 3.0})


def pinwheel_map(
    rng: np.random.Generator,
    ampa: tuple[float, float, float],
    nmda: tuple[float, float, float],
    wavelength: float = 9.0,
) -> ReceptiveFields:
    """V1 as a sheet of 44 × 44 cells with a smooth orientation map; five rods in a line each.

    ampa, nmda: receptors at the centre, at its neighbours and at the ends of the line. ``wavelength`` in cells (two
    cells to a rod): shorter than twice the length of the line, so that every line meets a cell of its orientation.
    """
    across = 2 * len(FIELDS)
    orientation = orientation_map(across, wavelength, rng).ravel()
    y, x = np.meshgrid(np.arange(across), np.arange(across), indexing="ij")
    centre = FIELDS[0] + (np.stack([x.ravel(), y.ravel()], 1) - 0.5) / 2
    along = np.stack([np.cos(orientation), -np.sin(orientation)], 1)
    places = {-2: 2, -1: 1, 0: 0, 1: 1, 2: 2}
    return _fields(
        orientation, centre, along, {k: ampa[i] for k, i in places.items()}, {k: nmda[i] for k, i in places.items()}
    )


def _fields(
    orientation: np.ndarray, centre: np.ndarray, along: np.ndarray, ampa: dict[int, float], nmda: dict[int, float]
) -> ReceptiveFields:
    """One rod at each multiple of ``along`` from the centre, the nearest one on the grid."""
    cells = np.arange(len(centre))
    rods = []
    for multiple in ampa:
        place = np.rint(centre + multiple * along).astype(int)
        rods.append(place[:, 1] * SIDE + place[:, 0])
    count = len(cells)
    return ReceptiveFields(
        orientation,
        centre,
        np.concatenate(rods),
        np.tile(cells, len(ampa)),
        np.repeat(list(ampa.values()), count).astype(float),
        np.repeat(list(nmda.values()), count).astype(float),
    )
