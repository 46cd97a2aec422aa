"""Populations and projections as plain data, and the one engine that runs them."""

from wetnet.networks.description import Network as Network
from wetnet.networks.description import Population as Population
from wetnet.networks.description import Projection as Projection
from wetnet.networks.simulator import Simulator as Simulator
