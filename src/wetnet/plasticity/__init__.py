"""What a synapse does while the network runs, one rule a file."""

from wetnet.plasticity.calcium import CalciumAMPA as CalciumAMPA
from wetnet.plasticity.calcium_shared import CalciumSharedAMPA as CalciumSharedAMPA
from wetnet.plasticity.rule import Plasticity as Plasticity
