"""The application: finds the commands, runs one, turns errors into one line and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from wetnet import __version__
from wetnet.core import process, registry
from wetnet.core.errors import ParameterError, UnknownNameError, WetnetError

DONE, FAILED, BAD_ARGUMENTS = 0, 1, 2
"""Exit status: done, the work failed, bad arguments."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``wetnet`` with ``arguments``, those of the process by default; ends in SystemExit."""
    process.own()
    try:
        _build()(arguments, prog_name="wetnet")
    except (UnknownNameError, ParameterError) as error:
        _fail(error, BAD_ARGUMENTS)
    except (WetnetError, OSError) as error:
        _fail(error, FAILED)


def _fail(error: Exception, status: int) -> None:
    print(f"error: {error}", file=sys.stderr)
    sys.exit(status)


def _build() -> typer.Typer:
    app = typer.Typer(
        help="wetnet: artificial and biological neural networks on one bench.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_options)
    for slug, declaration in registry.declared("command").items():
        app.command(slug)(declaration.load())
    return app


def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    if version:
        print(f"wetnet {__version__}")
        raise typer.Exit
