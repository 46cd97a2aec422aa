"""Networks of both kinds at the same work, with intervals over seeds."""

from wetnet.compare.comparison import run
from wetnet.compare.table import Row, Table
from wetnet.compare.trial import Trial

__all__ = ["Row", "Table", "Trial", "run"]
