"""What the page may say to the compare room."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wetnet.lab.messages import Change, Message, understanding

Slug = Annotated[str, Field(min_length=1, max_length=60)]


class Start(Change):
    """Measure; whatever was measured before, also in another session, is used."""

    type: Literal["start"] = "start"
    task: Slug
    networks: list[Slug] = Field(min_length=1, max_length=50)
    protocols: list[Slug] = Field(min_length=1, max_length=50)
    seeds: int = Field(ge=1, le=20)
    budget: Literal["quick", "full"]


class Cancel(Change):
    """Stop measuring; what is finished stays."""

    type: Literal["cancel"] = "cancel"


class Evidence(Message):
    """Ask what is behind the cells of one network under one protocol."""

    type: Literal["evidence"] = "evidence"
    network: Slug
    protocol: Slug


class Export(Message):
    """Ask for the report as a file."""

    type: Literal["export"] = "export"
    format: Literal["html", "md", "csv", "json"]


MESSAGES = understanding(Start, Cancel, Evidence, Export)
