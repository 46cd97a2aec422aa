"""What tests in a browser share: a lab as a process, pages that note their complaints, and read-outs of pages."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from wetnet.lab.app import STATIC

SERVER = """
import functools, sys
from wetnet.lab import app, server
server.create_app = functools.partial(app.create_app, rooms={sys.argv[3]: sys.argv[1]}, sessions=int(sys.argv[2]))
server.serve("127.0.0.1", 0, False, None)
"""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DESKTOP, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
WARM = 120.0
"""Seconds that a cold worker may take on a busy machine; nothing is asserted about it."""


@contextmanager
def serving(room, sessions=8, name="digits"):
    """A lab with the room at ``module:Class``, as a process, and its address."""
    if not (STATIC / "index.html").is_file():
        pytest.fail("the page has not been built: run `npm ci && npm run build` in web/")
    folder = Path(__file__).parents[2].with_name("shared") / "mnist"
    environment = {"WETNET_DATA": str(folder)} if folder.is_dir() else {}
    command = [sys.executable, "-c", SERVER, room, str(sessions), name]
    process = subprocess.Popen(command, env={**environment, **os.environ}, stdout=subprocess.PIPE, text=True)
    yield process, process.stdout.readline().split()[2]
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    process.stdout.close()


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


def findings(page):
    """What axe-core calls serious or critical on the page as it is now."""
    if not AXE.is_file():
        (pytest.fail if os.environ.get("WETNET_REQUIRE_BROWSER") else pytest.skip)("needs axe-core: npm ci in web/")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        (rule["id"], node["target"], node.get("failureSummary", "")[:200])
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]
