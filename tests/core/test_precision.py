"""Precision is chosen where work is done."""

from __future__ import annotations

import subprocess
import sys

import jax
import jax.numpy as jnp
import numpy as np

from wetnet.core.precision import DOUBLE, cast, double


def test_double_ends_with_its_block():
    assert jnp.asarray(1.0).dtype == jnp.float32
    with double():
        assert jnp.asarray(1.0, DOUBLE).dtype == jnp.float64
        assert float(jnp.asarray(1.0, DOUBLE) + 1e-12) != 1.0
    assert jnp.asarray(1.0).dtype == jnp.float32


def test_cast_touches_floating_point_only():
    tree = {"float": 0.1, "array": np.ones(3), "count": np.arange(3), "int": 3, "flag": True, "text": "a", "none": None}
    result = cast(tree)
    assert result["float"].dtype == result["array"].dtype == jnp.float32
    assert result["count"] is tree["count"]
    assert (result["int"], result["flag"], result["text"], result["none"]) == (3, True, "a", None)


def test_cast_to_double_keeps_every_digit():
    with double():
        assert float(cast(0.1, DOUBLE)) == 0.1
    assert float(cast(0.1)) == float(np.float32(0.1))


def test_importing_every_room_changes_no_setting_of_jax():
    code = """
import jax
def settings():
    return {name: getattr(jax.config, name) for name in sorted(jax.config.values) if hasattr(jax.config, name)}
before = settings()
import importlib, pkgutil, wetnet
for module in pkgutil.walk_packages(wetnet.__path__, "wetnet."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
after = settings()
assert not after["jax_enable_x64"]
assert before == after, {name: after[name] for name in after if after[name] != before[name]}
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_double_is_double_in_the_compiled_program():
    with double():
        text = str(jax.make_jaxpr(lambda x: x * 2)(jnp.asarray(1.0, DOUBLE)))
    assert "f64" in text
