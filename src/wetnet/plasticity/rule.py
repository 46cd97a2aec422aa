"""What a synapse does while the network runs: the contract of a plasticity rule.

A rule sees only what a synapse can know: its own weights and state, what is bound on its presynaptic side, its
postsynaptic cell, and one broadcast number, the ``gain`` (the neuroplasticity slider; a neuromodulator).
"""

from __future__ import annotations

import abc
from typing import Any, ClassVar

from wetnet.core.cells import Values
from wetnet.core.parameters import Described


class Plasticity(Described):
    """A rule for the synapses of one projection, all computed at once."""

    changes: ClassVar[tuple[str, ...]]
    """Receptors whose weights the rule moves; all others stay constant."""
    presynaptic: ClassVar[tuple[str, ...]]
    """Transmitters whose bound fraction the rule reads, and ``arrived`` if it reads arrivals."""
    postsynaptic: ClassVar[tuple[str, ...]]
    """State variables of the target cell that the rule reads, and ``spike`` if it reads its spikes."""

    needs_release: ClassVar[bool] = False
    """Whether nothing changes while all terminals of the projection are at rest; such steps are then skipped."""

    @abc.abstractmethod
    def start(self) -> Values:
        """The state of a synapse before anything has happened."""

    @abc.abstractmethod
    def step(
        self, state: Values, weights: Values, pre: Values, post: Values, gain: Any, dt: Any
    ) -> tuple[Values, Values]:
        """State after ``dt`` ms and the weights that changed, by receptor.

        All arrays are (synapses,). With ``gain`` 0 the weights must come back exactly as they were.
        """
