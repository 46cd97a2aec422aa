"""Inputs over time, one kind a file: pure functions of time in ms that add (``+``) and scale (``*``)."""

from wetnet.simulation.stimuli.chirp import Chirp as chirp
from wetnet.simulation.stimuli.file import File as file
from wetnet.simulation.stimuli.ornstein_uhlenbeck import OrnsteinUhlenbeck as ornstein_uhlenbeck
from wetnet.simulation.stimuli.poisson import Poisson as poisson
from wetnet.simulation.stimuli.pulses import Pulses as pulses
from wetnet.simulation.stimuli.ramp import Ramp as ramp
from wetnet.simulation.stimuli.sine import Sine as sine
from wetnet.simulation.stimuli.step import Step as step
from wetnet.simulation.stimuli.stimulus import Stimulus as Stimulus
from wetnet.simulation.stimuli.stimulus import as_stimulus as as_stimulus
from wetnet.simulation.stimuli.text import parse as parse
from wetnet.simulation.stimuli.train import Train as train

__all__ = [
    "Stimulus",
    "as_stimulus",
    "chirp",
    "file",
    "ornstein_uhlenbeck",
    "parse",
    "poisson",
    "pulses",
    "ramp",
    "sine",
    "step",
    "train",
]
