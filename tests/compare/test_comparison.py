import numpy as np
import pytest

from wetnet import compare
from wetnet.compare import trial
from wetnet.compare.comparison import Step
from wetnet.compare.trial import Score
from wetnet.core.errors import ConfigurationError, ParameterError, UnknownNameError
from wetnet.learning.learner import NO_ANSWER
from wetnet.learning.schedule import Schedule
from wetnet.tasks import ten_digits


def test_a_network_of_ones_own_is_compared(class_mean, small_digits):
    table = compare.run([class_mean], "seed-digits", seeds=3, epochs=2)
    rows = {row.metric: row for row in table.rows}
    assert set(rows) == {"accuracy", "unanswered", "examples", "seconds"}
    assert {(row.network, row.protocol, row.seeds) for row in table.rows} == {("class-mean", "accuracy", 3)}
    assert 0.8 < rows["accuracy"].value < 1
    assert rows["examples"].value == 2 * 1160
    assert rows["accuracy"].low == rows["accuracy"].high == rows["accuracy"].value
    assert rows["accuracy"].seconds > rows["seconds"].value > 0
    assert [record.seed for record in table.records] == [0, 1, 2]
    assert table.records[0].command.startswith("wetnet.compare.run([ClassMean], 'seed-digits', [Accuracy], seeds=[0]")
    assert "scikit-learn" in table.source


def test_the_same_seeds_give_the_same_table(class_mean, small_digits):
    first, second = (compare.run([class_mean], "ten-digits", seeds=2) for _ in range(2))
    assert first.comparable() == second.comparable()
    assert first.records[0].metrics["examples"] == 10 * 30
    assert first.records[0].seconds > 0
    assert "seconds" not in first.comparable()[0]


def test_every_job_and_slice_is_reported(class_mean, small_digits):
    steps: list[Step] = []
    compare.run([class_mean], "seed-digits", seeds=2, epochs=1, report=steps.append)
    assert [step.progress.examples for step in steps if step.progress and step.seed == 1][-2:] == [1160, 340]
    assert [(step.done, step.total, len(step.table.records)) for step in steps if step.table] == [
        (0, 2, 0),
        (1, 2, 1),
        (2, 2, 2),
    ]
    assert steps[0].remaining > steps[-1].remaining == 0


def test_unknown_names_and_nothing_to_compare(class_mean, small_digits):
    with pytest.raises(UnknownNameError, match="did you mean 'ten-digits'"):
        compare.run([class_mean], "ten-digit")
    with pytest.raises(UnknownNameError, match="no learner is called 'nobody'"):
        compare.run(["nobody"], "ten-digits")
    with pytest.raises(ConfigurationError, match="0 networks"):
        compare.run([], "ten-digits")


def test_a_task_limits_its_presentations(small_digits):
    task = ten_digits.choose(small_digits, 0)
    assert trial.epochs_for(task, None, Schedule(7)) == trial.epochs_for(task, 30, Schedule(7)) == 30
    with pytest.raises(ParameterError, match=r"epochs = 31 .* ten-digits .* at most 30 times"):
        trial.epochs_for(task, 31, Schedule())


def test_a_refusal_to_answer_is_counted_and_never_right(class_mean, small_digits):
    task = ten_digits.choose(small_digits, 0)
    score = trial.judge(class_mean.build(0), task)
    assert score == Score(correct=0, unanswered=10, total=10)
    assert score.accuracy == 0
    assert class_mean.build(0).predict(task.test_images)[0] == NO_ANSWER


@pytest.mark.parametrize("answers", [np.zeros(9, int), np.zeros((10, 1), int), np.full(10, np.nan)])
def test_answers_of_the_wrong_shape_or_type_are_refused(class_mean, small_digits, monkeypatch, answers):
    monkeypatch.setattr(class_mean, "predict", lambda self, images: answers)
    with pytest.raises(ConfigurationError, match=r"class-mean answered 10 images .* expected \(10,\) whole numbers"):
        trial.judge(class_mean.build(0), ten_digits.choose(small_digits, 0))
