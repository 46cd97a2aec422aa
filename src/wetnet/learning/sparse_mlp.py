"""A sparse multilayer perceptron: nine of ten connections are missing from the start, and never grow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wetnet.core.registry import registered
from wetnet.learning.schedule import Schedule, Tuning
from wetnet.learning.wide_mlp import WideMLP


@registered("sparse-mlp", kind="learner")
class SparseMLP(WideMLP):
    """784-800-10 as ``wide-mlp``, a random tenth of the connections of each layer, trained under that fixed mask.

    The control for whatever is sparse by nature, as a brain is: same count of synapses, same learning by gradient.
    A static random mask is a strong baseline (Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3).
    """

    defaults: ClassVar[Mapping[str, Any]] = {
        **WideMLP.defaults,
        "initialisation": "he-tenth",
        "optimiser": "adam-masked",
    }
    schedule: ClassVar[Schedule] = WideMLP.schedule
    tuning: ClassVar[Tuning] = Tuning(1, "nothing: the settings of wide-mlp")
