import json
import shlex

import pytest

from wetnet.core import saved


def test_a_network_is_taught_tested_and_kept(run, tmp_path):
    outcome = run("train", "class-mean", "--task", "seed-digits", "--epochs", 1, "--out", "here", "--json")
    assert outcome.status == 0
    result = outcome.json
    assert result["schema_version"] == 1
    assert result["test_accuracy"] == result["correct"] / result["total"] > 0.8
    assert (result["total"], result["unanswered"], result["examples"]) == (340, 0, 1160)
    assert result["seconds"] > 0
    assert json.loads((tmp_path / "here/class-mean-seed-digits-seed0.json").read_text()) == result
    assert (tmp_path / result["checkpoint"]).is_file()


def test_the_text_says_the_same(run):
    outcome = run("train", "class-mean", "--task", "ten-digits", "--seed", 4)
    assert outcome.status == 0
    assert "class-mean on ten-digits: 10 of 10 right (100.00%); 0 without an answer; 300 examples seen" in outcome.out
    assert "epoch 30 of 30" in outcome.err
    assert "loss 1.5000 accuracy 25.0%" in outcome.err


def test_interrupted_and_resumed_as_it_says_equals_uninterrupted(run, class_mean):
    whole = run("train", "class-mean", "--task", "seed-digits", "--epochs", 2, "--seed", 1, "--out", "a", "--json").json
    class_mean.signal_at = 1500
    stopped = run("train", "class-mean", "--task", "seed-digits", "--epochs", 2, "--seed", 1, "--out", "my runs")
    assert stopped.status == 1
    assert stopped.out == ""
    message = stopped.err.splitlines()[-1]
    assert message.startswith("error: stopped after 1510 examples")
    command = shlex.split(message.partition("Go on with: wetnet ")[2])
    resumed = run(*command, "--json").json
    assert resumed.pop("resumed_at") == 1510
    assert whole.pop("resumed_at") == 0
    for result in (whole, resumed):
        del result["seconds"], result["checkpoint"]
    assert resumed == whole


def test_resuming_what_is_complete_only_tests_again(run):
    arguments = ("train", "class-mean", "--task", "ten-digits", "--json")
    first, again = run(*arguments).json, run(*arguments, "--resume").json
    assert again["resumed_at"] == first["examples"] == again["examples"]
    assert again["test_accuracy"] == first["test_accuracy"]


def test_without_a_checkpoint_resuming_starts_and_says_so(run):
    outcome = run("train", "class-mean", "--task", "ten-digits", "--resume", "--json")
    assert outcome.json["resumed_at"] == 0
    assert "class-mean-ten-digits-seed0.safetensors is not there: starting from the beginning" in outcome.err


def test_an_earlier_checkpoint_is_never_overwritten(run, tmp_path):
    for epochs in (1, 2, 3):
        outcome = run("train", "class-mean", "--task", "ten-digits", "--epochs", epochs)
    assert "its checkpoint is kept as runs/class-mean-ten-digits-seed0.2.safetensors" in outcome.err
    names = ["class-mean-ten-digits-seed0.1", "class-mean-ten-digits-seed0.2", "class-mean-ten-digits-seed0"]
    seen = [saved.load(tmp_path / f"runs/{name}.safetensors", "class-mean", 1)[1]["seen"] for name in names]
    assert seen == [10, 20, 30]


@pytest.mark.parametrize(
    ("kind", "version", "complaint"),
    [
        ("class-mean", 2, "of format version 2; this wetnet reads version 1"),
        ("mlp", 1, "holds a 'mlp'"),
    ],
)
def test_a_checkpoint_of_another_version_or_kind_is_refused(run, tmp_path, kind, version, complaint):
    checkpoint = tmp_path / "runs/class-mean-ten-digits-seed0.safetensors"
    saved.save(checkpoint, kind, version, {}, {})
    before = checkpoint.read_bytes()
    outcome = run("train", "class-mean", "--task", "ten-digits", "--resume")
    assert outcome.status == 1
    assert len(outcome.err.splitlines()) == 1
    assert str(checkpoint.relative_to(tmp_path)) in outcome.err
    assert complaint in outcome.err
    assert checkpoint.read_bytes() == before


def test_a_damaged_checkpoint_is_refused(run, tmp_path):
    run("train", "class-mean", "--task", "ten-digits")
    checkpoint = tmp_path / "runs/class-mean-ten-digits-seed0.safetensors"
    checkpoint.write_bytes(checkpoint.read_bytes()[:-100])
    outcome = run("train", "class-mean", "--task", "ten-digits", "--resume")
    assert (outcome.status, outcome.out) == (1, "")
    assert "it is damaged" in outcome.err


def test_a_folder_that_cannot_be_written_is_one_line(run, tmp_path):
    (tmp_path / "file").write_text("")
    outcome = run("train", "class-mean", "--task", "ten-digits", "--out", "file/inside")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.splitlines()[-1].startswith("error: ")
    assert "file" in outcome.err.splitlines()[-1]
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("clas-mean", "--task", "ten-digits"), "did you mean 'class-mean'?"),
        (("class-mean", "--task", "ten-digit"), "did you mean 'ten-digits'?"),
        (("class-mean", "--task", "ten-digits", "--epochs", 31), "epochs = 31 is more than ten-digits allows"),
        (("class-mean", "--task", "ten-digits", "--epochs", -1), "--epochs"),
        (("class-mean", "--task", "ten-digits", "--epohcs", 3), "--epochs"),
        (("class-mean",), "--task"),
    ],
)
def test_bad_arguments_name_what_is_right(run, arguments, complaint):
    outcome = run("train", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert "Traceback" not in outcome.err
