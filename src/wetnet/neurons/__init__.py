"""Single cells, one model a file: equations, parameters, presets, source."""

from wetnet.neurons.leaky_integrate_and_fire import LeakyIntegrateAndFire as LeakyIntegrateAndFire
from wetnet.neurons.permeability import Permeability as Permeability
from wetnet.neurons.permeability_map import PermeabilityMap as PermeabilityMap
