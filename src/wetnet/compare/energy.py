"""What an answer would cost in energy: three modelled figures, never one alone.

1. *Operations only*: products and additions, nothing else. The figure that spiking networks are usually sold by.
2. *With memory*: every effective operation also fetches a weight; every cell's state is read and written in each step.
3. *Quantised network*: the same connections as an ordinary network whose activities have just enough bits to tell
   apart as many levels as the spiking network has steps, ⌈log2(T + 1)⌉, run once, memory included. A spiking
   network saves energy only where 2 is below 3.

Energies are those of a 45 nm process at 0.9 V: M. Horowitz, "Computing's energy problem (and what we can do about
it)", ISSCC 2014 (doi:10.1109/ISSCC.2014.6757323): 32-bit floating point product 3.7 pJ, sum 0.9 pJ; 8-bit integer
product 0.2 pJ, sum 0.03 pJ; reading 64 bits from an SRAM of 8 KB 10 pJ, 32 KB 20 pJ, 1 MB 100 pJ, from DRAM 1.3 nJ.
The comparison with a quantised network of matched bits: Z. Yan, Z. Bai, W.-F. Wong, "Reconsidering the energy
efficiency of spiking neural networks" (arXiv:2409.08290). An estimate of circuits, not a measurement; no control
logic, no routing, no idle power.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from wetnet.learning.operations import Operations

PRODUCT, SUM = 3.7, 0.9
"""pJ, 32-bit floating point."""
INTEGER_PRODUCT, INTEGER_SUM, INTEGER_BITS = 0.2, 0.03, 8
"""pJ, 8-bit integers; a product grows with the square of the bits, a sum in proportion."""
MEMORIES = ((8 * 1024, 10.0), (32 * 1024, 20.0), (1024 * 1024, 100.0))
"""Bytes of a static memory, and pJ to read 64 bits from it."""
DYNAMIC_MEMORY = 1300.0
"""pJ to read 64 bits from what is larger."""
WORD = 64
FLOAT_BITS = 32


class Energy(NamedTuple):
    """pJ for one answer. bits: of the activities and weights of the quantised network."""

    operations_only: float
    with_memory: float
    quantised: float
    bits: int


def model(operations: Operations) -> Energy:
    """The three figures for one answer."""
    effective = operations.effective_macs + operations.effective_acs
    compute = operations.effective_macs * (PRODUCT + SUM) + operations.effective_acs * SUM
    # A cell is at least one product (leak) and one sum, and its state goes to memory and back.
    dynamics = operations.membrane_updates * (PRODUCT + SUM)
    traffic = (effective + 2 * operations.membrane_updates) * FLOAT_BITS
    bits = matched_bits(operations.steps)
    return Energy(
        operations_only=compute,
        with_memory=compute + dynamics + traffic * bit_read(operations.footprint),
        quantised=operations.synapses * (product_and_sum(bits) + bits * bit_read(operations.parameters * bits / 8)),
        bits=bits,
    )


def matched_bits(steps: float) -> int:
    """Bits that tell apart 0 to T spikes in T steps; 8, the usual quantisation, for a network without time."""
    return INTEGER_BITS if steps <= 1 else math.ceil(math.log2(math.floor(steps) + 1))


def product_and_sum(bits: int) -> float:
    """pJ of one product and one sum of integers."""
    ratio = bits / INTEGER_BITS
    return INTEGER_PRODUCT * ratio**2 + INTEGER_SUM * ratio


def bit_read(footprint: float) -> float:
    """pJ to read one bit from the smallest memory that holds so many bytes."""
    return next((energy for size, energy in MEMORIES if footprint <= size), DYNAMIC_MEMORY) / WORD
