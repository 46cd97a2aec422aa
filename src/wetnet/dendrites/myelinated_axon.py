"""A myelinated axon: channels at the nodes only, between them a membrane that hardly leaks and hardly holds charge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import equinox as eqx
import jax.numpy as jnp
import numpy as np

from wetnet.core.cells import Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.dendrites.cable import Cable
from wetnet.dendrites.passive_cable import MICROMETRE
from wetnet.dendrites.tree import Tree, chain
from wetnet.neurons.gates import block
from wetnet.neurons.hodgkin_huxley import HodgkinHuxley


@registered("myelinated-axon", kind="dendrite")
class MyelinatedAxon(Cable):
    """Saltatory conduction: nodes with ten times the channels of the squid axon, internodes of axon under myelin.

    Axon diameter d = g D. Myelin of n = (D − d)/(2 · 0.016 µm) lamellae, each two membranes in series, divides
    capacitance and leak of the internode by 1 + 2 n. Internodes are ``spacing`` times as long as D is thick.

    Source: geometry of Hursh 1939 and Rushton 1951 (doi:10.1113/jphysiol.1951.sp004655); channels of Hodgkin & Huxley
    1952 at tenfold density on the nodes, after the manner of Moore et al. 1978 (doi:10.1016/S0006-3495(78)85515-5).
    Checked against: speed proportional to diameter; slower with less myelin.
    Deviates from: mammalian nodes, whose channels differ; the channels are at 20 °C.
    """

    diameter: float = parameter(10.0, "um", "diameter of the fibre with its myelin", low=0.3, high=30, symbol="D")
    g_ratio: float = parameter(0.7, "", "diameter of the axon over that of the fibre", low=0.3, high=0.99, symbol="g")
    spacing: float = parameter(100.0, "", "length of an internode over the diameter of the fibre", low=10, high=300)
    node_length: float = parameter(2.0, "um", "length of a node", low=0.5, high=20)
    density: float = parameter(10.0, "", "channels of a node over those of the squid axon", low=1, high=50)
    axial_resistivity: float = parameter(100.0, "ohm*cm", "resistivity inside", low=10, high=1000, symbol="R_i")
    temperature: float = parameter(20.0, "degC", "temperature", low=0, high=30, symbol="T")
    sodium_block: float = block("sodium", "tetrodotoxin (TTX)")
    potassium_block: float = block("potassium", "tetraethylammonium (TEA)")
    site: float = parameter(0.0, "", "where current enters: 0 near end, 1 far end", low=0, high=1)
    spike_threshold: float = parameter(
        -20.0, "mV", "voltage whose upward crossing counts as a spike", low=-100, high=100
    )
    nodes: int = eqx.field(static=True, default=21)
    segments: int = eqx.field(static=True, default=4)

    equations: ClassVar[str] = (
        r"C_i \dot V_i = \sum_j g_{ij} (V_j - V_i) - a_i \left(\rho_i I_{HH}(V_i, m_i, h_i, n_i)"
        r" + (1 - \rho_i) \frac{g_L (V_i - E)}{1 + 2 n}\right) \\"
        r"n = \frac{D - d}{2 \cdot 0.016\,\mu m}, \quad d = g D"
    )
    states: ClassVar[Mapping[str, Quantity]] = HodgkinHuxley.states
    inputs: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("nA", "injected current, positive depolarises")}
    readouts: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage of each compartment")}
    presets: ClassVar[Mapping[str, Preset]] = {
        "thin-myelin": Preset({"g_ratio": 0.95}, "a quarter as many lamellae or less: slower", "Rushton 1951"),
    }

    @property
    def patch(self) -> HodgkinHuxley:
        """A patch of squid membrane, which the nodes have at ``density``."""
        return HodgkinHuxley(
            temperature=self.temperature, sodium_block=self.sodium_block, potassium_block=self.potassium_block
        )

    @property
    def is_node(self) -> np.ndarray:
        """(compartments,) which of them are nodes: the first, and then every ``segments`` + 1."""
        return np.arange((self.nodes - 1) * (self.segments + 1) + 1) % (self.segments + 1) == 0

    @property
    def internode(self) -> Any:
        """Length of an internode in mm."""
        return 1e-3 * self.spacing * self.diameter

    def tree(self) -> Tree:
        """Nodes, and between them internodes in equal segments."""
        length, across = self._lengths(), self.g_ratio * self.diameter * MICROMETRE
        resistance = self.axial_resistivity * length / (jnp.pi / 4 * across**2)
        to_parent = 2e3 / (resistance + jnp.roll(resistance, 1))
        per_area = jnp.where(self.is_node, self.patch.capacitance, self.patch.capacitance / self._wrapping())
        return chain(to_parent, per_area * jnp.pi * across * length)

    def rest(self) -> Values:
        """Every node at rest, the internodes at the same voltage."""
        return {name: value * jnp.ones(len(self.is_node)) for name, value in self.patch.rest().items()}

    def membrane(self, state: Values) -> Values:
        """Channels at the nodes; a leak to the resting voltage through the myelin."""
        own = self.patch.flow(state, {}, {"current": jnp.zeros(())})
        leak = self.patch.leak_conductance / self.patch.capacitance
        through_myelin = leak * (self.patch.rest()["voltage"] - state["voltage"])
        return {**own, "voltage": jnp.where(self.is_node, self.density * own["voltage"], through_myelin)}

    def _wrapping(self) -> Any:
        """Membranes in series across the internode."""
        return 1 + 2 * (1 - self.g_ratio) * self.diameter / (2 * 0.016)

    def _lengths(self) -> Any:
        """cm."""
        segment = self.internode * 0.1 / self.segments
        return jnp.where(self.is_node, self.node_length * MICROMETRE, segment)
