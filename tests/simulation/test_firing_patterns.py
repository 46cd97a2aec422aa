"""The twenty patterns: the figure's spike times exactly, each what its name says, and what a fine step leaves of it."""

import numpy as np
import pytest

from wetnet.neurons import Izhikevich
from wetnet.simulation import FIRING_PATTERNS, simulate
from wetnet.simulation.firing_features import bursting, from_zero, ringing, slowing, steady
from wetnet.simulation.recording import Recording, Spikes, Trace

# Spike times (ms) of the figure's own program, replayed independently; of long lists, the number, first and last.
FIGURE = {
    "A": [13, 17, 31.5, 59.25, 86.75],
    "B": [43.75],
    "D": [39, 42.8, 47, 51.8, 57.6, 67.2],
    "E": [20, 22.75, 27.25, 67, 99.25, 131.5],
    "F": [10.25, 12.25, 15, 19.75, 42.5, 71.5],
    "G": [84.5, 125, 155.75, 181, 203.5, 223.75, 242, 259.25, 275.5, 290.5],
    "I": [26.6],
    "J": [26.5],
    "K": [338],
    "L": [20],
    "M": [68],
    "N": [68, 71, 74.2, 77.8, 81.8, 86.4, 92.2],
    "O": [93.25],
    "P": [45.25, 86, 126.5, 167.25, 208],
    "Q": [11.3],
    "R": [311.5],
    "S": [94.5, 166, 236],
    "T": [86.5, 88.5, 90.5, 93, 95.5, 98.5, 103, 191.5, 194, 196.5, 199.5, 204],
}
# The same scheme at 0.001 ms: number of spikes (None: runs away), first times.
FINE = {
    "A": (5, [12.633, 16.122, 28.935, 55.935, 82.685]),
    "B": (1, [42.75]),
    "C": (29, []),
    "D": (8, [38.24]),
    "E": (7, []),
    "F": (6, [9.993, 11.626, 13.857, 17.984, 39.728, 68.263]),
    "G": (10, [83.944]),
    "H": (17, [104.344]),
    "I": (1, [16.603]),
    "J": (1, [25.636]),
    "K": (1, [336.70]),
    "L": (1, [19.479]),
    "M": (1, [57.656]),
    "N": (14, [57.66]),
    "O": (1, [91.894]),
    "P": (7, []),
    "Q": (8, []),
    "R": (1, [310.507]),
    "S": (4, [93.22, 151.78, 210.35, 254.59]),
    "T": (None, []),
}
ONLY_COARSE = {"P", "Q", "T"}


def stamped(experiment, recording, dt):
    """Spike times as the figure's program prints them: the beginning of the step, up to the end of the figure."""
    times = recording.spikes["spikes"].times - dt
    return times[times < experiment.duration - experiment.dt + dt / 2]


@pytest.mark.parametrize("letter", FIRING_PATTERNS)
def test_it_does_what_its_name_says_at_the_times_of_the_figure(letter):
    experiment = FIRING_PATTERNS[letter]
    recording = experiment.run()
    assert experiment.shows(recording)
    if letter in FIGURE:
        np.testing.assert_allclose(stamped(experiment, recording, experiment.dt), FIGURE[letter], atol=1e-9)


def test_the_long_lists():
    c, h = (stamped(FIRING_PATTERNS[one], FIRING_PATTERNS[one].run(), FIRING_PATTERNS[one].dt).tolist() for one in "CH")
    gaps = np.flatnonzero(np.diff(c) > 20)
    assert np.diff([-1, *gaps, len(c) - 1]).tolist() == [10, 6, 6, 6]
    assert [c[0], *(c[i] for i in gaps), c[-1]] == [25, 45.5, 98.75, 151.25, 204.5]
    assert [c[i + 1] for i in gaps] == [80, 132.75, 185.5]
    assert (len(h), h[:3], h[-1]) == (14, [105.75, 126.5, 145.25], 293)


@pytest.mark.parametrize("letter", FIRING_PATTERNS)
def test_what_a_fine_step_leaves_of_it_is_what_its_note_says(letter):
    experiment, (number, first) = FIRING_PATTERNS[letter], FINE[letter]
    recording = experiment.run(dt=0.001)
    times = stamped(experiment, recording, 0.001)
    assert experiment.shows(recording) == (letter not in ONLY_COARSE)
    assert experiment.caveat.startswith("Exists because of the coarse step") == (letter in ONLY_COARSE)
    if number is None:
        assert len(times) > 1000, "the burst that never ends"
    else:
        assert len(times) == number
        np.testing.assert_allclose(times[: len(first)], first, atol=6e-3)
    coarse = len(stamped(experiment, experiment.run(), experiment.dt))
    assert bool(experiment.caveat) or abs(len(times) - coarse) <= 1, "a count that changes needs a note"


@pytest.mark.parametrize("letter", FIRING_PATTERNS)
def test_without_input_there_is_no_pattern(letter):
    """What is judged is the answer to the stimulus, not something that any recording shows."""
    experiment = FIRING_PATTERNS[letter]
    silent = simulate(experiment.cell(), 0.0, experiment.duration, dt=experiment.dt)
    assert not experiment.shows(silent)


def test_no_pattern_passes_for_all_others():
    recordings = {letter: experiment.run() for letter, experiment in FIRING_PATTERNS.items()}
    for letter, experiment in FIRING_PATTERNS.items():
        taken_for_it = [other for other, recording in recordings.items() if experiment.shows(recording)]
        assert letter in taken_for_it
        assert len(taken_for_it) <= 6, f"{letter}: {taken_for_it}"


def test_each_says_why_and_is_a_preset():
    assert len(FIRING_PATTERNS) == 20
    assert len({one.preset for one in FIRING_PATTERNS.values()}) == 20
    for one in FIRING_PATTERNS.values():
        assert one.preset in Izhikevich.presets
        assert one.why.endswith(".")


def made(*spikes, voltage=(0.0,)):
    trace = Trace(np.array(voltage)[:, None], "mV", 1.0)
    every = np.array(spikes, float)
    return Recording(100.0, {"voltage": trace}, {"spikes": Spikes(every, np.zeros(len(every), int), 1)})


def test_features_tell_made_up_trains_apart():
    assert steady(made(0, 10, 20, 30))
    assert not steady(made(0, 10, 20, 40))
    assert slowing(made(0, 5, 15, 30))
    assert not slowing(made(0, 5, 10, 15))
    assert from_zero(made(0, 30, 50, 62))
    assert not from_zero(made(0, 10, 20, 30))
    assert bursting(2, 3)(made(0, 2, 4, 40, 42, 44))
    assert not bursting(2, 3)(made(0, 2, 4, 40, 42))
    assert ringing(made(voltage=[0, 0, 3, 0, 2, 0, 1, 0]))
    assert not ringing(made(voltage=[0, 0, 1, 0, 2, 0, 3, 0]))
