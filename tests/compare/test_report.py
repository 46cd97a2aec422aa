import csv
import io
import json
import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from odd_records import reports

from wetnet.compare import Control, Curve, Metric, Published, Record, Table
from wetnet.compare.accuracy import Accuracy
from wetnet.compare.report import gather
from wetnet.compare.report_csv import FIELDS, to_csv
from wetnet.compare.report_files import FORMATS, to_json_text
from wetnet.compare.report_html import to_html
from wetnet.compare.report_json import from_json, to_json
from wetnet.compare.report_markdown import to_markdown
from wetnet.compare.report_numbers import number, printable
from wetnet.core.errors import SavedFileError

ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        "body header main section nav h1 h2 h3 p span strong small ul li a div button table caption thead tbody "
        "tr th td figure figcaption details summary dl dt dd pre code svg line polyline polygon circle path text g",
    )
)


class Noise:
    """A protocol with a published figure, and a control that is another of its own metrics."""

    slug, title, question = "noise", "Noise", "What is left of it in noise?"
    metrics = (
        Metric("area", "area", low=0, high=1, published={"mlp": Published(0.9, "Somebody 1999", "digits")},
               control=Control("", "clean", "without noise")),
        Metric("clean", "clean", low=0, high=1),
        Metric("cost", "cost", "J", "lower", low=0),
    )  # fmt: skip


def made(network, seed, area, clean=0.9, cost=1.0, **more):
    metrics = {"area": area, "clean": clean, "cost": cost}
    return Record("digits", network, "noise", seed, metrics=metrics, command=f"measure {network} {seed}", **more)


def reported(*records, stale=frozenset()):
    return gather(Table("digits", "MNIST", records, {"noise": Noise}, stale))


THREE = (made("mlp", 0, 0.80), made("mlp", 1, 0.82), made("mlp", 2, 0.84), made("knn", 0, 0.70), made("knn", 1, 0.75))


def body(page):
    """The page's body as a tree: what it is made of must be well-formed."""
    return ElementTree.fromstring(page[page.index("<body>") : page.index("</html>")])


def words(tree):
    """What a reader sees, in one line."""
    return " ".join(" ".join(tree.itertext()).split())


@settings(deadline=None, max_examples=40)
@given(reports())
def test_whatever_the_records_say_the_page_is_well_formed_and_markup_stays_text(report):
    page = to_html(report)
    tree = body(page)
    assert {element.tag for element in tree.iter()} <= ELEMENTS
    assert not [key for element in tree.iter() for key in element.attrib if key.startswith("on") or key == "style"]
    page.encode()
    seen = "".join(tree.itertext())
    for record in report.records:
        if any(record.protocol == section.slug for section in report.sections):
            assert printable(record.network).replace("\r", "\n") in seen
    identities = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(identities) == len(set(identities))
    assert {element.get("popovertarget") for element in tree.iter("button")} <= set(identities)


@settings(deadline=None, max_examples=40)
@given(reports())
def test_json_is_strict_and_comes_back_the_same(report):
    values = json.loads(to_json_text(report), parse_constant=pytest.fail)
    again = from_json(values)
    assert json.dumps(to_json(again)) == json.dumps(values)
    assert again.networks == report.networks
    assert len(again.records) == len(report.records)


@settings(deadline=None, max_examples=40)
@given(reports())
def test_csv_comes_back_with_every_sample(report):
    lines = list(csv.DictReader(io.StringIO(to_csv(report), newline="")))
    assert not lines or tuple(lines[0]) == FIELDS
    found = [
        (line["network"], line["protocol"], line["metric"], number(line["value"])) for line in lines if line["value"]
    ]
    expected = [
        (*map(printable, place), value) for place, cell in report.cells.items() for value in cell.samples.values()
    ]
    assert found == expected


@settings(deadline=None, max_examples=40)
@given(reports())
def test_every_line_of_a_markdown_table_has_as_many_cells_as_its_head(report):
    blocks = re.findall(r"(?:^\|.*\n?)+", to_markdown(report), re.MULTILINE)
    assert len(blocks) == len(report.sections)
    for block, section in zip(blocks, report.sections, strict=True):
        counts = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in block.splitlines()}
        assert counts == {len(section.metrics) + 3}
        assert len(block.splitlines()) == len(report.networks) + 2


def test_a_cell_holds_mean_interval_published_figure_and_what_the_budget_cut():
    report = reported(*(record.with_(cut="10 of 100 images") for record in THREE))
    cell = report.cells["mlp", "noise", "area"]
    assert cell.interval.value == pytest.approx(0.82)
    assert cell.interval.high - 0.82 == pytest.approx(4.30265 * 0.02 / math.sqrt(3), rel=1e-5)  # t(0.975, 2 degrees)
    assert (cell.shown.value, cell.shown.span) == ("82.0\u00a0%", "77.0 to 87.0")
    table = body(to_html(report)).find(".//table[@class='all']")
    row = words(table.findall("tbody/tr")[0])
    assert row.startswith("mlp 82.0 % 77.0 to 87.0 published 90 % 90 %")
    assert "cut: 10 of 100 images" in words(table.findall("tbody/tr")[1])
    for text in (to_markdown(report), to_csv(report)):
        assert "10 of 100 images" in text
        assert "Somebody 1999" in text


def test_a_published_figure_is_shown_on_its_own_task_only():
    report = gather(Table("ten-digits", "MNIST", tuple(r.with_(task="ten-digits") for r in THREE), {"noise": Noise}))
    assert report.cells["mlp", "noise", "area"].interval.value == pytest.approx(0.82)
    assert report.cells["mlp", "noise", "area"].published is None
    alone = gather(Table("ten-digits", "MNIST", (), {"noise": Noise}))  # nor as one of a network that was not run
    for each in (report, alone):
        for make in FORMATS.values():
            assert "Somebody 1999" not in make(each)


@pytest.mark.parametrize(
    ("records", "seen", "state"),
    [
        ([Record("digits", "mlp", "noise", 0, error="answered with NaN")], "error: answered with NaN", "error"),
        ([Record("digits", "mlp", "noise", 0, not_applicable="deaf")], "not applicable: deaf", "not applicable"),
        ([*THREE[:2], Record("digits", "mlp", "noise", 2, error="disk")], "seed 2: error: disk", "partly"),
        ([made("mlp", 0, 0.8), made("mlp", 1, math.nan)], "seed 1: error: nan is not a finite number", "partly"),
        ([Record("digits", "mlp", "noise", 0, metrics={"clean": 0.9, "cost": 1.0}, absent={"area": "it has none"})],
         "not applicable: it has none", "not applicable"),
        ([made("mlp", 0, 0.8, notes=("not kept: disk full",))], "not kept: disk full", "measured"),
    ],
)  # fmt: skip
def test_trouble_is_named_in_its_cell(records, seen, state):
    report = reported(*records)
    assert report.cells["mlp", "noise", "area"].state == state
    assert seen in words(body(to_html(report)).find(".//table[@class='all']"))
    assert seen.rpartition(": ")[2] in to_markdown(report)


def test_a_network_without_a_record_and_a_stale_record_are_named():
    other = Record(
        "digits", "knn", "accuracy", 0, metrics={"accuracy": 0.9, "unanswered": 0, "examples": 1, "seconds": 1}
    )
    table = Table("digits", "MNIST", (*THREE[:1], other), {"noise": Noise, "accuracy": Accuracy}, frozenset({0}))
    seen = words(body(to_html(gather(table))).find(".//table[@class='all']"))
    assert seen.count("not run") == 2
    assert "stale" in seen


def test_the_evidence_holds_command_seed_time_and_raw_data():
    raw = {"answers": [1, 2, 3], "why": "<b>"}
    tree = body(to_html(reported(made("mlp", 7, 0.8, raw=raw, seconds=12.5, code_version="abc"))))
    (sheet,) = [element for element in tree.iter("div") if element.get("popover")]
    assert sheet.get("role") == "dialog"
    seen = words(sheet)
    for part in ("measure mlp 7", "Seed 7: 12.5 s", '{"answers": [1, 2, 3], "why": "<b>"}', "version of the code abc"):
        assert part in seen


def test_the_control_is_paired_by_seed_and_read_in_words():
    report = reported(*THREE)
    cell = report.cells["mlp", "noise", "area"]
    assert report.control(cell) is report.cells["mlp", "noise", "clean"]
    seen = words(body(to_html(report)))
    assert "area, held against its control" in seen
    assert "mlp 82.0 % 77.0 to 87.0 90 % −8.0 −13.0 to −3.0 worse than its control" in seen


def test_pairs_use_common_seeds_only_and_know_what_is_beyond_chance():
    report = reported(*THREE)
    section = report.sections[0]
    (pair,) = report.pairs(section, section.metrics[0])
    assert (pair.first, pair.second, pair.seeds) == ("mlp", "knn", 2)
    assert pair.difference.value == pytest.approx(0.085)
    assert not pair.beyond_chance  # 12.7 x 0.015: two seeds prove little
    assert report.best(section, section.metrics[0]) == {"mlp"}
    assert report.best(section, section.metrics[2]) == set()  # all alike


def test_less_is_better_where_it_is_said():
    report = reported(made("mlp", 0, 0.5, cost=3.0), made("knn", 0, 0.5, cost=2.0))
    assert report.best(report.sections[0], report.sections[0].metrics[2]) == {"knn"}


def test_curves_are_averaged_place_by_place():
    curves = [Curve([1, 2, 5], [0.1, y, 0.5], "labels", "accuracy") for y in (0.2, 0.4)]
    more = Curve([1], [0.4], "labels", "accuracy")
    records = [made("mlp", seed, 0.8, curves={"learning": curve}) for seed, curve in enumerate([*curves, more])]
    (figure,) = reported(*records).figures(reported(*records).sections[0])
    (band,) = figure.bands
    assert band.x == [1, 2, 5]
    assert [point.value for point in band.y] == pytest.approx([0.2, 0.3, 0.5])
    assert band.y[1].high - 0.3 == pytest.approx(12.7062 * 0.1, rel=1e-4)
    tree = body(to_html(reported(*records)))
    assert any(svg.find("polyline") is not None for svg in tree.iter("svg") if svg.get("role") == "img")


def test_the_page_asks_nothing_of_anybody():
    page = to_html(reported(*THREE))
    assert not re.search(r"""(src|href|url|@import)\s*[=(]\s*(?!["']?#)""", page)
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_a_table_writes_its_report_and_reads_its_json_again(tmp_path):
    table = Table("digits", "MNIST", THREE, {"noise": Noise})
    assert table.to_html(tmp_path / "r.html").read_text(encoding="utf-8") == to_html(gather(table))
    assert "| mlp |" in table.to_markdown(tmp_path / "r.md").read_text(encoding="utf-8")
    assert table.to_csv(tmp_path / "r.csv").read_text(encoding="utf-8").startswith("task,network")
    again = from_json(json.loads(json.dumps(table.to_json())))
    assert all(make(again) == make(gather(table)) for make in FORMATS.values())


@pytest.mark.parametrize("damage", [{"schema_version": 1}, {"records": None}, {"protocols": [{}]}, {"records": [{}]}])
def test_damaged_json_is_refused(damage):
    with pytest.raises(SavedFileError):
        from_json({**to_json(reported(*THREE)), **damage})
