"""What the page may say to the digits room, with every size and range bounded."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wetnet.lab import messages
from wetnet.lab.messages import Change, Message, understanding

FILE_LIMIT = 6_000_000
"""Base64 characters of an uploaded network."""

SEED_LIMIT = 2**31 - 1

Network = Literal["mlp", "brain"]
Receptor = Literal["ampa", "nmda", "gaba"]
Area = Literal["retina", "v1", "posterior", "anterior", "wernicke", "broca", "stop", "feedback"]


class Settings(Message):
    """The sliders and switches of the digits room.

    plasticity: factor on every step of learning in the brain.
    teacher: whether the brain is told the digit while it sees it.
    pace: steps of the brain per second; None: as fast as it computes.
    paused: whether both networks hold still.
    blocked: receptors of the brain that an antagonist holds.
    silenced: areas of the brain whose cells cannot fire.
    """

    plasticity: float = Field(default=1.0, ge=0.0, le=2.0)
    teacher: bool = True
    pace: float | None = Field(default=60.0, ge=1.0, le=100_000.0)
    paused: bool = False
    blocked: tuple[Receptor, ...] = Field(default=(), max_length=3)
    silenced: tuple[Area, ...] = Field(default=(), max_length=8)


class Set(messages.Set):
    """Replace the settings."""

    settings: Settings


class Show(Change):
    """Show both networks one image; ``digit`` None: any."""

    type: Literal["show"] = "show"
    digit: int | None = Field(default=None, ge=0, le=9)
    source: Literal["held-out", "ten"] = "held-out"


class Turn(Change):
    """Show both networks the held-out image of a number; numbers beyond the last begin again."""

    type: Literal["turn"] = "turn"
    index: int = Field(ge=-1, le=100_000)


class Draw(Change):
    """Show both networks a drawing: ink of 28×28 pixels, and which digit it is meant to be, if the user says so."""

    type: Literal["draw"] = "draw"
    ink: list[Annotated[int, Field(ge=0, le=255)]] = Field(min_length=784, max_length=784)
    digit: int | None = Field(default=None, ge=0, le=9)


class Explain(Change):
    """Tell what in the image speaks for a class; None: for the artificial network's answer."""

    type: Literal["explain"] = "explain"
    digit: int | None = Field(default=None, ge=0, le=9)


class Build(Change):
    """Replace the artificial network by an untrained one of another shape, taught by another recipe."""

    type: Literal["build"] = "build"
    seed: int = Field(default=1, ge=0, le=SEED_LIMIT)
    hidden: list[Annotated[int, Field(ge=1, le=128)]] = Field(max_length=4)
    unit: str = Field(default="relu", max_length=40)
    recipe: dict[Annotated[str, Field(max_length=40)], bool | int | float | Annotated[str, Field(max_length=40)]] = (
        Field(default_factory=dict, max_length=20)
    )


class Step(Change):
    """Advance the paused brain."""

    type: Literal["step"] = "step"
    steps: int = Field(default=1, ge=1, le=1000)


class Train(Change):
    """Let a network learn its task for some epochs."""

    type: Literal["train"] = "train"
    network: Network
    epochs: int = Field(default=1, ge=1, le=100)


class Cancel(Change):
    """Stop learning; what was learned stays."""

    type: Literal["cancel"] = "cancel"
    network: Network


class Reset(Change):
    """Start again from an untrained network of this seed."""

    type: Literal["reset"] = "reset"
    network: Literal["mlp", "brain", "both"] = "both"
    seed: int = Field(default=1, ge=0, le=SEED_LIMIT)


class Load(Change):
    """Replace a network by a saved one."""

    type: Literal["load"] = "load"
    network: Network
    data: str = Field(max_length=FILE_LIMIT)


class Probe(Change):
    """Look into a cell of the brain, by its brain-wide number; None: into none."""

    type: Literal["probe"] = "probe"
    cell: int | None = Field(default=None, ge=0, le=100_000)


class Trace(Change):
    """Trace the brain's answer back to the light, and find out which cells it needs if ``silence``."""

    type: Literal["trace"] = "trace"
    silence: bool = False


class Quiz(Change):
    """Ask the brain its ten digits, with no teacher and learning frozen."""

    type: Literal["quiz"] = "quiz"


class Save(Message):
    """Ask for a network as a file."""

    type: Literal["save"] = "save"
    network: Network


class Script(Message):
    """Ask for the Python that computes what is seen."""

    type: Literal["script"] = "script"


MESSAGES = understanding(
    Script, Set, Show, Turn, Draw, Explain, Build, Step, Train, Cancel, Reset, Load, Probe, Trace, Quiz, Save
)
"""All of them."""
