"""A cell chosen on the command line: a registered name, or ``my_model.py:MyNeuron`` from a user's own file."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wetnet.core.errors import ConfigurationError, ParameterError, UnknownNameError
from wetnet.core.registry import declared, find

if TYPE_CHECKING:
    from wetnet.core.cells import Continuous, Discrete

Model = Annotated[str, typer.Argument(help="Name of a neuron (wetnet models), or my_model.py:MyNeuron.")]
PresetName = Annotated[str | None, typer.Option("--preset", help="Named parameter values of the model.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="A parameter's value, such as a=0.02 or conductance='3 nS'."),
]

EXAMPLE = "CONTRIBUTING.md has a whole model in forty lines"


def choose(model: str, preset: str | None = None, settings: Sequence[str] | None = None) -> Continuous | Discrete:
    """The cell with the preset's values and those set.

    Raises
    ------
    UnknownNameError: model, preset or parameter. ParameterError: NAME=VALUE malformed, a value out of its range.
    ConfigurationError: a file that lacks what a model must define; says what.
    """
    kind = (
        from_file(model) if ".py" in model else find("dendrite" if model in declared("dendrite") else "neuron", model)
    )
    values: dict[str, Any] = {}
    for setting in settings or ():
        name, equals, value = setting.partition("=")
        if not equals or not value.strip():
            raise ParameterError(f"--set {setting!r}; expected NAME=VALUE, such as a=0.02")
        values[name.strip()] = value.strip()
    return kind.preset(preset, **values) if preset else kind.create(**values)


def from_file(address: str) -> Any:
    """The class ``my_model.py:MyNeuron`` names."""
    path_text, _, name = address.rpartition(":") if address.partition(".py")[2] else (address, "", "")
    path = Path(path_text)
    if not path.is_file():
        raise ConfigurationError(f"{path} is not there; expected FILE.py:CLASS, such as my_model.py:MyNeuron")
    module = _import(path)
    from wetnet.core.cells import Continuous, Discrete

    own = {key: value for key, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__}
    cells = [key for key, value in own.items() if isinstance(value, type) and issubclass(value, Continuous | Discrete)]
    if not name and len(cells) == 1:
        name = cells[0]
    if name not in vars(module):
        raise UnknownNameError(f"class in {path}", name, cells)
    kind = vars(module)[name]
    if not (isinstance(kind, type) and issubclass(kind, Continuous | Discrete)):
        raise ConfigurationError(f"{name} in {path} is no model: it must derive from Continuous or Discrete; {EXAMPLE}")
    missing = [f"{one}()" for one in sorted(getattr(kind, "__abstractmethods__", ()))]
    missing += [one for one in ("states", "inputs") if not hasattr(kind, one)]
    if missing:
        raise ConfigurationError(f"{name} in {path} must define {', '.join(missing)}; {EXAMPLE}")
    return kind


def _import(path: Path) -> Any:
    specification = importlib.util.spec_from_file_location(f"wetnet_user_{path.stem}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module
    try:
        specification.loader.exec_module(module)
    except Exception as error:  # whatever a user's file may raise
        raise ConfigurationError(f"{path} cannot be loaded: {type(error).__name__}: {error}") from error
    return module
