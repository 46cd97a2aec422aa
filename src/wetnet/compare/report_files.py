"""The report in all its formats, by the ending of the file."""

from __future__ import annotations

import json
from collections.abc import Callable

from wetnet.compare.report import Report
from wetnet.compare.report_csv import to_csv
from wetnet.compare.report_html import to_html
from wetnet.compare.report_json import to_json
from wetnet.compare.report_markdown import to_markdown


def to_json_text(report: Report) -> str:
    """The JSON object as text."""
    return json.dumps(to_json(report), indent=1, ensure_ascii=True, allow_nan=False) + "\n"


FORMATS: dict[str, Callable[[Report], str]] = {
    "html": to_html,
    "md": to_markdown,
    "csv": to_csv,
    "json": to_json_text,
}
"""What writes each format."""
