"""What every test shares: data, a cache of its own, and the browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

CHECKOUT = Path(__file__).resolve().parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
REMEDY = "Chromium is missing; install it with `apt-get install chromium`"

# No deadline: the first example of a property compiles, and no test asserts a time.
hypothesis.settings.register_profile("wetnet", deadline=None)
hypothesis.settings.load_profile("wetnet")


def pytest_configure(config: pytest.Config) -> None:
    """Set the environment before anything imports wetnet or JAX; worker processes inherit it."""
    worker = getattr(config, "workerinput", None)
    if worker is not None:
        # A cache of compiled code that two processes write at once can be read half-written, which crashes XLA.
        os.environ["JAX_COMPILATION_CACHE_DIR"] += f"-{worker['workerid']}"
        return
    mnist = CHECKOUT.parent / "shared" / "mnist"
    if mnist.is_dir():
        os.environ.setdefault("WETNET_DATA", str(mnist))
    config.user_cache = tempfile.TemporaryDirectory(prefix="wetnet-test-cache-")
    os.environ["XDG_CACHE_HOME"] = config.user_cache.name
    # Compiled code is kept from one run to the next, so that a repeated run is quick.
    os.environ.setdefault("PJRT_NPROC", "1")
    os.environ["JAX_COMPILATION_CACHE_DIR"] = str(CHECKOUT / ".pytest_cache" / "jax")
    os.environ["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = "0"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the temporary cache."""
    if hasattr(config, "user_cache"):
        config.user_cache.cleanup()


def find_browser() -> str | None:
    """Path of a Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium that browser tests drive."""
    path = find_browser()
    assert path is not None, REMEDY
    return path


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A browser test without a browser is skipped, or fails where WETNET_REQUIRE_BROWSER is set."""
    if item.get_closest_marker("browser") and find_browser() is None:
        if os.environ.get("WETNET_REQUIRE_BROWSER"):
            pytest.fail(REMEDY, pytrace=False)
        pytest.skip(REMEDY)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was skipped for want of a browser."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if REMEDY in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} browser tests did not run: {REMEDY}", yellow=True)
