"""Networks of every kind at the same work: protocols, intervals over seeds, paired differences, fair controls."""

from wetnet.compare.budget import Budget
from wetnet.compare.comparison import Step, run
from wetnet.compare.protocol import Control, Measurement, Metric, Protocol, Published
from wetnet.compare.record import Curve, Record
from wetnet.compare.store import Store
from wetnet.compare.table import Difference, Remark, Row, Table

__all__ = [
    "Budget",
    "Control",
    "Curve",
    "Difference",
    "Measurement",
    "Metric",
    "Protocol",
    "Published",
    "Record",
    "Remark",
    "Row",
    "Step",
    "Store",
    "Table",
    "run",
]
