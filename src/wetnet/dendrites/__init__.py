"""Cells with extent: cables, axons and the solve of a tree of compartments."""

from wetnet.dendrites.active_axon import ActiveAxon as ActiveAxon
from wetnet.dendrites.conduction import myelinated_speed as myelinated_speed
from wetnet.dendrites.myelinated_axon import MyelinatedAxon as MyelinatedAxon
from wetnet.dendrites.passive_cable import PassiveCable as PassiveCable
from wetnet.dendrites.tree import Tree as Tree
