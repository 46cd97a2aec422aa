"""How often a network is shown its images, and how much it was tuned: declared by each network, printed by reports."""

from __future__ import annotations

from typing import NamedTuple


class Schedule(NamedTuple):
    """How often the training images are shown.

    epochs: passes over them. least: images in one pass at least, so that few images are shown several times in each.
    """

    epochs: int = 10
    least: int = 0


class Tuning(NamedTuple):
    """The search that led to a network's settings.

    configurations: how many were tried. judged_on: on which images they were compared; never on test images.
    """

    configurations: int = 1
    judged_on: str = "nothing: settings taken as they are"
