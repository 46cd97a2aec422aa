"""Terminals that release and receptors that bind, one a file."""

from wetnet.synapses.cleft import Cleft as Cleft
from wetnet.synapses.cooperative_cleft import CooperativeCleft as CooperativeCleft
from wetnet.synapses.exponential_current import ExponentialCurrent as ExponentialCurrent
from wetnet.synapses.gaba_receptors import GABAA as GABAA
from wetnet.synapses.glutamate_receptors import AMPA as AMPA
from wetnet.synapses.glutamate_receptors import NMDA as NMDA
from wetnet.synapses.relay import Relay as Relay
from wetnet.synapses.synapse import Receptor as Receptor
from wetnet.synapses.synapse import Synapse as Synapse
from wetnet.synapses.synapse import Terminal as Terminal
