"""How a network is taught by gradient descent, as plain data."""

from __future__ import annotations

from wetnet.artificial.initialisation import INITIALISATIONS, initialisation
from wetnet.core.errors import ParameterError
from wetnet.core.parameters import Described, parameter
from wetnet.learning.form import option
from wetnet.learning.optimisers import OPTIMISERS, optimiser


class Recipe(Described):
    """Initial weights, optimiser, learning rate, batches and order.

    Raises
    ------
    ParameterError, UnknownNameError: a value out of range, no such optimiser or initialisation.
    """

    learning_rate: float = parameter(0.02, "", "size of a step in the first epoch", low=0, symbol="η")
    decay: float = parameter(0.8, "", "factor on the learning rate from one epoch to the next", low=0, high=1)
    batch_size: int = option(1, "images per step", low=1, high=1000)
    optimiser: str = option("sgd", "how a step follows from the gradient", choices=OPTIMISERS)
    initialisation: str = option("half", "what weights are before learning", choices=INITIALISATIONS)
    shuffle: bool = option(False, "a new order of the images each epoch", converter=bool)

    def __check_init__(self) -> None:
        if isinstance(self.batch_size, bool) or not isinstance(self.batch_size, int) or self.batch_size < 1:
            raise ParameterError(f"Recipe.batch_size = {self.batch_size!r}; a whole number of at least 1 is needed")
        optimiser(self.optimiser)
        initialisation(self.initialisation)

    def rate(self, epoch: int) -> float:
        """The learning rate in an epoch, the first being 0."""
        return float(self.learning_rate * self.decay**epoch)
