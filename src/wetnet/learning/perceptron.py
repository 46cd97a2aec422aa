"""Rosenblatt's perceptron and the rule that teaches it.

The rule changes the weights only on a mistake, by the input itself. On data that a plane separates with margin γ,
all inputs (with a constant 1 for the bias) being shorter than R, it makes at most (R/γ)² mistakes and then no more. On
any other data, XOR for one, it never ends.

Sources: Rosenblatt 1958 (doi:10.1037/h0042519); Novikoff 1962, "On convergence proofs on perceptrons"; Minsky &
Papert 1969, "Perceptrons".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from jaxtyping import Float, Int

from wetnet.core.errors import ConfigurationError


@dataclass(frozen=True)
class Perceptron:
    """One unit that answers 1 where its weighted input and bias are above zero, else 0."""

    weights: Float[np.ndarray, " inputs"]
    bias: np.float32

    @classmethod
    def blank(cls, inputs: int) -> Self:
        """All weights zero."""
        return cls(np.zeros(inputs, np.float32), np.float32(0))

    def __call__(self, inputs: Float[np.ndarray, "*batch inputs"]) -> Int[np.ndarray, "*batch"]:
        """The class of each input, 0 or 1."""
        return (inputs @ self.weights + self.bias > 0).astype(np.int32)

    def corrected(self, input: Float[np.ndarray, " inputs"], label: int) -> Self:
        """The perceptron after being shown one input: itself, unless its answer was wrong."""
        error = np.float32(label - int(self(input)))
        return type(self)(self.weights + error * input, self.bias + error)


@dataclass(frozen=True)
class Schooling:
    """What came of teaching: the perceptron and its mistakes in each epoch."""

    perceptron: Perceptron
    mistakes: tuple[int, ...]

    @property
    def converged(self) -> bool:
        """Whether a whole epoch passed without a mistake: then nothing will change any more."""
        return self.mistakes[-1:] == (0,)


def teach(inputs: Float[np.ndarray, "n inputs"], labels: Int[np.ndarray, " n"], *, epochs: int = 1000) -> Schooling:
    """Rosenblatt's rule in the given order, until an epoch has no mistake or ``epochs`` are over.

    Raises
    ------
    ConfigurationError: labels other than 0 and 1, or not one for each input.
    """
    if len(labels) != len(inputs) or not np.isin(labels, (0, 1)).all():
        raise ConfigurationError(f"a perceptron needs one label, 0 or 1, for each of its {len(inputs)} inputs")
    inputs = np.asarray(inputs, np.float32)
    perceptron = Perceptron.blank(inputs.shape[1])
    mistakes: list[int] = []
    while len(mistakes) < epochs and mistakes[-1:] != [0]:
        wrong = 0
        for input, label in zip(inputs, labels, strict=True):
            wrong += int(perceptron(input) != label)
            perceptron = perceptron.corrected(input, label)
        mistakes.append(wrong)
    return Schooling(perceptron, tuple(mistakes))
