"""``wetnet models``: what cells, units, synapses, rules and networks there are, and all that is known of one."""

from __future__ import annotations

import inspect
import math
from typing import Annotated, Any

import typer

from wetnet.cli.output import Json, show
from wetnet.core.errors import UnknownNameError
from wetnet.core.registry import Declaration, declared, registered

KINDS = ("neuron", "dendrite", "unit", "synapse", "plasticity", "learner")


@registered("models", kind="command")
def models(
    name: Annotated[str | None, typer.Argument(help="Name of one model; all are listed without it.")] = None,
    as_json: Json = False,
) -> None:
    """List the models, or all that is known of one."""
    known = {slug: entry for kind in KINDS for slug, entry in declared(kind).items()}
    if name is None:
        listed = [{"name": e.slug, "kind": e.kind, "summary": e.summary} for e in known.values()]
        show({"models": listed}, _table(("name", "kind", "what it is"), [one.values() for one in listed]), as_json)
    elif name not in known:
        raise UnknownNameError("model", name, known)
    else:
        description = _describe(known[name])
        show(description, _page(description), as_json)


def _describe(entry: Declaration) -> dict[str, Any]:
    from wetnet.core.parameters import Described

    model = entry.load()
    declares = isinstance(model, type) and issubclass(model, Described)
    return {
        "name": entry.slug,
        "kind": entry.kind,
        "summary": entry.summary,
        "description": inspect.getdoc(model) or "",
        "equations": getattr(model, "equations", ""),
        "parameters": [
            {
                "name": one.name,
                "symbol": one.symbol,
                "meaning": one.meaning,
                "unit": one.unit,
                "default": one.default,
                "low": one.low if math.isfinite(one.low) else None,
                "high": one.high if math.isfinite(one.high) else None,
                "source": one.source,
            }
            for one in (model.parameters().values() if declares else ())
        ],
        "presets": [
            {"name": name, "meaning": preset.meaning, "source": preset.source, "values": dict(preset.values)}
            for name, preset in (model.presets.items() if declares else ())
        ],
    }


def _page(model: dict[str, Any]) -> Any:
    from rich.console import Group
    from rich.text import Text

    parts: list[Any] = [Text(f"{model['name']} ({model['kind']})", style="bold"), Text(model["description"])]
    if model["parameters"]:
        rows = [
            (p["name"], p["symbol"], f"{p['default']:g}", _range(p), p["unit"] or "1", p["meaning"], p["source"])
            for p in model["parameters"]
        ]
        parts.append(_table(("parameter", "symbol", "default", "range", "unit", "meaning", "source"), rows))
    if model["presets"]:
        values = [
            (p["name"], ", ".join(f"{k}={v:g}" for k, v in p["values"].items()), p["meaning"], p["source"])
            for p in model["presets"]
        ]
        parts.append(_table(("preset", "values", "meaning", "source"), values))
    return Group(*parts)


def _range(parameter: dict[str, Any]) -> str:
    low, high = parameter["low"], parameter["high"]
    return f"{'−∞' if low is None else format(low, 'g')} to {'∞' if high is None else format(high, 'g')}"


def _table(headings: tuple[str, ...], rows: Any) -> Any:
    """A table without the columns that would be empty."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    columns = [(heading, cells) for heading, *cells in zip(headings, *rows, strict=True) if any(cells)]
    table = Table(box=box.SIMPLE_HEAD)
    for heading, _ in columns:
        table.add_column(heading, no_wrap=heading in ("name", "parameter", "preset"))
    for row in zip(*(cells for _, cells in columns), strict=True):
        table.add_row(*(Text(str(cell)) for cell in row))
    return table
