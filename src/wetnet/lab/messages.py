"""What a page may say to the server: every message, with every size and range bounded.

A message is one JSON text. Unknown fields, wrong types and numbers out of range are refused, never guessed.
Messages that change the state of the room carry a ``revision``, counted up by the page; each frame echoes
the last revision that it shows.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

TEXT_LIMIT = 8 * 1024 * 1024
"""Characters in one message; only ``load`` comes near it."""

FILE_LIMIT = 6_000_000
"""Base64 characters of an uploaded network."""

SEED_LIMIT = 2**31 - 1

Network = Literal["mlp", "brain"]


class Message(BaseModel):
    """Base of all messages: strict types, no unknown fields, no NaN."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Change(Message):
    """A message that changes the state of the room."""

    revision: int = Field(ge=1, le=2**32 - 1)


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


class Set(Change):
    """Replace the settings; of several waiting ones only the newest is applied."""

    type: Literal["set"] = "set"
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


class Ack(Message):
    """The page has drawn all frames up to this one."""

    type: Literal["ack"] = "ack"
    sequence: int = Field(ge=1, le=2**32 - 1)


class Restart(Message):
    """Ask for a new worker after the last one stopped."""

    type: Literal["restart"] = "restart"


AnyMessage = Annotated[
    Set | Show | Step | Train | Cancel | Reset | Load | Save | Ack | Restart, Field(discriminator="type")
]
_ADAPTER: TypeAdapter[AnyMessage] = TypeAdapter(AnyMessage)


class BadMessageError(ValueError):
    """A message that breaks the protocol; its text is meant for the page."""


def parse(text: str | bytes) -> AnyMessage:
    """The message in ``text``.

    Raises
    ------
    BadMessageError: too long, not JSON, of unknown type, with unknown fields or values out of range.
    """
    if len(text) > TEXT_LIMIT:
        raise BadMessageError(f"a message of {len(text)} characters is too long; the limit is {TEXT_LIMIT}")
    try:
        return _ADAPTER.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadMessageError(f"bad message{': ' + place if place else ''}: {first['msg']}"[:300]) from None
