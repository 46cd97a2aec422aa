"""The compare room: a comparison is measured by a process of its own while its table fills on the page.

Its frames have one block, ``status``: JSON with what can be chosen (form), how far it is (progress) and the table.
"""

from __future__ import annotations

import base64
import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np

from wetnet.compare.budget import BUDGETS
from wetnet.compare.report import Cell, Report, amount, unit
from wetnet.compare.report_evidence import evidence
from wetnet.compare.report_files import FORMATS
from wetnet.compare.report_json import from_json
from wetnet.core.errors import ConfigurationError
from wetnet.core.registry import declared, find
from wetnet.lab import compare_messages as messages
from wetnet.lab.messages import Message
from wetnet.lab.room import Room, Say
from wetnet.tasks.digits import cache_folder

LOOK = 0.1
"""Seconds between two looks at what the measuring process has said."""


class CompareRoom(Room):
    """One comparison at a time, and its report so far."""

    messages = messages.MESSAGES

    def __init__(self, say: Say) -> None:
        super().__init__(say)
        say("looking for networks and protocols")
        kinds = ("task", "learner", "protocol")
        self._form = {kind: [[e.slug, e.summary] for e in declared(kind).values()] for kind in kinds}
        self._process: subprocess.Popen[str] | None = None
        self._said: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._progress: dict[str, Any] = {"done": 0, "total": 0, "remaining": None, "now": ""}
        self._report: Report | None = None
        self._command = ""
        self._dirty = True

    def apply(self, message: Message) -> dict[str, Any] | None:
        """Act on a message; see Room."""
        self._dirty = True
        match message:
            case messages.Start():
                self._start(message)
            case messages.Cancel():
                self._stop()
            case messages.Evidence():
                return self._evidence(message)
            case messages.Export():
                return self._export(message.format)
        return None

    def advance(self, now: float) -> float | None:
        """Hear what the measuring process has said; see Room."""
        while not self._said.empty():
            self._dirty = True
            said = self._said.get()
            if said is None:
                self._process, self._progress = None, {**self._progress, "now": ""}
            elif "error" in said:
                raise ConfigurationError(said["error"])
            else:
                self._progress = {name: said[name] for name in self._progress}
                if said["table"]:
                    self._report = from_json(said["table"])
        return LOOK if self._process else None

    def news(self) -> dict[str, np.ndarray]:
        """The status where it has changed; see Room."""
        if not self._dirty:
            return {}
        self._dirty = False
        status = {
            "form": {**self._form, "budget": list(BUDGETS)},
            "running": self._process is not None,
            "progress": self._progress,
            "command": self._command,
            "table": tabulated(self._report) if self._report else None,
        }
        return {"status": np.frombuffer(json.dumps(status).encode(), np.uint8)[None]}

    def _start(self, message: messages.Start) -> None:
        if self._process:
            raise ConfigurationError("a comparison is running; cancel it first")
        for kind, names in (("task", [message.task]), ("learner", message.networks), ("protocol", message.protocols)):
            for name in names:
                find(kind, name)
        request = message.model_dump(exclude={"type", "revision"})
        self._command = (
            f"wetnet compare {message.task} --networks {','.join(message.networks)} "
            f"--protocols {','.join(message.protocols)} --seeds {message.seeds} --budget {message.budget}"
        )
        self._report = None
        self._progress = {"done": 0, "total": 0, "remaining": None, "now": "reading the data"}
        self._said = queue.SimpleQueue()
        command = [sys.executable, "-m", "wetnet.lab.compare_job"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({**request, "out": str(store())}) + "\n")
        self._process.stdin.flush()
        threading.Thread(target=_hear, args=(self._process, self._said), daemon=True).start()

    def _stop(self) -> None:
        if self._process:
            self._process.kill()  # what is finished is in the store
            self._process = None
            self._said = queue.SimpleQueue()
            self._progress["now"] = "stopped; Run goes on from here"

    def _evidence(self, message: messages.Evidence) -> dict[str, Any]:
        report = self._known()
        sections = [section for section in report.sections if section.slug == message.protocol]
        if not sections or message.network not in report.networks:
            raise ConfigurationError(f"the table has no cell {message.network}, {message.protocol}")
        return {"type": "evidence", "html": evidence(report, sections[0], message.network, "evidence")}

    def _export(self, ending: str) -> dict[str, Any]:
        report = self._known()
        data = base64.b64encode(FORMATS[ending](report).encode()).decode()
        return {"type": "saved", "name": f"compare-{report.task}.{ending}", "data": data}

    def _known(self) -> Report:
        if self._report is None:
            raise ConfigurationError("there is no table yet: run a comparison first")
        return self._report


def store() -> Path:
    """Where the lab keeps the records of its comparisons: in the user's cache."""
    return cache_folder().parent / "comparisons"


def tabulated(report: Report) -> dict[str, Any]:
    """The table as the page draws it: everything is text already."""
    sections = [
        {
            "slug": section.slug,
            "title": section.title,
            "metrics": [{"title": m.title, "unit": unit(m), "better": m.better} for m in section.metrics],
        }
        for section in report.sections
    ]
    rows = [
        {
            "network": network,
            "groups": [
                [_cell(report, report.cells[network, section.slug, metric.name]) for metric in section.metrics]
                for section in report.sections
            ],
        }
        for network in report.networks
    ]
    return {"task": report.task, "source": report.source, "sections": sections, "rows": rows}


def _cell(report: Report, cell: Cell) -> dict[str, Any]:
    return {
        "state": cell.state,
        "value": cell.shown.value if cell.samples else "",
        "span": cell.shown.span,
        "best": cell.network in report.best(cell.section, cell.metric),
        "published": amount(cell.published.value, cell.metric) if cell.published else "",
        "remarks": [*cell.gaps, *cell.troubles],
        "cuts": cell.cuts,
    }


def _hear(process: subprocess.Popen[str], said: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    """Pass on the process's lines; None at its end, after the reason where it failed."""
    assert process.stdout is not None
    for line in process.stdout:
        said.put(json.loads(line))
    if code := process.wait():
        said.put({"error": f"the process that measures ended with status {code}; what it had finished is kept"})
    said.put(None)
