"""What the page may say to the digits room, with every size and range bounded."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from wetnet.lab import messages
from wetnet.lab.messages import Change, Message, understanding

FILE_LIMIT = 6_000_000
"""Base64 characters of an uploaded network."""

SEED_LIMIT = 2**31 - 1

Network = Literal["mlp", "brain"]


class Settings(Message):
    """The sliders and switches of the digits room.

    plasticity: factor on every step of learning in the brain.
    teacher: whether the brain is told the digit while it sees it.
    pace: steps of the brain per second; None: as fast as it computes.
    paused: whether both networks hold still.
    """

    plasticity: float = Field(default=1.0, ge=0.0, le=2.0)
    teacher: bool = True
    pace: float | None = Field(default=60.0, ge=1.0, le=100_000.0)
    paused: bool = False


class Set(messages.Set):
    """Replace the settings."""

    settings: Settings


class Show(Change):
    """Show both networks one image; ``digit`` None: any."""

    type: Literal["show"] = "show"
    digit: int | None = Field(default=None, ge=0, le=9)
    source: Literal["held-out", "ten"] = "held-out"


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


class Save(Message):
    """Ask for a network as a file."""

    type: Literal["save"] = "save"
    network: Network


MESSAGES = understanding(Set, Show, Step, Train, Cancel, Reset, Load, Save)
"""All of them."""
