"""Artificial neurons and networks of them: units, layouts, initialisations, dense networks."""

from wetnet.artificial.dense import Dense
from wetnet.artificial.gates import GELU, SiLU
from wetnet.artificial.identity import Identity
from wetnet.artificial.layout import Layout
from wetnet.artificial.rectifiers import LeakyReLU, ReLU, Softplus
from wetnet.artificial.sigmoids import Sigmoid, Tanh
from wetnet.artificial.softmax import Softmax
from wetnet.artificial.thresholds import McCullochPitts, Step

__all__ = [
    "GELU",
    "Dense",
    "Identity",
    "Layout",
    "LeakyReLU",
    "McCullochPitts",
    "ReLU",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "Step",
    "Tanh",
]
