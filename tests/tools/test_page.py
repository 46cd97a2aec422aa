"""The page is built when it must be, and nothing ships without it."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def page(tmp_path, monkeypatch):
    """tools/page.py, at work on a checkout whose page takes one second to go out of date."""
    spec = importlib.util.spec_from_file_location("page", TOOLS / "page.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "WEB", tmp_path / "web")
    monkeypatch.setattr(module, "PAGE", tmp_path / "static" / "index.html")
    for path in (module.WEB / "src" / "App.svelte", module.WEB / "vite.config.ts", module.PAGE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.utime(path, (1000, 1000))
    return module


def test_a_page_as_old_as_its_sources_is_current(page):
    # So it is in an unpacked archive, where every file has the same time: installing from it needs no Node.
    assert page.is_current()
    assert page.requirements() == []


@pytest.mark.parametrize("source", ["src/App.svelte", "vite.config.ts"])
def test_a_newer_source_makes_it_stale(page, source):
    os.utime(page.WEB / source, (1001, 1001))
    assert not page.is_current()


def test_a_missing_page_asks_for_node_only_where_there_is_none(page, monkeypatch):
    page.PAGE.unlink()
    monkeypatch.setattr(page, "has_node", lambda: True)
    assert page.requirements() == []
    monkeypatch.setattr(page, "has_node", lambda: False)
    assert page.requirements() == [page.NODE_PACKAGE]


@pytest.mark.parametrize(
    ("version", "enough"), [("v20.19.0", True), ("v24.1.0", True), ("v20.18.3", False), ("", False)]
)
def test_an_old_node_does_not_count(page, monkeypatch, tmp_path, version, enough):
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert page.has_node() is enough


@pytest.mark.parametrize(("exit_status", "message"), [(1, "the page was not built"), (0, "wrote no")])
def test_a_build_that_yields_no_page_fails(page, monkeypatch, exit_status, message):
    page.PAGE.unlink()
    (page.WEB / "package-lock.json").touch()
    npm = [sys.executable, "-c", f"raise SystemExit({exit_status})"]
    monkeypatch.setattr(page, "node", lambda: (npm, dict(os.environ)))
    with pytest.raises(SystemExit, match=message):
        page.build()
