import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from wetnet.lab.frames import Credits, decode, encode

NUMBER = st.integers(0, 2**32 - 1)
SHAPE = arrays.array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=7)
NAME = st.text(st.characters(codec="ascii", categories=["Ll"], include_characters="_"), max_size=20)
BLOCK = st.sampled_from([np.float32, np.uint8, np.uint32]).flatmap(lambda kind: arrays.arrays(kind, SHAPE))


@given(NUMBER, NUMBER, st.dictionaries(NAME, BLOCK))
def test_a_frame_comes_back_bit_for_bit(sequence, revision, blocks):
    frame = decode(encode(sequence, revision, blocks))
    assert (frame.sequence, frame.revision, list(frame.blocks)) == (sequence, revision, list(blocks))
    for name, array in blocks.items():
        assert frame.blocks[name].dtype == array.dtype
        assert frame.blocks[name].shape == array.shape
        assert frame.blocks[name].tobytes() == array.tobytes()


@given(st.dictionaries(NAME, BLOCK))
def test_every_payload_starts_at_a_multiple_of_four(blocks):
    assert len(encode(1, 1, blocks)) % 4 == 0
    assert len(encode(1, 1, blocks)) == 16 + sum(
        12 + len(name) + -len(name) % 4 + array.nbytes + -array.nbytes % 4 for name, array in blocks.items()
    )


@given(st.binary(max_size=60), st.booleans())
def test_what_is_no_frame_is_refused(data, begins_well):
    try:
        frame = decode(b"WNF2" + data if begins_well else data)
    except ValueError:
        return
    assert begins_well
    assert all(array.ndim == 2 for array in frame.blocks.values())


@given(st.integers(1, 40))
def test_a_frame_cut_short_is_refused(missing):
    whole = encode(1, 1, {"image": np.ones((5, 5), np.uint8), "brain_spikes": np.ones((3, 2), np.uint32)})
    with pytest.raises(ValueError):
        decode(whole[:-missing])


def test_the_header_is_what_the_table_says():
    data = encode(7, 9, {"image": np.array([[1, 2, 3]], np.uint8)})
    assert data == (
        b"WNF2"
        + bytes([7, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0])
        + bytes([5, 1, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0])
        + b"image\0\0\0"
        + bytes([1, 2, 3, 0])
    )


@given(st.lists(st.one_of(st.just("send"), st.integers(0, 30)), max_size=60))
def test_never_more_than_two_frames_are_on_the_way(events):
    credits, acknowledged = Credits(), 0
    for event in events:
        if event == "send":
            if credits.available:
                credits.spend()
        else:
            credits.acknowledge(event)
            if event <= credits.sent:
                acknowledged = max(acknowledged, event)
        assert credits.sent - acknowledged <= 2
        assert credits.available == (credits.sent - acknowledged < 2)
