"""``wetnet train``: teach a network a task, keep what it learned, and test it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wetnet.cli.bar import learning_bar
from wetnet.cli.interruption import Interrupted, stoppable
from wetnet.cli.output import Data, Json, note, show, write_json
from wetnet.core.registry import find, registered

if TYPE_CHECKING:
    from wetnet.learning.learner import Learner, Progress


@registered("train", kind="command")
def train(
    network: Annotated[str, typer.Argument(help="Name of the network, such as mlp or digit-brain.")],
    task: Annotated[str, typer.Option(help="What to learn: ten-digits, digits or seed-digits.")],
    epochs: Annotated[int | None, typer.Option(min=0, help="Times each image is shown [the task's own].")] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Decides the start and every draw.")] = 0,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the checkpoint and the result.")] = Path("runs"),
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the checkpoint in DIR.")] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Teach a network a task, and test it."""
    make_task, kind = find("task", task), find("learner", network)
    from wetnet.compare import trial

    lessons = make_task(seed, data)
    last = trial.epochs_for(lessons, epochs, kind.schedule)
    checkpoint = out / f"{network}-{task}-seed{seed}.safetensors"
    learner = _begin(kind, seed, checkpoint, resume)
    begun = learner.examples_seen

    with stoppable() as stop, learning_bar() as bar:

        def report(progress: Progress) -> None:
            bar.show(f"{network}, epoch {min(progress.epoch + 1, last)} of {last}", progress)
            stop.check()

        try:
            seconds = trial.teach(learner, lessons, last, report, checkpoint)
        except Interrupted as error:
            again = ["train", network, "--task", task, "--epochs", last, "--seed", seed, "--out", out, "--resume"]
            again += ["--data", data] if data else []
            raise Interrupted(
                f"stopped after {learner.examples_seen} examples; everything learned is in {checkpoint}. "
                f"Go on with: wetnet {shlex.join(map(str, again))}"
            ) from error

    note(f"testing on {len(lessons.test_labels)} images")
    score = trial.judge(learner, lessons)
    result = {
        "network": network,
        "task": task,
        "seed": seed,
        "epochs": last,
        "test_accuracy": score.accuracy,
        **score._asdict(),
        "examples": learner.examples_seen,
        "resumed_at": begun,
        "seconds": seconds,
        "source": lessons.source,
        "checkpoint": str(checkpoint),
    }
    write_json(checkpoint.with_suffix(".json"), result)
    show(result, _text(result), as_json)


def _begin(kind: type[Learner], seed: int, checkpoint: Path, resume: bool) -> Learner:
    """The network to teach: the saved one, or a fresh one that will not overwrite what is saved."""
    if resume and checkpoint.is_file():
        return kind.load(checkpoint)
    if resume:
        note(f"{checkpoint} is not there: starting from the beginning")
    _keep(checkpoint)
    return kind.build(seed)


def _keep(checkpoint: Path) -> None:
    """Move an earlier run's checkpoint out of the way: nothing that was computed is overwritten."""
    if not checkpoint.exists():
        return
    number = 1
    while (kept := checkpoint.with_suffix(f".{number}{checkpoint.suffix}")).exists():
        number += 1
    checkpoint.rename(kept)
    note(f"an earlier run was here; its checkpoint is kept as {kept}")


def _text(result: dict[str, Any]) -> str:
    parts = [
        f"{result['network']} on {result['task']}: "
        f"{result['correct']} of {result['total']} right ({result['test_accuracy']:.2%})",
        f"{result['unanswered']} without an answer",
        f"{result['examples']} examples seen",
        f"{result['seconds']:.1f} s to learn",
    ]
    return f"{'; '.join(parts)}\nsaved in {result['checkpoint']}"
