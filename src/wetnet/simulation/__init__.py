"""Integrators, the step from continuous to discrete, single cells under a stimulus, recordings."""

from wetnet.simulation.discretise import discretise as discretise
from wetnet.simulation.euler import Euler as Euler
from wetnet.simulation.euler_maruyama import EulerMaruyama as EulerMaruyama
from wetnet.simulation.experiment import Experiment as Experiment
from wetnet.simulation.exponential_euler import ExponentialEuler as ExponentialEuler
from wetnet.simulation.firing_patterns import FIRING_PATTERNS as FIRING_PATTERNS
from wetnet.simulation.half_step_euler import HalfStepEuler as HalfStepEuler
from wetnet.simulation.hines import Hines as Hines
from wetnet.simulation.recording import Recording as Recording
from wetnet.simulation.recording import Spikes as Spikes
from wetnet.simulation.recording import Trace as Trace
from wetnet.simulation.reference import reference as reference
from wetnet.simulation.runge_kutta import RungeKutta4 as RungeKutta4
from wetnet.simulation.sequential_euler import SequentialEuler as SequentialEuler
from wetnet.simulation.simulate import simulate as simulate
from wetnet.simulation.voltage_clamp import voltage_clamp as voltage_clamp
