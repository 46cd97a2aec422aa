import io
import json

import numpy as np
import pytest
from rich.console import Console

from wetnet import compare
from wetnet.compare import trial
from wetnet.compare.comparison import Step
from wetnet.compare.table import tabulate
from wetnet.compare.trial import Score, Trial
from wetnet.core.errors import ConfigurationError, ParameterError, UnknownNameError
from wetnet.learning.learner import NO_ANSWER
from wetnet.tasks import ten_digits


def test_a_network_of_ones_own_is_compared(class_mean, small_digits):
    table = compare.run([class_mean], "seed-digits", seeds=3, epochs=2)
    rows = {row.metric: row for row in table.rows}
    assert set(rows) == {"accuracy", "examples", "seconds"}
    assert {(row.network, row.protocol, row.seeds) for row in table.rows} == {("class-mean", "accuracy", 3)}
    assert 0.8 < rows["accuracy"].value < 1
    assert rows["examples"].value == 2 * 1160
    assert rows["accuracy"].low == rows["accuracy"].high == rows["accuracy"].value
    assert rows["accuracy"].seconds == rows["seconds"].value > 0
    assert [made.seed for made in table.trials] == [0, 1, 2]
    assert "scikit-learn" in table.source


def test_the_same_seeds_give_the_same_table(class_mean, small_digits):
    def without_time(table):
        return [made._replace(seconds=0) for made in table.trials]

    first, second = (compare.run([class_mean], "ten-digits", seeds=2) for _ in range(2))
    assert without_time(first) == without_time(second)
    assert first.trials[0].examples == 10 * 30


def test_every_job_and_slice_is_reported(class_mean, small_digits):
    steps: list[Step] = []
    compare.run([class_mean], "seed-digits", seeds=2, epochs=1, report=steps.append)
    assert [step.progress.examples for step in steps if step.progress and step.job == 1][-1] == 1160
    assert [(step.job, step.jobs, len(step.table.trials)) for step in steps if step.table] == [(0, 2, 1), (1, 2, 2)]


def test_unknown_names_and_nothing_to_compare(class_mean, small_digits):
    with pytest.raises(UnknownNameError, match="did you mean 'ten-digits'"):
        compare.run([class_mean], "ten-digit")
    with pytest.raises(UnknownNameError, match="no learner is called 'nobody'"):
        compare.run(["nobody"], "ten-digits")
    with pytest.raises(ConfigurationError, match="0 networks"):
        compare.run([], "ten-digits")


def test_a_task_limits_its_presentations(small_digits):
    task = ten_digits.choose(small_digits, 0)
    assert trial.epochs_for(task, None) == trial.epochs_for(task, 30) == 30
    with pytest.raises(ParameterError, match=r"epochs = 31 .* ten-digits .* at most 30 times"):
        trial.epochs_for(task, 31)


def test_a_refusal_to_answer_is_counted_and_never_right(class_mean, small_digits):
    task = ten_digits.choose(small_digits, 0)
    score = trial.judge(class_mean.build(0), task)
    assert score == Score(correct=0, unanswered=10, total=10)
    assert score.accuracy == 0
    assert class_mean.build(0).predict(task.test_images)[0] == NO_ANSWER


@pytest.mark.parametrize("answers", [np.zeros(9, int), np.zeros((10, 1), int), np.full(10, np.nan)])
def test_answers_of_the_wrong_shape_or_type_are_refused(class_mean, small_digits, monkeypatch, answers):
    monkeypatch.setattr(class_mean, "predict", lambda self, images: answers)
    with pytest.raises(ConfigurationError, match=r"class-mean answered ten-digits .* expected \(10,\) whole numbers"):
        trial.judge(class_mean.build(0), ten_digits.choose(small_digits, 0))


def made(network, seed, correct, seconds):
    return Trial(network, seed, Score(correct, 0, 100), 1000, seconds)


def test_the_table_reads_and_serialises():
    table = tabulate("digits", "MNIST", [made("a", 0, 90, 1.0), made("b", 0, 50, 2.0), made("a", 1, 94, 3.0)])
    values = json.loads(json.dumps(table.to_json(), allow_nan=False))
    first, *_, last = values["results"]
    assert values["schema_version"] == 1
    assert list(first) == ["network", "protocol", "metric", "value", "low", "high", "seeds", "seconds"]
    assert first["value"] == pytest.approx(0.92)
    assert first["low"] == pytest.approx(0.92 - 12.7062 * 0.02, abs=1e-4)  # t(0.975, 1 degree) = 12.7062
    assert first["high"] == 1.0  # the interval itself would reach 1.17
    assert first["seconds"] == 2.0
    assert (last["network"], last["low"], last["high"], last["seeds"]) == ("b", None, None, 1)
    assert values["trials"][0]["test_accuracy"] == 0.9

    text = io.StringIO()
    Console(file=text, width=120).print(table.to_text())
    line = next(line for line in text.getvalue().splitlines() if line.strip().startswith("a "))
    assert "92.00 (66.59 to 100.00)" in line
    assert "1,000" in line
    assert "MNIST" in text.getvalue()
    assert "[s]" in text.getvalue()
