"""``wetnet analyse``: one cell as a dynamical system."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wetnet.cli.chosen import Model, PresetName, Settings, choose
from wetnet.cli.output import Json, show
from wetnet.cli.simulate import save_figure
from wetnet.core.errors import ParameterError
from wetnet.core.registry import registered


@registered("analyse", kind="command")
def analyse(
    model: Model,
    preset: PresetName = None,
    settings: Settings = None,
    portrait: Annotated[bool, typer.Option("--portrait", help="Phase plane: nullclines, fixed points, basin.")] = False,
    excitability: Annotated[bool, typer.Option("--excitability", help="F-I curve, rheobase, latency, class.")] = False,
    current: Annotated[float, typer.Option(help="Constant input of the portrait, in its unit.")] = 0.0,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to draw it (png, svg, pdf).")] = None,
    as_json: Json = False,
) -> None:
    """Analyse one cell: its phase portrait or its excitability."""
    if portrait + excitability != 1:
        raise ParameterError("say what to analyse: one of --portrait, --excitability")
    cell = choose(model, preset, settings)
    from wetnet import dynamics

    found = dynamics.portrait(cell, current) if portrait else dynamics.excitability(cell)  # type: ignore[arg-type]
    if plot:
        save_figure(found.plot(), plot)
    show(found.as_json(), found.table(), as_json)
