"""Small pieces of HTML; whatever a record says passes through `text` and can never become markup."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from wetnet.compare.report_numbers import printable


def text(words: object) -> str:
    """Words as they stand on the page, markup in them made harmless."""
    return html.escape(printable(str(words)))


def element(name: str, content: str, **attributes: str) -> str:
    """An element around markup; the values of its attributes are plain words (``class_`` stands for class)."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>{content}</{name}>"


def table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], words: frozenset[int] = frozenset()
) -> str:
    """A table of markup whose first column names its rows; ``words``: further columns that hold words, not numbers."""

    def align(at: int) -> dict[str, str]:
        return {"class_": "words"} if at == 0 or at in words else {}

    head = "".join(element("th", heading, scope="col", **align(at)) for at, heading in enumerate(headings))
    body = "".join(
        element(
            "tr",
            element("th", first, scope="row")
            + "".join(element("td", content, **align(at)) for at, content in enumerate(rest, 1)),
        )
        for first, *rest in rows
    )
    parts = element("caption", caption) + element("thead", element("tr", head)) + element("tbody", body)
    return scrolling(element("table", parts), caption)


def scrolling(content: str, name: str) -> str:
    """A region of its own that scrolls sideways, also by keyboard; ``name`` is markup already made harmless."""
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">{content}</div>'


def details(summary: str, content: str) -> str:
    """Something to be opened."""
    return element("details", element("summary", text(summary)) + content)


def definitions(entries: Iterable[tuple[str, str]]) -> str:
    """Names and what they are; entries without content are left out."""
    return element(
        "dl", "".join(element("dt", text(name)) + element("dd", content) for name, content in entries if content)
    )
