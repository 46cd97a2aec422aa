"""What a pharmacologist does to a network while it runs: receptors blocked, cells silenced.

All of it is numbers that the compiled step takes as arguments, so that nothing is compiled anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Bool

from wetnet.core.errors import ConfigurationError, UnknownNameError
from wetnet.networks.plan import Parts
from wetnet.networks.simulator import Simulator
from wetnet.simulation.discretise import Discretised


class Blockade:
    """Antagonists of receptors and of sodium channels, for one simulator; it takes effect at the next step.

    An antagonist holds a share of the receptors of one name: they bind transmitter no more, and through NMDA
    receptors no calcium reaches a plasticity rule. What was learned (the counts of AMPA receptors) stays. A
    silenced cell has no sodium channels, as under tetrodotoxin: it hears but does not fire; a spike already on
    its axon still arrives.

    Raises
    ------
    ConfigurationError: a cell of the network has no ``sodium_channels``, or a receptor no ``free`` share.
    """

    def __init__(self, simulator: Simulator):
        self._simulator = simulator
        plan, parts = simulator.layout.plan, simulator.layout.parts
        self.receptors = tuple(sorted({name for block in plan.blocks for name in block.receptors}))
        for cell in parts.cells:
            if not hasattr(_membrane(cell), "sodium_channels"):
                raise ConfigurationError(f"a {type(_membrane(cell)).__name__} has no sodium channels to block")
        for receptor in (receptor for block in parts.receptors for receptor in block):
            if not hasattr(receptor, "free"):
                raise ConfigurationError(f"a {type(receptor).__name__} receptor has no antagonist")
        channels = [_membrane(cell).sodium_channels for cell in parts.cells]
        # One number for each cell from the start, so that silencing one of them changes no shape.
        each = [jnp.broadcast_to(c, (block.size,)) for c, block in zip(channels, plan.blocks, strict=True)]
        self._clean: Parts = eqx.tree_at(_channels, parts, each)
        self.apply()

    def apply(
        self, blocked: Mapping[str, float] | None = None, silenced: Bool[np.ndarray, " cells"] | None = None
    ) -> None:
        """Block these shares (0 to 1) of the receptors and silence these cells, and nothing else any more."""
        blocked = blocked or {}
        for name, share in blocked.items():
            if name not in self.receptors:
                raise UnknownNameError("receptor", name, self.receptors)
            if not 0 <= share <= 1:
                raise ConfigurationError(f"blocked share of {name!r} = {share}; expected 0 to 1")
        plan, clean = self._simulator.layout.plan, self._clean
        silenced = np.zeros(plan.cells, bool) if silenced is None else np.asarray(silenced, bool)
        if silenced.shape != (plan.cells,):
            raise ConfigurationError(f"silenced cells have shape {silenced.shape}; the network has {plan.cells} cells")
        channels = [
            jnp.where(silenced[block.start : block.start + block.size], jnp.zeros_like(clean_channels), clean_channels)
            for block, clean_channels in zip(plan.blocks, _channels(clean), strict=True)
        ]

        def left(name: str, value: Any) -> Any:
            return value * value.dtype.type(1 - blocked.get(name, 0.0))

        free = [
            left(name, _share(receptor))
            for block, receptors in zip(plan.blocks, clean.receptors, strict=True)
            for name, receptor in zip(block.receptors, receptors, strict=True)
        ]
        parts = eqx.tree_at(lambda p: [*_channels(p), *_free(p)], clean, [*channels, *free])
        plastic = tuple(
            part._replace(constant={name: left(name, weight) for name, weight in part.constant.items()})
            for part in clean.plastic
        )
        self._simulator.layout = self._simulator.layout._replace(parts=parts._replace(plastic=plastic))


def _membrane(cell: Any) -> Any:
    return cell.cell if isinstance(cell, Discretised) else cell


def _share(receptor: Any) -> Any:
    return receptor.free


def _channels(parts: Parts) -> list[Any]:
    return [_membrane(cell).sodium_channels for cell in parts.cells]


def _free(parts: Parts) -> list[Any]:
    return [_share(receptor) for receptors in parts.receptors for receptor in receptors]
