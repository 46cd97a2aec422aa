"""What a synapse does while the network runs, one rule a file."""

from wetnet.plasticity.calcium import CalciumAMPA as CalciumAMPA
from wetnet.plasticity.calcium_trace import CalciumTraceAMPA as CalciumTraceAMPA
from wetnet.plasticity.rule import Plasticity as Plasticity
