"""Records as nobody should write them: odd names, markup, numbers that are none, missing seeds and figures."""

import math

from hypothesis import strategies as st

from wetnet.compare import Control, Curve, Metric, Published, Record
from wetnet.compare.report import Report, Section

MARKUP = [
    "<script>alert(1)</script>",
    "]]>",
    "a|b",
    "<!--",
    '" onload="x',
    "'",
    "&amp;",
    "=1+1",
    "a,b\r\nc",
    "\x00\x1b\ud800",
]
words = st.one_of(st.text(max_size=12), st.sampled_from(MARKUP))
numbers = st.one_of(st.floats(), st.integers(-(10**6), 10**6).map(float), st.sampled_from([0.0, -0.0, 1e308, 5e-324]))
names = st.sampled_from(["area", "<b>error</b>", "a|b", "", "größe"])
networks = st.sampled_from(["mlp", "<i>net</i>", "a|b\n", "\ud800", ""])
protocols = st.sampled_from(["noise", "</table>", "mine"])

curves = st.builds(
    lambda points, x_label, y_label: Curve([x for x, _ in points], [y for _, y in points], x_label, y_label),
    st.lists(st.tuples(numbers, numbers), max_size=4), words, words,
)  # fmt: skip

records = st.builds(
    Record, task=st.just("<digits>"), network=networks, protocol=protocols, seed=st.integers(0, 3),
    code_version=words, metrics=st.dictionaries(names, numbers, max_size=4),
    curves=st.dictionaries(words, curves, max_size=2),
    raw=st.dictionaries(words, st.one_of(words, numbers, st.lists(numbers, max_size=3)), max_size=2),
    cut=st.none() | words, error=st.none() | words, not_applicable=st.none() | words,
    absent=st.dictionaries(names, words, max_size=2), notes=st.lists(words, max_size=2).map(tuple), command=words,
    seconds=numbers,
)  # fmt: skip

metrics = st.builds(
    Metric, name=names, title=words, unit=st.sampled_from(["", "s", "<µJ>"]),
    better=st.sampled_from(["higher", "lower"]),
    low=st.sampled_from([0.0, -math.inf]), high=st.sampled_from([1.0, math.inf]),
    published=st.dictionaries(networks, st.builds(Published, numbers, words, words), max_size=2),
    control=st.none() | st.builds(Control, networks, names, words),
)  # fmt: skip

sections = st.builds(
    Section, slug=protocols, title=words, question=words,
    metrics=st.lists(metrics, max_size=3, unique_by=lambda metric: metric.name).map(tuple),
)  # fmt: skip


@st.composite
def reports(draw):
    """A report of such records."""
    found = tuple(draw(st.lists(records, max_size=6)))
    declared = draw(st.lists(sections, max_size=3, unique_by=lambda section: section.slug))
    stale = draw(st.sets(st.integers(0, len(found) - 1))) if found else set()
    order = tuple(dict.fromkeys(record.network for record in found))
    return Report("<digits>", draw(words), order, tuple(declared), found, frozenset(stale))
