"""What exists is found by name, from the source text, without importing it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import wetnet
from wetnet.core.errors import UnknownNameError
from wetnet.core.registry import ROOMS, declared, find, registered

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize("kind", sorted(ROOMS))
def test_every_declaration_leads_to_an_object_of_that_name(kind):
    for slug, declaration in declared(kind).items():
        assert SLUG.fullmatch(slug)
        assert declaration.kind == kind
        assert declaration.summary, f"{declaration.module}.{declaration.attribute} has no docstring"
        assert declaration.load().slug == slug


def test_no_announcement_is_overlooked_or_made_twice():
    announced = []
    for path in Path(wetnet.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "registered":
                kind = next(keyword.value.value for keyword in node.keywords if keyword.arg == "kind")
                announced.append((kind, node.args[0].value))
    assert sorted(announced) == sorted((kind, slug) for kind in ROOMS for slug in declared(kind))


def test_listing_imports_no_model_and_no_jax():
    code = """
import sys
from wetnet.core.registry import ROOMS, declared
found = {kind: declared(kind) for kind in ROOMS}
assert found["neuron"]
rooms = {room for places in ROOMS.values() for room in places}
loaded = [name for name in sys.modules if name.split(".")[0] == "jax" or (name.split(".") + [""])[1] in rooms]
assert not loaded, loaded
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_model_is_found_by_its_name():
    cell = find("neuron", "leaky-integrate-and-fire")
    assert cell.__name__ == "LeakyIntegrateAndFire"


def test_an_unknown_name_or_kind_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"no neuron is called .* did you mean 'leaky-integrate-and-fire'"):
        find("neuron", "leaky_integrate_and_fires")
    with pytest.raises(UnknownNameError, match="did you mean 'neuron'"):
        declared("neurons")
    with pytest.raises(UnknownNameError, match="did you mean 'neuron'"):
        registered("mine", kind="neuronn")
