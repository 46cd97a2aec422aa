"""How often a network is shown its images, and how much it was tuned: declared by each network, printed by reports."""

from __future__ import annotations

import math
from typing import NamedTuple


class Schedule(NamedTuple):
    """How often the training images are shown.

    epochs: at least so often. presentations: at least so many presentations in all, so that few images are shown more
    often. most: never more often than this.
    """

    epochs: int = 10
    presentations: int = 0
    most: int = 100

    def epochs_for(self, images: int) -> int:
        """Epochs over ``images`` training images."""
        return max(self.epochs, min(math.ceil(self.presentations / max(images, 1)), self.most))


class Tuning(NamedTuple):
    """The search that led to a network's settings.

    configurations: how many were tried. judged_on: on which images they were compared; never on test images.
    """

    configurations: int = 1
    judged_on: str = "nothing: settings taken as they are"
