"""The page in a browser: what a user sees and does. No request may leave this machine."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from wetnet.lab.app import STATIC

pytestmark = pytest.mark.browser

SERVER = """
import functools, sys
from wetnet.lab import app, server
server.create_app = functools.partial(app.create_app, rooms={"digits": sys.argv[1]}, sessions=int(sys.argv[2]))
server.serve("127.0.0.1", 0, False, None)
"""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DESKTOP, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
WARM = 120.0
"""Seconds that a cold worker may take on a busy machine; nothing is asserted about it."""


@contextmanager
def serving(room, sessions=8):
    """A lab with the room at ``module:Class``, as a process, and its address."""
    if not (STATIC / "index.html").is_file():
        pytest.fail("the page has not been built: run `npm ci && npm run build` in web/")
    folder = Path(__file__).parents[2].with_name("shared") / "mnist"
    environment = {"WETNET_DATA": str(folder)} if folder.is_dir() else {}
    command = [sys.executable, "-c", SERVER, room, str(sessions)]
    process = subprocess.Popen(command, env={**environment, **os.environ}, stdout=subprocess.PIPE, text=True)
    yield process, process.stdout.readline().split()[2]
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    process.stdout.close()


@pytest.fixture(scope="module")
def lab():
    """A lab with the real artificial network and a brain that only obeys the interface."""
    with serving("fake_brain:FakeBrainRoom") as served:
        yield served


@pytest.fixture(scope="module")
def address(lab):
    """Where it is."""
    return lab[1]


@pytest.fixture(scope="module")
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


class Watch:
    """Opens pages and notes what they ask for and complain about."""

    def __init__(self, chromium):
        self.chromium, self.asked, self.complaints, self.contexts = chromium, [], [], []

    def open(self, url, viewport=DESKTOP, **options):
        """A page whose worker is ready."""
        context = self.chromium.new_context(viewport=viewport, **options)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on(
            "console", lambda line: self.complaints.append(line.text) if line.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(url)
        page.wait_for_selector('main[data-worker="ready"]', timeout=1000 * WARM)
        return page

    def check(self, address):
        """Nothing was asked of another host and nothing went wrong in the console."""
        elsewhere = [url for url in self.asked if urlsplit(url).netloc != urlsplit(address).netloc]
        assert [url for url in elsewhere if not url.startswith("blob:")] == []
        assert self.complaints == []
        assert self.asked

    def close(self):
        """Close all pages."""
        for context in self.contexts:
            context.close()


@pytest.fixture
def open_page(chromium, address):
    """Opens pages of the test's own."""
    watch = Watch(chromium)
    yield lambda fragment="", **options: watch.open(address + fragment, **options)
    watch.close()
    watch.check(address)


@pytest.fixture(scope="module")
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


def data(page, network, name):
    """A read-out of one of the networks."""
    return page.locator(f"[data-network={network}]").get_attribute(f"data-{name}")


def until(condition, seconds=60.0):
    """Wait for something to be true; the page's policy forbids Playwright's own way."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
    return value


def colours(page, picture):
    """How many different colours a canvas shows."""
    return page.evaluate(
        """name => {
            const canvas = document.querySelector(`[data-picture=${name}]`);
            const { width, height } = canvas;
            const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            const pixels = copy.getImageData(0, 0, width, height).data;
            return new Set(new Uint32Array(pixels.buffer)).size;
        }""",
        picture,
    )


def ended(page):
    return data(page, "brain", "running") == "false" and int(data(page, "brain", "presentation") or 0)


def test_a_click_on_a_digit_is_answered_by_both_networks(page):
    page.get_by_role("button", name="Show a 7").click()
    until(lambda: data(page, "brain", "verdict") == "right")
    assert data(page, "brain", "answer") == "7"  # it was told: the teacher is on
    until(lambda: data(page, "mlp", "verdict") in ("right", "wrong"))
    assert page.locator("main").get_attribute("data-digit") == "7"
    assert page.locator("main").get_attribute("data-learned") == "false"
    until(lambda: ended(page))
    assert int(data(page, "brain", "spikes")) > 50
    for picture in ("network", "brain", "raster"):
        assert colours(page, picture) > 8, picture


def test_no_answer_is_said_and_ringed(page):
    page.get_by_role("checkbox").uncheck()
    page.get_by_role("slider", name="Pace").fill("41")
    page.get_by_role("button", name="Show a 2").click()
    until(lambda: data(page, "brain", "verdict") == "silent")
    assert page.get_by_text("Says nothing; 2 was shown").is_visible()


def test_an_epoch_is_trained_with_progress_loss_and_accuracy(page):
    untrained = float(data(page, "mlp", "held-out"))
    frames = int(page.locator("main").get_attribute("data-frames"))
    page.get_by_role("spinbutton", name="Epochs to train").fill("3")
    page.get_by_role("button", name="Train", exact=True).click()
    seen = set()
    until(lambda: seen.add(data(page, "mlp", "done")) or data(page, "mlp", "epoch") == "3")
    until(lambda: data(page, "mlp", "learning") == "false")
    assert len(seen) > 3
    assert int(page.locator("main").get_attribute("data-frames")) > frames + 3
    assert float(data(page, "mlp", "held-out")) > untrained + 0.3
    assert float(data(page, "mlp", "loss")) < 1.5
    assert page.locator("[data-picture=curve] canvas").is_visible()


def test_training_can_be_cancelled_and_reset(page):
    page.get_by_role("spinbutton", name="Epochs to train").fill("100")
    page.get_by_role("button", name="Train", exact=True).click()
    page.locator("[data-network=mlp]").get_by_role("button", name="Cancel", exact=True).click()
    until(lambda: data(page, "mlp", "learning") == "false")
    assert int(data(page, "mlp", "epoch")) < 100
    page.get_by_role("button", name="Reset both", exact=True).click()
    until(lambda: data(page, "mlp", "epoch") == "0" and data(page, "mlp", "done") == "0")


def test_the_brain_is_taught_the_ten_and_examined(page):
    page.get_by_role("button", name="Teach the ten", exact=True).click()
    until(lambda: page.locator(".ten").count())
    assert page.locator(".ten").get_attribute("data-right") == "10"
    assert page.get_by_role("combobox", name="Images to choose from").input_value() == "ten"


def test_pause_holds_and_step_steps(page):
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="Show a 5").click()
    until(lambda: data(page, "brain", "presentation") and data(page, "brain", "step") == "0")
    page.get_by_role("button", name="Step", exact=True).click()
    until(lambda: data(page, "brain", "step") == "1")
    page.get_by_role("button", name="Play", exact=True).click()
    until(lambda: data(page, "brain", "running") == "false")


def test_everything_is_done_by_keyboard_alone(page):
    page.keyboard.press("4")
    until(lambda: page.locator("main").get_attribute("data-digit") == "4")

    def reach(name):
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == name:
                return page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        raise AssertionError(f"{name} cannot be reached by Tab")

    assert reach("Train") != "none"
    page.keyboard.press("Enter")
    until(lambda: data(page, "mlp", "epoch") == "1")
    page.keyboard.press("p")
    until(lambda: page.get_by_role("button", name="Play", exact=True).is_visible())


def test_a_saved_network_is_loaded_again(page, tmp_path):
    page.get_by_role("button", name="Train", exact=True).click()
    until(lambda: data(page, "mlp", "epoch") == "1" and data(page, "mlp", "learning") == "false")
    trained = data(page, "mlp", "held-out")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the artificial network").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    page.get_by_role("button", name="Reset the artificial network").click()
    until(lambda: data(page, "mlp", "epoch") == "0")
    page.get_by_label("Load the artificial network").set_input_files(file)
    until(lambda: data(page, "mlp", "epoch") == "1")
    assert data(page, "mlp", "held-out") == trained


def test_a_file_that_is_no_network_is_refused_in_words(page, tmp_path):
    (tmp_path / "cat.safetensors").write_bytes(b"meow")
    page.get_by_label("Load the brain").set_input_files(tmp_path / "cat.safetensors")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "no saved" in alert.inner_text()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_a_killed_worker_is_reported_and_started_again(open_page, page, lab):
    pid, other = lab[0].pid, page
    children = Path(f"/proc/{pid}/task/{pid}/children")
    before = children.read_text().split()
    page = open_page()
    mine = before[-1]  # the spare, which the page took
    os.kill(int(mine), signal.SIGKILL)
    page.wait_for_selector('main[data-worker="stopped"]')
    assert "killed by signal 9" in page.get_by_role("alert").inner_text()
    assert other.locator("main").get_attribute("data-worker") == "ready"
    page.get_by_role("button", name="Start it again").click()
    page.wait_for_selector('main[data-worker="ready"]', timeout=1000 * WARM)
    page.get_by_role("button", name="Show a 8").click()
    until(lambda: page.locator("main").get_attribute("data-digit") == "8")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_is_wider_than_the_screen(page, viewport):
    page.set_viewport_size(viewport)
    page.get_by_role("button", name="Show a 3").click()
    until(lambda: data(page, "mlp", "answer"))
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    for picture in ("network", "brain"):
        assert colours(page, picture) > 8


def test_who_asks_for_less_motion_sees_results_at_once(open_page):
    page = open_page(reduced_motion="reduce")
    assert page.get_by_text("as fast as it computes").is_visible()


def test_the_address_holds_the_room_and_brings_it_back(open_page):
    page = open_page()
    page.get_by_role("slider", name="Neuroplasticity").fill("0.4")
    page.get_by_role("spinbutton", name="Seed").fill("5")
    page.get_by_role("button", name="Reset both", exact=True).click()
    until(lambda: data(page, "brain", "seed") == "5")
    again = open_page(fragment=page.evaluate("location.hash"))
    until(lambda: data(again, "mlp", "seed") == "5" and data(again, "brain", "seed") == "5")
    assert again.get_by_role("slider", name="Neuroplasticity").input_value() == "0.4"


def test_a_page_that_does_not_draw_gets_no_more_than_two_frames(open_page):
    page = open_page()
    received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(data)))
    page.add_init_script("window.requestAnimationFrame = () => 1")
    page.reload()
    page.wait_for_selector('main[data-worker="ready"]', timeout=1000 * WARM)
    page.get_by_role("button", name="Show a 3").click()
    page.wait_for_timeout(1000)
    assert len([frame for frame in received if isinstance(frame, bytes)]) == 2


def test_a_server_that_has_gone_is_said(chromium):
    with serving("toy_room:ToyRoom") as (process, address):
        page = Watch(chromium).open(address)
        process.kill()
        process.wait()
        page.get_by_text("The server does not answer").wait_for()
        assert page.get_by_text("connecting").is_visible()
        page.context.close()


def test_one_page_too_many_says_so_and_waits(chromium):
    with serving("toy_room:ToyRoom", sessions=1) as (_, address):
        first = Watch(chromium)
        first.open(address)
        context = chromium.new_context()
        page = context.new_page()
        page.goto(address)
        page.get_by_text("1 pages are open").wait_for()
        first.close()
        page.wait_for_selector('main[data-worker="ready"]', timeout=1000 * WARM)
        assert page.get_by_role("alert").count() == 0
        context.close()


def test_the_real_brain_answers_on_the_real_page(chromium):
    with serving("wetnet.lab.digits_room:DigitsRoom") as (_, address):
        watch = Watch(chromium)
        page = watch.open(address)
        page.get_by_role("button", name="Show a 3").click()
        until(lambda: data(page, "brain", "verdict") in ("right", "wrong", "silent"))
        assert int(data(page, "brain", "spikes")) > 100
        until(lambda: data(page, "mlp", "verdict") in ("right", "wrong"))
        for picture in ("network", "brain", "raster"):
            assert colours(page, picture) > 8, picture
        watch.close()
        watch.check(address)
