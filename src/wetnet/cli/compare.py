"""``wetnet compare``: several networks at one task, with intervals over seeds."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wetnet.cli.bar import comparison_bar
from wetnet.cli.interruption import Interrupted, stoppable
from wetnet.cli.output import Data, Json, show, write_json
from wetnet.core.registry import declared, find, registered

if TYPE_CHECKING:
    from wetnet.compare import Step


@registered("compare", kind="command")
def compare(
    task: Annotated[str, typer.Argument(help="What to learn: ten-digits, digits or seed-digits.")],
    networks: Annotated[str | None, typer.Option(metavar="A,B,…", help="Names of the networks [all].")] = None,
    protocols: Annotated[str, typer.Option(metavar="P,…|all", help="What to measure.")] = "accuracy",
    seeds: Annotated[
        int | None, typer.Option(min=1, help="How often, each time with another seed [quick 3, full 5].")
    ] = None,
    first_seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="The first of the seeds.")] = 0,
    budget: Annotated[str, typer.Option(metavar="quick|full", help="How many images and seeds.")] = "full",
    epochs: Annotated[int | None, typer.Option(min=0, help="Times each image is shown [the network's own].")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the records, the table and the report.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Use the records that are in DIR already.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes on this machine [one per core].")] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Measure on a Dask cluster: tcp://host:port.")
    ] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Compare networks at one task, under one protocol or all."""
    find("task", task)
    names = _listed(networks) if networks else list(declared("learner"))
    kinds = [find("learner", name) for name in names]
    asked = list(declared("protocol")) if protocols == "all" else _listed(protocols)
    measures = [find("protocol", name) for name in asked]
    from wetnet.compare import run
    from wetnet.compare.budget import find_budget

    chosen = find_budget(budget)
    numbers = range(first_seed, first_seed + (seeds or chosen.seeds))
    file = out / f"compare-{task}.json" if out else None
    with stoppable() as stop, comparison_bar() as bar:

        def report(step: Step) -> None:
            bar.show(step)
            if step.table and file:
                with suppress(OSError):  # the cells say that they could not be kept; the table is printed all the same
                    write_json(file, step.table.to_json())
            stop.check()

        try:
            table = run(
                kinds, task, measures, numbers, chosen, epochs=epochs, out=out, resume=resume,
                jobs=jobs or os.cpu_count() or 1, dask=dask, data=data, report=report,
            )  # fmt: skip
        except Interrupted as error:
            kept = f"what is finished is in {file}" if file else "with --out DIR what is finished would have been kept"
            raise Interrupted(f"stopped; {kept}") from error
    if out:
        table.to_html(out / f"compare-{task}.html")
        table.to_markdown(out / f"compare-{task}.md")
        table.to_csv(out / f"compare-{task}.csv")
    show(table.to_json(), table.to_text(), as_json)


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
