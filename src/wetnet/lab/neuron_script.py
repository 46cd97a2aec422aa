"""The Python that computes what the neuron room shows, without the page."""

from __future__ import annotations

from wetnet.lab.neuron_bench import Choice

_TEXT = '''"""What the neuron room of wetnet's lab showed, computed again."""

from wetnet.core.registry import find
from wetnet.simulation import simulate

Cell = find("neuron", {model!r})
cell = Cell.{made}
stimulus = find("stimulus", {stimulus!r})(**{given!r})
recording = simulate(
    cell,
    stimulus,
    {duration!r},  # ms
    dt={dt!r},
    integrator={integrator},
    input={input!r},
    start={start!r},
    seed={seed!r},
)

if __name__ == "__main__":
    spikes = recording.spikes["spikes"].times
    print(len(spikes), "spikes at", [round(float(time), 6) for time in spikes], "ms")
    recording.plot().savefig("{model}.png")
'''


def script(choice: Choice) -> str:
    """The script's text."""
    settings = choice.settings
    cell = settings.cell
    values = "".join(f", {name}={value!r}" for name, value in cell.values.items())
    made = f"preset({cell.preset!r}{values})" if cell.preset else f"create({values.removeprefix(', ')})"
    return _TEXT.format(
        model=cell.model,
        made=made,
        stimulus=settings.stimulus,
        given={name: float(getattr(choice.stimulus, name)) for name in type(choice.stimulus).parameters()},
        duration=settings.duration,
        dt=settings.dt,
        integrator=f'find("integrator", {settings.integrator!r})()' if choice.integrator else None,
        input=choice.input,
        start=dict(settings.start),
        seed=settings.seed,
    )
