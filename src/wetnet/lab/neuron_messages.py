"""What the page may say to the neuron room, with every size and range bounded."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from wetnet.lab import messages
from wetnet.lab.messages import Change, Message, understanding

MOST_STEPS = 400_000
"""Steps of one run: a slider has to move at once."""

Name = Annotated[str, Field(max_length=60)]
Numbers = Annotated[dict[Name, float], Field(max_length=60)]


class Cell(Message):
    """A registered model with a preset, and the parameters that differ from it."""

    model: Name = "izhikevich"
    preset: Name | None = "regular-spiking"
    values: Numbers = Field(default_factory=dict)


class Settings(Message):
    """Everything that decides what is seen.

    beside: a second neuron, or an artificial unit, under the same stimulus.
    input: which one is stimulated, None: the model's first. stimulus_values: those that differ from the room's choice.
    integrator: None: the model's own. start: state variables that do not begin at rest.
    plane: whether the phase plane, or the fan of trajectories, is computed; plane_input: at which input, None: that of
    the stimulus half way.
    """

    cell: Cell = Cell()
    beside: Cell | None = None
    input: Name | None = None
    stimulus: Name = "step"
    stimulus_values: Numbers = Field(default_factory=dict)
    integrator: Name | None = None
    dt: float = Field(default=0.05, ge=1e-4, le=100)
    duration: float = Field(default=500.0, ge=0.1, le=20_000)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    start: Numbers = Field(default_factory=dict)
    plane: bool = False
    plane_input: float | None = Field(default=None, ge=-1e9, le=1e9)

    @model_validator(mode="after")
    def _short(self) -> Settings:
        if not self.dt <= self.duration <= MOST_STEPS * self.dt:
            raise ValueError(
                f"{self.duration:g} ms at dt = {self.dt:g} ms are {self.duration / self.dt:.0f} steps; the lab takes "
                f"1 to {MOST_STEPS}: choose another dt or duration"
            )
        return self


class Set(messages.Set):
    """Replace the settings."""

    settings: Settings


class Curve(Change):
    """Measure the rate against the input, for the cell of the settings, up to ``most``; None: the room chooses."""

    type: Literal["curve"] = "curve"
    most: float | None = Field(default=None, gt=0, le=1e9)


class Live(Change):
    """Let the cell run on and on under a constant input, ``input``; None: stop."""

    type: Literal["live"] = "live"
    input: float | None = Field(default=None, ge=-1e9, le=1e9)
    pace: float = Field(default=100.0, ge=1.0, le=1000.0)


class Script(Message):
    """Ask for the Python that computes what is seen."""

    type: Literal["script"] = "script"


class Data(Message):
    """Ask for every sample of the run as CSV."""

    type: Literal["data"] = "data"


MESSAGES = understanding(Set, Curve, Live, Script, Data)
"""All of them."""
