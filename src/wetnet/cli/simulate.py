"""``wetnet simulate``: one cell under a stimulus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wetnet.cli.chosen import Model, PresetName, Settings, choose
from wetnet.cli.output import Json, note, show
from wetnet.core.errors import ConfigurationError, UnknownNameError
from wetnet.core.registry import declared, find, registered

if TYPE_CHECKING:
    from wetnet.simulation.recording import Recording

REFERENCE = "reference"


@registered("simulate", kind="command")
def simulate(
    model: Model,
    preset: PresetName = None,
    settings: Settings = None,
    stimulus: Annotated[str, typer.Option(help="Such as step:10,start=100 + sine:2,frequency=5.")] = "0",
    duration: Annotated[float, typer.Option(metavar="MS", help="Model time.")] = 1000.0,
    dt: Annotated[float, typer.Option(metavar="MS", help="Time step.")] = 0.05,
    integrator: Annotated[str | None, typer.Option(help="Such as rk4, euler, reference [by the model].")] = None,
    input: Annotated[str | None, typer.Option(metavar="NAME", help="Which input is stimulated [the first].")] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Decides every draw.")] = 0,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to save the recording (safetensors).")] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to draw it (png, svg, pdf).")] = None,
    as_json: Json = False,
) -> None:
    """Simulate one cell under a stimulus."""
    known = {*declared("integrator"), REFERENCE}
    if integrator is not None and integrator not in known:
        raise UnknownNameError("integrator", integrator, known)
    cell = choose(model, preset, settings)
    from wetnet.simulation import reference, stimuli
    from wetnet.simulation import simulate as run

    name = input or next(iter(cell.inputs), "")
    if name not in cell.inputs:
        raise UnknownNameError(f"input of {model}", name, cell.inputs)
    given = stimuli.parse(stimulus, cell.inputs[name].unit)
    if integrator == REFERENCE:
        recording = reference(cell, given, duration, dt=dt, input=name)  # type: ignore[arg-type]
    else:
        method = find("integrator", integrator)() if integrator else None
        recording = run(cell, given, duration, dt=dt, integrator=method, input=name, seed=seed)
    result = _result(model, preset, recording, dt)
    if out:
        result["out"] = str(recording.save(out))
    if plot:
        result["plot"] = str(save_figure(recording.plot(), plot))
    show(result, _text(result), as_json)


def save_figure(figure: Any, path: Path) -> Path:
    """Write a figure; a format that matplotlib lacks is named."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        figure.savefig(path)
    except ValueError as error:
        raise ConfigurationError(f"{path} cannot be drawn: {error}") from error
    note(f"drawn in {path}")
    return path


def _result(model: str, preset: str | None, recording: Recording, dt: float) -> dict[str, Any]:
    spikes = recording.spikes["spikes"]
    return {
        "model": model,
        "preset": preset,
        "stimulus": recording.meta["stimulus"],
        "duration": recording.duration,
        "dt": dt,
        "spike_times": [float(f"{time:.9g}") for time in spikes.times],
        "rate": spikes.rate(0, recording.duration),
        "end": {
            name: {"value": float(trace.values[-1, 0]), "unit": trace.unit} for name, trace in recording.traces.items()
        },
    }


def _text(result: dict[str, Any]) -> str:
    times = result["spike_times"]
    shown = ", ".join(f"{time:g}" for time in times[:20]) + (", …" if len(times) > 20 else "")
    lines = [
        f"{result['model']}" + (f", {result['preset']}" if result["preset"] else "") + f": {result['stimulus']} for "
        f"{result['duration']:g} ms, dt {result['dt']:g} ms",
        f"{len(times)} spikes ({result['rate']:.3g} Hz)" + (f" at {shown} ms" if times else ""),
        "at the end: " + ", ".join(f"{k} {v['value']:.4g} {v['unit']}".strip() for k, v in result["end"].items()),
    ]
    if "out" in result:
        lines.append(f"saved in {result['out']}")
    return "\n".join(lines)
