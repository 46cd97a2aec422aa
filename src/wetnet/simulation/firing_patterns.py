"""The twenty firing patterns of Izhikevich's figure, as experiments that can be run and judged."""

from __future__ import annotations

import math

from wetnet.simulation.experiment import Experiment
from wetnet.simulation.firing_features import (
    Feature,
    all_of,
    burst_then_single,
    bursting,
    count,
    from_a_rate,
    from_zero,
    hump,
    lasting,
    only_between,
    ringing,
    slowing,
    steady,
)
from wetnet.simulation.stimuli import Stimulus, ramp, step

SOURCE = "Izhikevich 2004 (doi:10.1109/TNN.2004.832719), figure 1, and its program"


def _beyond(amplitude: float, start: float, stop: float = 1e6) -> Stimulus:
    """Between two times, neither included: so the figure's program asks."""
    return step(amplitude, math.nextafter(start, math.inf), stop)


def _pulses(amplitude: float, width: float, *starts: float) -> Stimulus:
    return sum(_beyond(amplitude, start, start + width) for start in starts)  # type: ignore[return-value]


def _pattern(
    preset: str,
    v: float,
    u: float,
    tau: float,
    duration: float,
    stimulus: Stimulus,
    shows: Feature,
    why: str,
    caveat: str = "",
) -> Experiment:
    return Experiment(
        title=preset.replace("-", " "),
        model="izhikevich",
        preset=preset,
        stimulus=stimulus,
        duration=duration + tau,
        why=why,
        shows=shows,
        dt=tau,
        integrator="sequential-euler",
        start={"voltage": v, "recovery": u},
        caveat=caveat,
        source=SOURCE,
    )


FIRING_PATTERNS: dict[str, Experiment] = {
    "A": _pattern(
        *("tonic-spiking", -70, -14, 0.25, 100),
        _beyond(14, 10),
        all_of(only_between(10, 101), count(4), steady, lasting(80)),
        "The input takes the resting point away, and recovery decays between spikes by what each spike has added.",
    ),
    "B": _pattern(
        *("phasic-spiking", -64, -16, 0.25, 200),
        _beyond(0.5, 20),
        all_of(count(1, 1), only_between(20, 60)),
        "The step moves the resting point faster than recovery follows: one spike, then recovery has caught up.",
    ),
    "C": _pattern(
        *("tonic-bursting", -70, -14, 0.25, 220),
        _beyond(15, 22),
        all_of(bursting(3, 3), lasting(150)),
        "The reset lies above threshold, so spike follows spike until recovery has piled up enough to force a pause.",
        "One spike more in the first burst with a fine step: the pattern stands.",
    ),
    "D": _pattern(
        *("phasic-bursting", -64, -16, 0.2, 200),
        _beyond(0.6, 20),
        all_of(bursting(1, 3, 1), only_between(20, 100)),
        "As phasic spiking, but with a high reset and small spike-by-spike recovery the one answer is a burst.",
        "8 spikes instead of 6 with a fine step: the pattern stands, the count is the scheme's.",
    ),
    "E": _pattern(
        *("mixed-mode", -70, -14, 0.25, 160),
        _beyond(10, 16),
        burst_then_single,
        "While recovery is low the reset lands above threshold; once it is high, only single spikes are left.",
    ),
    "F": _pattern(
        *("frequency-adaptation", -70, -14, 0.25, 85),
        _beyond(30, 8.5),
        all_of(count(5), slowing),
        "Recovery decays slowly and each spike adds much to it, so it accumulates and intervals lengthen.",
    ),
    "G": _pattern(
        *("class-1", -60, 6, 0.25, 300),
        ramp(0.075 * 270, 30, 300),
        all_of(count(8), from_zero),
        "Rest is lost where it meets threshold (a saddle-node): near that ghost the cell lingers as long as one likes.",
    ),
    "H": _pattern(
        *("class-2", -64, -16.64, 0.25, 300),
        step(-0.5) + ramp(0.015 * 270, 30, 300),
        all_of(count(8), only_between(80, 301), from_a_rate),
        "Rest is lost through a Hopf bifurcation: firing begins with the period of that oscillation, not from zero.",
        "17 spikes instead of 14 with a fine step: the pattern stands, the count is the scheme's.",
    ),
    "I": _pattern(
        *("spike-latency", -70, -14, 0.2, 100),
        _beyond(7.04, 10, 13),
        all_of(count(1, 1), only_between(15, 60)),
        "The pulse leaves the cell just beyond threshold, where the flow is slow: it takes its time to fire.",
        "The latency of 13.6 ms after the pulse is the scheme's: 3.6 ms with a fine step.",
    ),
    "J": _pattern(
        *("subthreshold-oscillation", -62, -16.12, 0.25, 200),
        _beyond(2, 20, 25),
        all_of(count(1, 1), ringing),
        "Rest is a focus: recovery follows voltage closely enough (b > a) that the way back is a spiral.",
    ),
    "K": _pattern(
        *("frequency-preference", -62, -16.12, 0.25, 400),
        _pulses(0.65, 4, 40, 60, 280, 320),
        all_of(count(1, 1), only_between(320, 401)),
        "The second pulse helps only if it comes one period of the spiral after the first: 40 ms do, 20 ms do not.",
    ),
    "L": _pattern(
        *("integrator", -60, 6, 0.25, 100),
        _pulses(9, 2, 100 / 11, 100 / 11 + 5, 70, 80),
        all_of(count(1, 1), only_between(100 / 11 + 5, 25)),
        "Nothing oscillates below threshold, so what a pulse leaves only decays: pulses must come together.",
    ),
    "M": _pattern(
        *("rebound-spike", -64, -16, 0.2, 200),
        _beyond(-15, 20, 25),
        all_of(count(1, 1), only_between(25, 100)),
        "Inhibition pulls recovery down with it; released, the cell meets too little of it and passes threshold.",
    ),
    "N": _pattern(
        *("rebound-burst", -64, -16, 0.2, 200),
        _beyond(-15, 20, 25),
        all_of(bursting(1, 4, 1), only_between(25, 150)),
        "A rebound whose reset lies above threshold: it goes on until recovery is back.",
        "14 spikes instead of 7 with a fine step: the pattern stands, the count is the scheme's.",
    ),
    "O": _pattern(
        *("threshold-variability", -64, -16, 0.25, 100),
        _pulses(1, 5, 10, 80) + _beyond(-6, 70, 75),
        all_of(count(1), only_between(80, 101)),
        "Threshold is a line in the plane of voltage and recovery; inhibition moves the cell to where it is lower.",
    ),
    "P": _pattern(
        *("bistability", -61, -15.86, 0.25, 300),
        step(0.24) + _pulses(1.0, 5, 37.5, 216),
        all_of(count(3), only_between(37.5, 216)),
        "A stable rest lies inside the orbit of firing: a pulse carries the cell out, a well-timed one back in.",
        "Exists because of the coarse step: with a fine one the second pulse comes at another phase: no end.",
    ),
    "Q": _pattern(
        *("depolarising-after-potential", -70, -14, 0.1, 50),
        _beyond(20, 9, 11),
        all_of(count(1, 1), hump),
        "The reset throws recovery far down, so the voltage is driven up again after the spike.",
        "Exists because of the coarse step: with a fine one the hump passes threshold and the cell fires on and on.",
    ),
    "R": _pattern(
        *("accommodation", -65, -16, 0.5, 400),
        ramp(8, 0, 200) + step(-8, 200) + ramp(4, 300, 312.5) + step(-4, 312.5),
        all_of(count(1), only_between(300, 313)),
        "Recovery keeps pace with a slow ramp and holds threshold away; a fast ramp outruns it, though half as high.",
    ),
    "S": _pattern(
        *("inhibition-induced-spiking", -63.8, 63.8, 0.5, 350),
        step(80) + step(-5, 50, math.nextafter(250, math.inf)),
        all_of(count(2), only_between(50, 260)),
        "With a and b negative, recovery grows by itself and less input calls it up, like the current I_h.",
        "4 spikes instead of 3 with a fine step, the last one 4.6 ms after the input is back.",
    ),
    "T": _pattern(
        *("inhibition-induced-bursting", -63.8, 63.8, 0.5, 350),
        step(80) + step(-5, 50, math.nextafter(250, math.inf)),
        all_of(bursting(2, 3), only_between(50, 260)),
        "As inhibition-induced spiking, with a high reset and recovery that each spike weakens.",
        "Exists because of the coarse step: with a fine one the first burst never ends.",
    ),
}
"""By the letter of the figure. Spike times are at the end of a step: the figure's program prints its beginning."""
