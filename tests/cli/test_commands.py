import pytest

import wetnet
from wetnet.core.errors import ResourceError
from wetnet.tasks import mnist


def test_version_and_help(run):
    assert run("--version").out == f"wetnet {wetnet.__version__}\n"
    for arguments in (("--help",), ("-h",)):
        outcome = run(*arguments)
        assert outcome.status == 0
        for command in ("compare", "data", "lab", "models", "train"):
            assert f"\n  {command} " in outcome.out


def test_an_unknown_command_names_the_nearest(run):
    outcome = run("trian")
    assert (outcome.status, outcome.out) == (2, "")
    assert "'train'" in outcome.err


def test_models_lists_everything_registered(run):
    listed = {one["name"]: one for one in run("models", "--json").json["models"]}
    assert listed["leaky-integrate-and-fire"]["kind"] == "neuron"
    assert listed["relu"]["kind"] == "unit"
    assert all(one["summary"] for one in listed.values())
    text = run("models").out
    assert all(name in text for name in listed)


def test_a_model_is_described_with_units_and_ranges(run):
    outcome = run("models", "leaky-integrate-and-fire", "--json")
    model = outcome.json
    threshold = next(one for one in model["parameters"] if one["name"] == "threshold")
    assert (threshold["unit"], threshold["default"], threshold["low"], threshold["high"]) == ("mV", -50, -150, 100)
    assert "Lapicque" in model["description"]
    cuba = next(one for one in model["presets"] if one["name"] == "cuba")
    assert cuba["values"] == {"leak_reversal": -49}
    text = run("models", "leaky-integrate-and-fire").out
    assert all(part in text for part in ("threshold", "-150 to 100", "mV", "cuba", "Lapicque"))


def test_every_model_can_be_described(run):
    for one in run("models", "--json").json["models"]:
        assert run("models", one["name"], "--json").json["name"] == one["name"]


def test_an_unknown_model_names_the_nearest(run):
    outcome = run("models", "leaky-integrate-and-fir")
    assert (outcome.status, outcome.out) == (2, "")
    assert "did you mean 'leaky-integrate-and-fire'?" in outcome.err


@pytest.fixture
def empty_cache(monkeypatch, tmp_path):
    monkeypatch.delenv("WETNET_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(mnist, "MIRRORS", ("http://127.0.0.1:9/",))
    return tmp_path / "cache"


def test_data_says_where_it_would_be_and_how_to_get_it(run, empty_cache):
    (one,) = run("data", "--json").json["data"]
    assert (one["name"], one["present"]) == ("digits", False)
    assert "wetnet data fetch digits" in run("data").out


def test_data_that_cannot_be_had_is_one_line(run, empty_cache):
    fetched, verified = run("data", "fetch", "digits"), run("data", "verify", "digits", "--json")
    assert fetched.status == verified.status == 1
    assert fetched.out == verified.out == ""
    assert "error: could not download train-images-idx3-ubyte.gz" in fetched.err
    assert "error: digits are not in" in verified.err


def test_verify_names_the_damaged_file(run, empty_cache):
    folder = empty_cache / "wetnet" / "mnist"
    folder.mkdir(parents=True)
    (folder / "train-images-idx3-ubyte").write_bytes(b"\0\0\x08\x03")
    outcome = run("data", "verify", "digits")
    assert outcome.status == 1
    assert "train-images-idx3-ubyte is truncated" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(("fetch", "digit"), "did you mean 'digits'?"), (("fetch",), "wetnet data fetch digits"), (("feth",), "'fetch'")],
)
def test_bad_arguments_of_data(run, arguments, complaint):
    outcome = run("data", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert complaint in " ".join(outcome.err.split())


def test_lab_hands_its_options_on(run, monkeypatch):
    asked = {}
    monkeypatch.setattr("wetnet.lab.serve", lambda **options: asked.update(options))
    assert run("lab", "--port", 9000, "--no-browser", "--token", "t").status == 0
    assert asked == {"host": "127.0.0.1", "port": 9000, "open_browser": False, "token": "t"}


def test_a_taken_port_is_one_line(run, monkeypatch):
    def serve(**_):
        raise ResourceError("port 8642 on 127.0.0.1 is taken")

    monkeypatch.setattr("wetnet.lab.serve", serve)
    outcome = run("lab")
    assert (outcome.status, outcome.err) == (1, "error: port 8642 on 127.0.0.1 is taken\n")
    assert run("lab", "--port", 70000).status == 2
