"""Whatever goes wrong is named in its cell, and the rest of the table is finished."""

import errno
import json

from wetnet import compare
from wetnet.compare import Store, store
from wetnet.compare.report import gather
from wetnet.compare.version import code_version


def accuracies(table):
    return {row.network: row.value for row in table.rows if row.metric == "accuracy"}


def texts(table, kind):
    return {remark.network: remark.text for remark in table.remarks if remark.kind == kind}


def cell(table, network, protocol="accuracy", metric="accuracy"):
    """The state of a cell of the report, and the words that stand in it."""
    found = gather(table).cells[network, protocol, metric]
    return found.state, " ".join([*found.gaps, *found.troubles])


def test_networks_that_fail_leave_the_others_their_figures(toys, small_digits):
    kinds = [toys.NotANumber, toys.WrongShape, toys.Stumbles, toys.Means]
    table = compare.run(kinds, "seed-digits", ["accuracy", "degradation"], seeds=2, epochs=1)
    assert list(accuracies(table)) == ["means"]
    errors = texts(table, "error")
    assert "NaN" in errors["not-a-number"]
    assert "shape (340, 10)" in errors["wrong-shape"]
    assert errors["stumbles"] == "KeyError: 'of its own making'"
    assert "stumbles" not in texts(table, "not applicable")
    assert "no lesions" in texts(table, "not applicable")["means"]
    assert "learn" in table.of("stumbles", "accuracy")[0].raw["traceback"]
    json.dumps(table.to_json(), allow_nan=False)
    assert cell(table, "means") == ("measured", "")
    for network in errors:
        assert cell(table, network) == ("error", f"error: {errors[network]}")
    state, words = cell(table, "means", "degradation", "intact")
    assert state == "not applicable"
    assert words.startswith("not applicable: means has no lesions")


def test_a_figure_that_a_network_cannot_have_is_not_applicable_and_its_others_are_there(small_digits):
    table = compare.run(["linear"], "ten-digits", ["degradation"], seeds=2, epochs=1)
    reason = "linear has no cells between input and output"
    assert cell(table, "linear", "degradation", "area_cells") == ("not applicable", f"not applicable: {reason}")
    assert cell(table, "linear", "degradation", "area_synapses") == ("measured", "")
    assert texts(table, "note")["linear"] == f"no area_cells, drop_cells: {reason}"


def test_a_full_disk_costs_the_files_and_nothing_else(toys, small_digits, tmp_path, monkeypatch):
    write = store.write

    def full(path, record):
        if record.network == "means":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, record)

    monkeypatch.setattr(store, "write", full)
    table = compare.run([toys.Means, "nearest-mean"], "seed-digits", seeds=2, epochs=1, out=tmp_path)
    assert accuracies(table)["means"] > 0.8
    assert texts(table, "note") == {"means": "measured, but not kept: No space left on device"}
    assert cell(table, "means") == ("measured", texts(table, "note")["means"])
    assert cell(table, "nearest-mean") == ("measured", "")
    assert {record.network for record in Store(tmp_path).records()[0]} == {"nearest-mean"}


def test_a_stale_or_damaged_record_is_measured_again_and_said_so(toys, small_digits, tmp_path):
    kinds = [toys.Means, "nearest-mean"]
    first = compare.run(kinds, "seed-digits", seeds=2, epochs=1, out=tmp_path)
    files = sorted(tmp_path.rglob("means/accuracy.*.json"))
    stale = files[0].with_name(files[0].name.replace(first.records[0].code_version, "0123456789abcdef"))
    files[0].rename(stale)
    files[1].write_text(files[1].read_text()[:40])
    again = compare.run(kinds, "seed-digits", seeds=2, epochs=1, out=tmp_path, resume=True)
    notes = [record.notes for record in again.of("means", "accuracy")]
    assert "stale result" in notes[0][0]
    assert stale.name in notes[0][0]
    assert "damaged record" in notes[1][0]
    assert [r.metrics["accuracy"] for r in again.records] == [r.metrics["accuracy"] for r in first.records]
    state, words = cell(again, "means")
    assert state == "measured"
    assert f"seed 0: {notes[0][0]}" in words
    assert f"seed 1: {notes[1][0]}" in words
    assert again.of("nearest-mean", "accuracy") == first.of("nearest-mean", "accuracy")  # reused, time and all
    assert cell(again, "nearest-mean") == ("measured", "")


def test_records_are_reused_only_where_asked(toys, small_digits, tmp_path):
    options = {"seeds": 2, "epochs": 1, "out": tmp_path}
    first = compare.run([toys.Means], "seed-digits", **options)
    reused = compare.run([toys.Means], "seed-digits", resume=True, **options)
    assert reused.records == first.records  # time and all
    anew = compare.run([toys.Means], "seed-digits", **options)
    assert anew.records != first.records
    assert anew.comparable() == first.comparable()
    other = compare.run([toys.Means], "seed-digits", seeds=2, epochs=2, out=tmp_path, resume=True)
    assert other.records[0].metrics["examples"] == 2 * first.records[0].metrics["examples"]
    assert len(Store(tmp_path).records()[0]) == 2


def test_a_cluster_that_cannot_be_reached(toys, small_digits, monkeypatch):
    monkeypatch.setattr("wetnet.compare.workers.REACH", 0.3)
    table = compare.run([toys.Means], "seed-digits", seeds=1, epochs=1, dask="tcp://127.0.0.1:9")
    assert accuracies(table)["means"] > 0.8
    note = texts(table, "note")["means"]
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in note
    assert note.endswith("measured on this machine instead")
    assert cell(table, "means") == ("measured", note)


def test_the_code_version_follows_the_sources(toys, tmp_path):
    from wetnet.compare.accuracy import Accuracy
    from wetnet.learning.knn import NearestNeighbours
    from wetnet.learning.linear import Linear

    assert code_version(toys.Means, Accuracy) == code_version(toys.Means, Accuracy)
    versions = {code_version(kind, Accuracy) for kind in (toys.Means, Linear, NearestNeighbours)}
    assert len(versions) == 3


def test_processes_that_die_take_nobody_with_them(toys, small_digits, tmp_path):
    table = compare.run([toys.Dies, toys.Means], "seed-digits", seeds=1, epochs=1, out=tmp_path, jobs=2)
    assert accuracies(table)["means"] > 0.8
    assert "the process that measured this ended" in texts(table, "error")["dies"]
