"""The cell of the brain that the page looks into."""

from __future__ import annotations

from typing import Any

import numpy as np

from wetnet.core.errors import ConfigurationError

IONS = ("sodium", "potassium", "chloride", "calcium")
PATHS = ("leak", "sodium channels", "potassium channels", "ampa", "nmda", "gaba")
COLUMNS = 2 + len(IONS) + len(PATHS) + 2
"""Of a row of the trace: time, voltage, currents by ion, currents by path, calcium, AMPA receptors."""


class Electrode:
    """Which cell, and what the page knows of it already."""

    def __init__(self) -> None:
        self.cell: int | None = None
        self._told = 0
        self._presentation: Any = None

    def place(self, cell: int | None, populations: list[tuple[str, int, int]]) -> None:
        """Move to a cell, or out of all (None).

        Raises
        ------
        ConfigurationError: the brain has no such cell.
        """
        cells = max(stop for _, _, stop in populations)
        if cell is not None and cell >= cells:
            raise ConfigurationError(f"cell {cell}; the brain has 0 to {cells - 1}")
        self.cell, self._told = cell, 0

    def news(self, observation: Any) -> dict[str, np.ndarray]:
        """Blocks of what the cell has done since the last call, and of the synapses on it."""
        if self.cell is None or observation is None:
            return {}
        if observation is not self._presentation:
            self._presentation, self._told = observation, 0
        contacts = [(c.source, c.ampa, c.nmda, c.gaba) for c in observation.contacts(self.cell)]
        rows = _rows(observation.traces(self.cell))
        blocks = {
            "brain_trace_from": np.array([[self._told]], np.uint32),
            "brain_trace": rows[self._told :],
            "brain_contacts": np.array(contacts, np.float32).reshape(-1, 4),
        }
        self._told = len(rows)
        return blocks

    def status(self, populations: list[tuple[str, int, int]]) -> dict[str, Any] | None:
        """Which cell it is, as JSON."""
        for name, start, stop in populations:
            if self.cell is not None and start <= self.cell < stop:
                return {"cell": self.cell, "area": name, "number": int(self.cell - start)}
        return None


def _rows(traces: Any) -> np.ndarray:
    """Row by row, time first; a current that the cell does not have is NaN."""
    missing = np.full(len(traces.time), np.nan)
    columns = [traces.time, traces.voltage]
    columns += [traces.ions.get(ion, missing) for ion in IONS]
    columns += [traces.paths.get(path, missing) for path in PATHS]
    return np.stack([*columns, traces.calcium, traces.ampa], axis=1).astype(np.float32)
