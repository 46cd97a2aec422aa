"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import wetnet

SOURCE = Path(wetnet.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
HEAVY = ("jax", "jaxlib", "equinox", "pandas", "sklearn", "scipy", "matplotlib")
LIMIT = 400

IMPORT = "import wetnet"
HELP = """
import contextlib
import wetnet.cli
sys.argv = ["wetnet", "--help"]
with contextlib.suppress(SystemExit):
    wetnet.cli.main()
"""


@pytest.mark.parametrize("code", [IMPORT, HELP], ids=["import wetnet", "wetnet --help"])
def test_starting_imports_nothing_heavy(code):
    report = f"\nprint('HEAVY', [name for name in {HEAVY} if name in sys.modules], 'wetnet' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", f"import sys\n{code}{report}"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "HEAVY [] True"
    if code is HELP:
        assert "compare" in done.stdout


def test_every_public_room_can_be_reached_from_the_top():
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert rooms <= set(dir(wetnet))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_holds_one_idea_and_says_which(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LIMIT
    tree = ast.parse(text)
    assert (ast.get_docstring(tree) or "").strip(" ."), f"{path.name} does not say what it is about"
    bare = [node.name for node in public(tree) if not ast.get_docstring(node)]
    assert not bare, f"no docstring: {', '.join(bare)}"


def public(tree: ast.Module | ast.ClassDef) -> list:
    """Public functions and classes, and the public methods of those classes."""
    found = []
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += public(node)
    return found
