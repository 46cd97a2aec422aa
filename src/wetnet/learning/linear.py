"""The linear classifier: softmax regression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wetnet.core.registry import registered
from wetnet.learning.mlp import MLP
from wetnet.learning.schedule import Schedule, Tuning


@registered("linear", kind="learner")
class Linear(MLP):
    """784-10, softmax, cross-entropy: multinomial logistic regression, without any hidden cell.

    What it reaches is what a task gives away to a single layer; the first control of every table.
    """

    defaults: ClassVar[Mapping[str, Any]] = {
        "sizes": (784, 10),
        "initialisation": "glorot",
        "optimiser": "adam",
        "learning_rate": 0.002,
        "decay": 0.85,
        "batch_size": 100,
        "shuffle": True,
    }
    schedule: ClassVar[Schedule] = Schedule(epochs=15, least=2000)
    tuning: ClassVar[Tuning] = Tuning(1, "nothing: usual settings")
