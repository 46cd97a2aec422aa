"""Single cells, one model a file: equations, parameters, presets, source."""

from wetnet.neurons.adaptive_exponential import AdaptiveExponential as AdaptiveExponential
from wetnet.neurons.connor_stevens import ConnorStevens as ConnorStevens
from wetnet.neurons.exponential_integrate_and_fire import ExponentialIntegrateAndFire as ExponentialIntegrateAndFire
from wetnet.neurons.fitzhugh_nagumo import FitzHughNagumo as FitzHughNagumo
from wetnet.neurons.hodgkin_huxley import HodgkinHuxley as HodgkinHuxley
from wetnet.neurons.inward_rectifier import InwardRectifier as InwardRectifier
from wetnet.neurons.izhikevich import Izhikevich as Izhikevich
from wetnet.neurons.izhikevich_2007 import Izhikevich2007 as Izhikevich2007
from wetnet.neurons.leaky_integrate_and_fire import LeakyIntegrateAndFire as LeakyIntegrateAndFire
from wetnet.neurons.morris_lecar import MorrisLecar as MorrisLecar
from wetnet.neurons.nagumo import Nagumo as Nagumo
from wetnet.neurons.perfect_integrate_and_fire import PerfectIntegrateAndFire as PerfectIntegrateAndFire
from wetnet.neurons.permeability import Permeability as Permeability
from wetnet.neurons.permeability_map import PermeabilityMap as PermeabilityMap
from wetnet.neurons.persistent_sodium import PersistentSodium as PersistentSodium
from wetnet.neurons.persistent_sodium_potassium import PersistentSodiumPotassium as PersistentSodiumPotassium
from wetnet.neurons.poisson import Poisson as Poisson
from wetnet.neurons.quadratic_integrate_and_fire import QuadraticIntegrateAndFire as QuadraticIntegrateAndFire
from wetnet.neurons.rectified_rate import RectifiedRate as RectifiedRate
from wetnet.neurons.sigmoid_rate import SigmoidRate as SigmoidRate
from wetnet.neurons.transient_sodium import TransientSodium as TransientSodium
from wetnet.neurons.traub_miles import TraubMiles as TraubMiles
