"""What a page may say to the server, whatever the room: the base of all messages, and those that every room knows.

A message is one JSON text. Unknown fields, wrong types and numbers out of range are refused, never guessed. Messages
that change the state of the room carry a ``revision``, counted up by the page; each frame echoes the last
revision that it shows. Each room declares what else it understands (``Room.messages``) and its worker checks it; the
server itself reads no more than :class:`Ack` and :class:`Restart`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

TEXT_LIMIT = 8 * 1024 * 1024
"""Characters in one message."""


class Message(BaseModel):
    """Base of all messages: strict types, no unknown fields, no NaN."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Change(Message):
    """A message that changes the state of the room."""

    revision: int = Field(ge=1, le=2**32 - 1)


class Set(Change):
    """Base of a room's message that replaces all its settings; of several waiting ones only the newest is applied."""

    type: Literal["set"] = "set"


class Ack(Message):
    """The page has drawn all frames up to this one."""

    type: Literal["ack"] = "ack"
    sequence: int = Field(ge=1, le=2**32 - 1)


class Restart(Message):
    """Ask for a new worker after the last one stopped."""

    type: Literal["restart"] = "restart"


class Other(BaseModel):
    """Any other message as the server sees it: an object with a type, to be checked by the room."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    type: str = Field(max_length=40)
    revision: Any = None


class BadMessageError(ValueError):
    """A message that breaks the protocol; its text is meant for the page."""


def understanding(*kinds: type[Message]) -> TypeAdapter[Any]:
    """What a room understands: the given messages, told apart by their ``type``, and acknowledgements."""
    union: Any = Union[(Ack, *kinds)]
    form: Any = Annotated[union, Field(discriminator="type")] if kinds else Ack
    return TypeAdapter(form)


def parse(text: str | bytes, messages: TypeAdapter[Any]) -> Any:
    """The message in ``text``.

    Raises
    ------
    BadMessageError: too long, not JSON, of unknown type, with unknown fields or values out of range.
    """
    if len(text) > TEXT_LIMIT:
        raise BadMessageError(f"a message of {len(text)} characters is too long; the limit is {TEXT_LIMIT}")
    try:
        return messages.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadMessageError(f"bad message{': ' + place if place else ''}: {first['msg']}"[:300]) from None


_OTHER: TypeAdapter[Other] = TypeAdapter(Other)
_SERVER: dict[str, TypeAdapter[Any]] = {"ack": TypeAdapter(Ack), "restart": TypeAdapter(Restart)}


def read(text: str) -> Ack | Restart | Other:
    """As much of a message as the server itself needs.

    Raises
    ------
    BadMessageError: too long, not a JSON object with a type, or a bad message of the two that the server knows.
    """
    message: Other = parse(text, _OTHER)
    return parse(text, _SERVER[message.type]) if message.type in _SERVER else message
