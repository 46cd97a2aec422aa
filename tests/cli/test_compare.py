import json


def test_a_table_over_seeds(run, tmp_path):
    outcome = run(
        "compare", "ten-digits", "--networks", "class-mean", "--seeds", 3, "--out", "here", "--jobs", 1, "--json"
    )
    assert outcome.status == 0
    assert json.loads((tmp_path / "here/compare-ten-digits.json").read_text()) == outcome.json
    accuracy = outcome.json["results"][0]
    assert (accuracy["network"], accuracy["metric"], accuracy["value"], accuracy["seeds"]) == (
        "class-mean",
        "accuracy",
        1.0,
        3,
    )


def test_the_text_is_a_table(run):
    outcome = run("compare", "ten-digits", "--networks", "class-mean,class-mean", "--seeds", 2, "--jobs", 1)
    assert outcome.status == 0
    assert outcome.out.count("class-mean") == 1
    assert "100.00" in outcome.out


def test_finished_trials_survive_an_interruption(run, class_mean, tmp_path):
    def interrupt_second(self, task, *, epochs):
        class_mean.signal_at = None if self.seed == 0 else 1
        yield from lessons(self, task, epochs=epochs)

    lessons, class_mean.lessons = class_mean.lessons, interrupt_second
    try:
        outcome = run("compare", "ten-digits", "--networks", "class-mean", "--seeds", 3, "--out", "here", "--jobs", 1)
    finally:
        class_mean.lessons = lessons
    assert (outcome.status, outcome.out) == (1, "")
    assert "what is finished is in here/compare-ten-digits.json" in outcome.err
    kept = json.loads((tmp_path / "here/compare-ten-digits.json").read_text())
    assert [record["seed"] for record in kept["records"]] == [0]


def test_unknown_names_are_answered_before_any_work(run):
    for arguments, near in (
        (("digit", "--networks", "class-mean"), "did you mean 'digits'?"),
        (("ten-digits", "--networks", "class-mean,class-men"), "did you mean 'class-mean'?"),
    ):
        outcome = run("compare", *arguments)
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.startswith("error: ")
        assert near in outcome.err
