"""Which sources decide a figure: their hash is the code version of a record, and an old record is told by it."""

from __future__ import annotations

import ast
import hashlib
import inspect
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from wetnet.compare.budget import Budget
from wetnet.tasks.task import Task

PACKAGE = "wetnet"

SHARED = ("core", "artificial", "networks", "neurons", "dendrites", "synapses", "plasticity", "simulation")
"""Rooms whose files are found by name at run time: whoever uses one file of them may use all."""

LIBRARIES = ("jax", "numpy", "scipy", "scikit-learn", "optax", "equinox")

DIGITS = 16


def code_version(*kinds: type) -> str:
    """Hash of the sources that decide what these classes (a network, a protocol) compute.

    The files that define them, every file of wetnet that those import, directly or not, all of a room in ``SHARED``
    where one file of it is among them, and the versions of the libraries. Another network's file is not
    among them: adding one makes no record stale.
    """
    digest = hashlib.sha256()
    own = {path for kind in kinds for base in kind.__mro__ if (path := source_file(base))}
    modules = _closure(name for path in own for name in _imports(path))
    for path in sorted(own | {_path(name) for name in modules}, key=str):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(repr([(name, version(name)) for name in LIBRARIES]).encode())
    digest.update(repr([getattr(kind, "settings", None) for kind in kinds]).encode())
    return digest.hexdigest()[:DIGITS]


def data_version(task: Task, budget: Budget) -> str:
    """Hash of a task's images and labels and of the numbers of a budget."""
    digest = hashlib.sha256(repr((task.slug, task.presentations, budget)).encode())
    for array in (task.train_images, task.train_labels, task.test_images, task.test_labels):
        digest.update(repr(array.shape).encode())
        digest.update(array.tobytes())
    return digest.hexdigest()[:DIGITS]


def source_file(kind: type) -> Path | None:
    """The file that defines a class; None where there is none (a session, a built-in)."""
    module = sys.modules.get(kind.__module__)
    candidates = [getattr(module, "__file__", None)]
    candidates += [inspect.getsourcefile(member) for member in vars(kind).values() if inspect.isfunction(member)]
    return next((path for name in candidates if name and (path := Path(name)).suffix == ".py" and path.is_file()), None)


def _closure(names: Iterable[str]) -> set[str]:
    """Modules of wetnet that these import, directly or not, with whole rooms where they are shared."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        waiting += _imports(_path(name))
        room = name.split(".")[1] if "." in name else ""
        if room in SHARED:
            waiting += _modules(room)
    return found


def _modules(room: str) -> list[str]:
    """Every module of a room, those of its folders too."""
    root = Path(str(files(PACKAGE)))
    paths = (path.relative_to(root).with_suffix("") for path in (root / room).rglob("*.py"))
    return [".".join((PACKAGE, *(path.parent if path.name == "__init__" else path).parts)) for path in paths]


@cache
def _imports(path: Path) -> tuple[str, ...]:
    """Modules of wetnet that a file names in an import, anywhere in it."""
    return tuple(dict.fromkeys(_named(ast.parse(path.read_text(encoding="utf-8")))))


def _named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == PACKAGE and name != PACKAGE and _exists(name))


def _exists(name: str) -> bool:
    return _path(name).is_file()


def _path(name: str) -> Path:
    """The file of a module of wetnet: a room is its ``__init__``."""
    place = Path(str(files(PACKAGE))).joinpath(*name.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
