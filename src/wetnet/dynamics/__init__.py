"""Cells as dynamical systems: phase portraits, fixed points and their kinds, excitability."""

from wetnet.dynamics.excitability import Excitability as Excitability
from wetnet.dynamics.excitability import excitability as excitability
from wetnet.dynamics.excitability import fi_curve as fi_curve
from wetnet.dynamics.field import Field as Field
from wetnet.dynamics.fixed_points import KINDS as KINDS
from wetnet.dynamics.fixed_points import FixedPoint as FixedPoint
from wetnet.dynamics.fixed_points import classify as classify
from wetnet.dynamics.fixed_points import fixed_points as fixed_points
from wetnet.dynamics.portrait import Portrait as Portrait
from wetnet.dynamics.portrait import portrait as portrait
