"""Why a cell fired: the presynaptic spikes that reached it in time, their own causes, and so on back to the light."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jaxtyping import Int

from wetnet.brains.afferents import Afferents, Learned, Wires
from wetnet.core.precision import SINGLE
from wetnet.synapses.synapse import Receptor

WINDOW = 5.0
"""ms before a spike in which what is open counts as its cause; permeabilities last 0.3 and 1.8 ms."""
HALF_FREE = -60.0
"""mV at which NMDA receptors are weighed against AMPA: half of them are free of magnesium."""


class Cause(NamedTuple):
    """One presynaptic spike and the spike that it helped to bring about, or held back.

    depth: 1 for what reached the explained spike itself, 2 for what reached those, …
    drive: channels open × ms between its arrival and that spike; negative where it inhibits.
    share: of all excitation that reached that spike; for inhibition, over the same sum.
    """

    depth: int
    source: int
    fired: int
    arrived: int
    target: int
    target_fired: int
    drive: float
    share: float


def trace(
    wires: Wires,
    spikes: tuple[Int[np.ndarray, " spikes"], Int[np.ndarray, " spikes"]],
    cell: int,
    step: int,
    *,
    learned: Learned | None = None,
    blocked: Mapping[str, float] | None = None,
    window: float = WINDOW,
) -> list[Cause]:
    """The causes of the spike of ``cell`` at ``step``, breadth first, the strongest of each spike first.

    A presynaptic spike counts if it arrived within ``window`` ms and after the cell's own last spike (what came before
    went into that one). Excitatory causes are explained in turn; inhibition is told but not followed.
    """
    times = _by_cell(spikes)
    index = _Drives(wires, learned or {}, blocked or {}, window)
    causes: list[Cause] = []
    seen, wave, depth = {(cell, step)}, [(cell, step)], 1
    while wave:
        following = []
        for target, fired in wave:
            found = index.of(target, fired, times)
            causes += [cause._replace(depth=depth) for cause in found]
            for cause in found:
                spike = (cause.source, cause.fired)
                if cause.drive > 0 and spike not in seen:
                    seen.add(spike)
                    following.append(spike)
        wave, depth = following, depth + 1
    return causes


class _Drives:
    """What single spikes do to single spikes."""

    def __init__(self, wires: Wires, learned: Learned, blocked: Mapping[str, float], window: float):
        self._wires, self._learned, self._blocked = wires, learned, blocked
        self._steps = max(1, round(window / wires.network.dt))

    def of(self, target: int, fired: int, times: Mapping[int, np.ndarray]) -> list[Cause]:
        earlier = times.get(target, np.zeros(0, int))
        earlier = earlier[earlier < fired]
        since = max(fired - self._steps + 1, earlier[-1] + 1 if len(earlier) else 0)
        found = []
        for afferents in self._wires.into(target):
            open_for = None
            for row, (source, delay) in enumerate(
                zip(afferents.source.tolist(), afferents.delay.tolist(), strict=True)
            ):
                for spike in times.get(source, ()):
                    arrived = int(spike) + delay
                    if since <= arrived <= fired:
                        open_for = self._open_for(afferents) if open_for is None else open_for
                        drive = float(open_for[fired - arrived, row])
                        if drive:
                            found.append(Cause(0, source, int(spike), arrived, target, fired, drive, 0.0))
        excitation = sum(cause.drive for cause in found if cause.drive > 0) or 1.0
        found.sort(key=lambda cause: -abs(cause.drive))
        return [cause._replace(share=cause.drive / excitation) for cause in found]

    def _open_for(self, afferents: Afferents) -> np.ndarray:
        """(steps since arrival, synapse): channels × ms opened so far by one spike that arrived."""
        arrived = np.zeros((self._steps, len(afferents.source)), bool)
        arrived[0] = True
        bound = afferents.bound(arrived)
        drive = np.zeros(arrived.shape)
        for name, weight in afferents.weights(self._learned).items():
            receptor = afferents.projection.synapse.receptors[name]
            effect = _effect(receptor) * (1 - self._blocked.get(name, 0.0))
            drive += effect * weight * np.cumsum(bound[receptor.transmitter], axis=0) * afferents.dt
        return drive


def _effect(receptor: Receptor) -> float:
    """Channels that excite less those that inhibit, for one bound receptor."""
    one, voltage = jnp.ones((), SINGLE), jnp.asarray(HALF_FREE, SINGLE)
    _, opened = receptor.step(receptor.start(), one, voltage, one)
    return float(opened.get("sodium", 0.0)) - float(opened.get("chloride", 0.0))


def _by_cell(spikes: tuple[np.ndarray, np.ndarray]) -> dict[int, np.ndarray]:
    steps, cells = (np.asarray(values) for values in spikes)
    order = np.lexsort((steps, cells))
    found, begins = np.unique(cells[order], return_index=True)
    return dict(zip(found.tolist(), np.split(steps[order], begins[1:]), strict=True))
