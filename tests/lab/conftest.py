"""Rooms for tests (toy_room.py, fake_brain.py) can be imported here and in the workers."""

import os
import shutil
import sys
from pathlib import Path

import pytest

HERE = str(Path(__file__).parent)
sys.path.insert(0, HERE)

from browsing import DESKTOP, FLAGS, Watch, data, serving, until  # noqa: E402


@pytest.fixture(autouse=True, scope="session")
def rooms_for_workers():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [HERE, os.environ.get("PYTHONPATH")])))
        yield


@pytest.fixture(scope="session")
def lab():
    """A lab with the real artificial network and a brain that only obeys the interface."""
    with serving("fake_brain:FakeBrainRoom") as served:
        yield served


@pytest.fixture(scope="session")
def address(lab):
    """Where it is."""
    return lab[1]


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium: Playwright's own is not downloaded."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, address):
    """Opens pages of the test's own."""
    watch = Watch(chromium)
    yield lambda fragment="", **options: watch.open(address + fragment, **options)
    watch.close()
    watch.check(address)


@pytest.fixture(scope="session")
def shared(chromium, address):
    """One page for many tests: each page warms a worker."""
    watch = Watch(chromium)
    yield watch, watch.open(address)
    watch.close()


@pytest.fixture
def page(shared, address):
    """The shared page, as if just opened."""
    watch, page = shared
    page.set_viewport_size(DESKTOP)
    if page.get_by_role("button", name="Play", exact=True).count():
        page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_role("checkbox").check()
    page.get_by_role("slider", name="Pace").fill("18")
    page.get_by_role("combobox", name="Images to choose from").select_option("held-out")
    page.get_by_role("spinbutton", name="Epochs to train").fill("1")
    lives = data(page, "mlp", "life"), data(page, "brain", "life")
    page.get_by_role("button", name="Reset both", exact=True).click()
    until(lambda: data(page, "mlp", "life") != lives[0] and data(page, "brain", "life") != lives[1])
    page.get_by_role("heading", level=1).click()
    yield page
    watch.check(address)
