"""A stimulus from a file: read as written, refused by line where it is damaged."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.core.errors import DataError
from wetnet.neurons import LeakyIntegrateAndFire
from wetnet.simulation import simulate, stimuli
from wetnet.simulation.stimuli.file import read


@pytest.fixture
def csv(tmp_path):
    def write(text, name="current.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_lines_between_samples_and_zero_outside(csv):
    path = csv("time,current\n0,1\n10,3\n\n# a remark\n20,3\n")
    stimulus = stimuli.file(path, scale=2, start=5)
    times = jnp.asarray([0.0, 4.9, 5.0, 10.0, 15.0, 25.0, 25.1])
    np.testing.assert_allclose(stimulus(times), [0, 0, 2, 4, 6, 6, 0], atol=1e-5)
    assert stimulus.corners(100).tolist() == [5, 25]
    for text in (f"file:{path},scale=2,start=5", str(stimulus), f'file:path="{path}",scale=2,start=5'):
        np.testing.assert_array_equal(stimuli.parse(text)(times), stimulus(times))


def test_a_path_with_a_comma_goes_in_quotes(csv):
    path = csv("0\t0\n1\t1\n2\t0\n", "a, b+c.csv")
    assert stimuli.parse(f'file:"{path}" + step:1').parts[0].path == str(path)


def test_it_drives_a_cell(csv):
    path = csv("0,150\n500,150\n")
    of_file = simulate(LeakyIntegrateAndFire(), stimuli.file(path), 200)
    of_step = simulate(LeakyIntegrateAndFire(), 150.0, 200)
    assert len(of_file.spikes["spikes"].times) > 3
    np.testing.assert_allclose(of_file.spikes["spikes"].times, of_step.spikes["spikes"].times)


@given(
    st.lists(st.tuples(st.floats(0.01, 100), st.floats(-1e6, 1e6)), min_size=2, max_size=20),
    st.sampled_from([",", ";", "\t", ", "]),
)
def test_any_rising_file_is_read_as_written(tmp_path_factory, rows, separator):
    times = np.cumsum([interval for interval, _ in rows])
    values = [value for _, value in rows]
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_text("\n".join(f"{t!r}{separator}{v!r}" for t, v in zip(times.tolist(), values, strict=True)))
    intervals = np.diff(times)
    if np.mean(np.isclose(intervals, np.median(intervals), rtol=1e-3)) < 0.8:
        read_times, read_values = read(path)
        np.testing.assert_array_equal(read_times, times)
        np.testing.assert_array_equal(read_values, values)


REGULAR = "\n".join(f"{0.1 * k:.1f},1" for k in range(60) if not 20 <= k < 33)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("0,1\n1,\n2,1", "line 2: '1,'; expected two numbers"),
        ("0,1\n1,nan\n2,1", "line 2: '1,nan'"),
        ("0,1\n1,NA\n2,1", "line 2: '1,NA'"),
        ("t,i\nunit,pA\n0,1", "has 1 samples"),
        ("0,1\n5,1\n3,1", "line 3: time 3 ms does not come after 5 ms"),
        ("0,1\n5,1\n5,2", "line 3: time 5 ms does not come after 5 ms"),
        ("0,1,4\n1,2,4", "line 1: '0,1,4'"),
        ("", "has 0 samples"),
        (REGULAR, r"line 21: nothing between 1.9 and 3.3 ms, where the other samples are 0.1 ms apart \(1 such gap\)"),
    ],
)
def test_damage_is_named_by_line(csv, text, complaint):
    with pytest.raises(DataError, match=complaint):
        stimuli.file(csv(text))


def test_a_missing_or_binary_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"none\.csv: cannot be read"):
        stimuli.file(tmp_path / "none.csv")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(DataError, match=r"b\.csv: cannot be read"):
        stimuli.file(tmp_path / "b.csv")
