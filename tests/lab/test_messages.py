import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.lab import digits_messages as messages
from wetnet.lab.digits_messages import MESSAGES, Settings
from wetnet.lab.messages import TEXT_LIMIT, Ack, BadMessageError, Message, Other, Restart, parse, read

REVISION = st.integers(1, 2**32 - 1)
NETWORK = st.sampled_from(["mlp", "brain"])
SETTINGS = st.builds(
    Settings,
    plasticity=st.floats(0, 2),
    teacher=st.booleans(),
    pace=st.none() | st.floats(1, 100_000),
    paused=st.booleans(),
)
MESSAGE = st.one_of(
    st.builds(messages.Set, revision=REVISION, settings=SETTINGS),
    st.builds(
        messages.Show,
        revision=REVISION,
        digit=st.none() | st.integers(0, 9),
        source=st.sampled_from(["held-out", "ten"]),
    ),
    st.builds(messages.Turn, revision=REVISION, index=st.integers(-1, 100_000)),
    st.builds(
        messages.Draw,
        revision=REVISION,
        ink=st.integers(0, 255).map(lambda ink: [ink] * 784),
        digit=st.none() | st.integers(0, 9),
    ),
    st.builds(messages.Explain, revision=REVISION, digit=st.none() | st.integers(0, 9)),
    st.builds(
        messages.Build,
        revision=REVISION,
        seed=st.integers(0, 2**31 - 1),
        hidden=st.lists(st.integers(1, 128), max_size=4),
        unit=st.text(max_size=40),
        recipe=st.dictionaries(
            st.text(max_size=40), st.booleans() | st.integers(-9, 9) | st.text(max_size=40), max_size=3
        ),
    ),
    st.builds(messages.Step, revision=REVISION, steps=st.integers(1, 1000)),
    st.builds(messages.Train, revision=REVISION, network=NETWORK, epochs=st.integers(1, 100)),
    st.builds(messages.Cancel, revision=REVISION, network=NETWORK),
    st.builds(
        messages.Reset,
        revision=REVISION,
        network=st.sampled_from(["mlp", "brain", "both"]),
        seed=st.integers(0, 2**31 - 1),
    ),
    st.builds(messages.Load, revision=REVISION, network=NETWORK, data=st.text(max_size=50)),
    st.builds(messages.Save, network=NETWORK),
    st.just(messages.Script()),
    st.builds(Ack, sequence=REVISION),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(MESSAGE)
def test_a_message_comes_back(message):
    assert parse(message.model_dump_json(), MESSAGES) == message


@given(MESSAGE)
def test_the_server_reads_no_more_than_it_needs(message):
    read_by_server = read(message.model_dump_json())
    if isinstance(message, Ack):
        assert read_by_server == message
    else:
        assert read_by_server == Other(type=message.type, revision=getattr(message, "revision", None))
    assert read('{"type": "restart"}') == Restart()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"type": 3}', '{"type": "ack"}', '{"type": "restart", "now": 1}'])
def test_the_server_refuses_what_is_no_message(text):
    with pytest.raises(BadMessageError):
        read(text)


@given(st.one_of(st.text(), st.binary(), JSON.map(json.dumps)))
def test_anything_else_is_refused_in_words(text):
    with pytest.raises(BadMessageError) as refusal:
        parse(text, MESSAGES)
    assert 0 < len(str(refusal.value)) <= 300


@given(MESSAGE, st.data())
def test_a_message_with_one_field_spoiled_is_refused_or_still_valid(message, data):
    fields = json.loads(message.model_dump_json())
    fields[data.draw(st.sampled_from([*fields, "another"]))] = data.draw(JSON)
    try:
        parsed = parse(json.dumps(fields), MESSAGES)
    except BadMessageError:
        return
    assert isinstance(parsed, Message)
    assert "another" not in fields


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"type": "show", "revision": 1, "digit": 10}', "digit"),
        ('{"type": "show", "revision": 1, "digit": "3"}', "digit"),
        ('{"type": "show", "digit": 3}', "revision"),
        ('{"type": "show", "revision": 0, "digit": 3}', "revision"),
        ('{"type": "step", "revision": 1, "steps": 1001}', "steps"),
        ('{"type": "train", "revision": 1, "network": "cat"}', "network"),
        ('{"type": "reset", "revision": 1, "seed": -1}', "seed"),
        ('{"type": "ack", "sequence": 1, "extra": 1}', "extra"),
        ('{"type": "set", "revision": 1, "settings": {"plasticity": 2.1}}', "plasticity"),
        ('{"type": "set", "revision": 1, "settings": {"plasticity": NaN}}', "plasticity"),
        ('{"type": "set", "revision": 1, "settings": {"pace": 0}}', "pace"),
        ('{"type": "fly"}', "type"),
    ],
)
def test_the_refusal_names_the_field(text, place):
    with pytest.raises(BadMessageError, match=place):
        parse(text, MESSAGES)


def test_a_message_beyond_the_limit_is_refused_before_it_is_read():
    with pytest.raises(BadMessageError, match="too long"):
        parse("[" * (TEXT_LIMIT + 1), MESSAGES)


def test_deep_nesting_is_refused():
    with pytest.raises(BadMessageError):
        parse("[" * 100_000, MESSAGES)
