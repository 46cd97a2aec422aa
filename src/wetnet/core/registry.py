"""Finding models, rules, tasks and networks by name without importing them.

A class or function announces itself with ``@registered("slug", kind="neuron")``. :func:`declared` reads those
announcements from the source text, so that listing what exists costs no import of JAX; :func:`find`
imports just the one file that is asked for. Adding a model is adding a file.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeVar

from wetnet.core.errors import UnknownNameError

T = TypeVar("T")

ROOMS = {
    "neuron": ("neurons",),
    "dendrite": ("dendrites",),
    "synapse": ("synapses",),
    "plasticity": ("plasticity",),
    "integrator": ("simulation",),
    "stimulus": ("simulation.stimuli",),
    "unit": ("artificial",),
    "task": ("tasks",),
    "learner": ("learning", "brains"),
    "brain": ("brains",),
    "protocol": ("compare",),
    "command": ("cli",),
}
"""The rooms in which each kind of thing lives."""


class Declaration(NamedTuple):
    """Where a registered object is, and the first line of its docstring."""

    slug: str
    kind: str
    module: str
    attribute: str
    summary: str

    def load(self) -> Any:
        """Import the module and give the object."""
        return getattr(importlib.import_module(self.module), self.attribute)


def registered(slug: str, *, kind: str) -> Callable[[T], T]:
    """Announce a class or function under a kebab-case name. Both arguments must be literals."""
    if kind not in ROOMS:
        raise UnknownNameError("kind of registered object", kind, ROOMS)

    def mark(thing: T) -> T:
        thing.slug = slug  # type: ignore[attr-defined]
        return thing

    return mark


@cache
def declared(kind: str) -> dict[str, Declaration]:
    """All announced objects of a kind, by slug."""
    if kind not in ROOMS:
        raise UnknownNameError("kind of registered object", kind, ROOMS)
    found: dict[str, Declaration] = {}
    for room in ROOMS[kind]:
        folder = files("wetnet").joinpath(*room.split("."))
        paths = sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else []
        for path in paths:
            if path.name.endswith(".py"):
                for entry in _announcements(path.read_text(encoding="utf-8"), f"wetnet.{room}.{path.name[:-3]}"):
                    if entry.kind == kind:
                        found[entry.slug] = entry
    return found


def find(kind: str, slug: str) -> Any:
    """The registered object; an unknown name is answered with the nearest right one."""
    known = declared(kind)
    if slug not in known:
        raise UnknownNameError(kind, slug, known)
    return known[slug].load()


def _announcements(source: str, module: str) -> list[Declaration]:
    entries = []
    for node in ast.parse(source).body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            continue
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "registered":
                slug = ast.literal_eval(decorator.args[0])
                kind = next(ast.literal_eval(k.value) for k in decorator.keywords if k.arg == "kind")
                summary = (ast.get_docstring(node) or "").partition("\n")[0]
                entries.append(Declaration(slug, kind, module, node.name, summary))
    return entries
