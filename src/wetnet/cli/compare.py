"""``wetnet compare``: several networks at one task, with intervals over seeds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wetnet.cli.bar import learning_bar
from wetnet.cli.interruption import Interrupted, stoppable
from wetnet.cli.output import Data, Json, show, write_json
from wetnet.core.registry import declared, find, registered

if TYPE_CHECKING:
    from wetnet.compare.comparison import Step


@registered("compare", kind="command")
def compare(
    task: Annotated[str, typer.Argument(help="What to learn: ten-digits, digits or seed-digits.")],
    networks: Annotated[str | None, typer.Option(metavar="A,B,…", help="Names of the networks [all].")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="How often, each time with another seed.")] = 5,
    epochs: Annotated[int | None, typer.Option(min=0, help="Times each image is shown [the task's own].")] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for the table as JSON.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Compare networks at one task: accuracy, examples seen, time."""
    find("task", task)
    names = networks.split(",") if networks else list(declared("learner"))
    kinds = [find("learner", name) for name in dict.fromkeys(name.strip() for name in names)]
    from wetnet.compare import run

    file = out / f"compare-{task}.json" if out else None
    with stoppable() as stop, learning_bar() as bar:

        def report(step: Step) -> None:
            if step.progress:
                bar.show(f"{step.job + 1} of {step.jobs}: {step.network}, seed {step.seed}", step.progress)
            if step.table and file:
                write_json(file, step.table.to_json())
            stop.check()

        try:
            table = run(kinds, task, seeds, epochs, report, data)
        except Interrupted as error:
            kept = f"what is finished is in {file}" if file else "with --out DIR what is finished would have been kept"
            raise Interrupted(f"stopped; {kept}") from error
    show(table.to_json(), table.to_text(), as_json)
