import io
import json

import pytest
from rich.console import Console

from wetnet.compare import Record, Table
from wetnet.compare.accuracy import Accuracy


def made(network, seed, accuracy, seconds=1.0, **more):
    metrics = {"accuracy": accuracy, "unanswered": 0.0, "examples": 1000, "seconds": seconds}
    return Record("digits", network, "accuracy", seed, "quick", metrics=metrics, seconds=seconds, **more)


def tabulated(*records, stale=frozenset()):
    return Table("digits", "MNIST", records, {"accuracy": Accuracy}, stale)


def test_the_table_reads_and_serialises():
    table = tabulated(made("a", 0, 0.90, 1.0), made("b", 0, 0.50, 2.0), made("a", 1, 0.94, 3.0))
    values = json.loads(json.dumps(table.to_json(), allow_nan=False))
    first, *_, last = values["results"]
    assert values["schema_version"] == 3
    assert list(first) == ["network", "protocol", "metric", "value", "low", "high", "seeds", "seconds"]
    assert first["value"] == pytest.approx(0.92)
    assert first["low"] == pytest.approx(0.92 - 12.7062 * 0.02, abs=1e-4)  # t(0.975, 1 degree) = 12.7062
    assert first["high"] == 1.0  # the interval itself would reach 1.17
    assert first["seconds"] == 2.0
    assert (last["network"], last["low"], last["high"], last["seeds"]) == ("b", None, None, 1)
    assert values["records"][0]["metrics"]["accuracy"] == 0.9


def test_the_text_names_figures_and_what_is_missing():
    broken = Record("digits", "b", "accuracy", 0, error="b answered with NaN")
    text = io.StringIO()
    Console(file=text, width=160).print(tabulated(made("a", 0, 0.9), made("a", 1, 0.94), broken).to_text())
    line = next(line for line in text.getvalue().splitlines() if line.strip().startswith("a "))
    assert "92.00 (66.59 to 100.00)" in line
    assert "1,000" in line
    assert "MNIST" in text.getvalue()
    assert "[s]" in text.getvalue()
    assert "b answered with NaN" in text.getvalue()


def test_differences_are_paired_by_seed():
    """Seeds move both networks together: the difference is known far better than either figure."""
    table = tabulated(
        made("linear", 0, 0.70), made("linear", 1, 0.80), made("linear", 2, 0.90),
        made("mlp", 0, 0.75), made("mlp", 1, 0.86), made("mlp", 2, 0.94), made("mlp", 3, 0.10),
    )  # fmt: skip
    found = next(d for d in table.differences if d.metric == "accuracy")
    assert (found.network, found.control, found.seeds) == ("mlp", "linear", 3)
    assert found.value == pytest.approx(0.05)
    assert (found.low, found.high) == (pytest.approx(0.05 - 4.30265 * 0.01 / 3**0.5), pytest.approx(0.0748, abs=1e-4))
    assert [d.network for d in table.against("mlp") if d.metric == "accuracy"] == ["linear"]
    assert not any(d.network == d.control and d.metric == d.control_metric for d in table.against("mlp"))


def test_remarks_say_what_was_cut_failed_or_is_old():
    table = tabulated(
        made("a", 0, 0.9, cut="2000 of 60000 training images"),
        made("a", 1, 0.9, cut="2000 of 60000 training images", notes=("measured, but not kept: disk full",)),
        Record("digits", "b", "accuracy", 0, error="wrong shape"),
        Record("digits", "c", "accuracy", 0, not_applicable="no cells"),
        stale=frozenset({0}),
    )
    assert [(r.network, r.kind, r.seeds) for r in table.remarks] == [
        ("a", "cut", (0, 1)),
        ("a", "stale", (0,)),
        ("a", "note", (1,)),
        ("b", "error", (0,)),
        ("c", "not applicable", (0,)),
    ]
