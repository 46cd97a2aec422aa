"""The digits room as a page sees it, both networks at work: frames drawn, bytes, slider to redraw, size of the page.

Counted in the page itself, Chromium without a GPU at 1280×720. That both networks are at work is asserted before
a figure is printed. Needs Chromium; says so where there is none.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import time

import numpy as np

from wetnet.lab.app import STATIC

SERVER = "from wetnet.lab import serve; serve(port=0, open_browser=False)"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SECONDS, MOVES = 5.0, 60
RECORD_FRAMES, RECORD_SLIDER, RECORD_SIZE = 60, 50, 300

COUNTERS = """
window.__bytes = 0;
const Native = WebSocket;
window.WebSocket = class extends Native {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => (window.__bytes += data.byteLength ?? data.length));
  }
};
"""

# Moves the slider of neuroplasticity; the time until a frame that shows the move has been drawn.
MOVE = """value => new Promise((resolve) => {
  const main = document.querySelector("main");
  const slider = [...document.querySelectorAll("input[type=range]")].find((one) => one.max === "2");
  const before = Number(main.dataset.revision), began = performance.now();
  const watch = new MutationObserver(() => {
    if (Number(main.dataset.revision) <= before) return;
    watch.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - began));
  });
  watch.observe(main, { attributes: true, attributeFilter: ["data-revision"] });
  slider.value = value;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def main() -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("not measured: Chromium is missing (apt-get install chromium)")
        return
    from playwright.sync_api import sync_playwright

    assert (STATIC / "index.html").is_file(), "the page has not been built: make page"
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        address = server.stdout.readline().split()[2]
        with sync_playwright() as driver:
            page = driver.chromium.launch(executable_path=browser, args=FLAGS).new_page(
                viewport={"width": 1280, "height": 720}
            )
            page.add_init_script(COUNTERS)
            page.goto(address)
            page.wait_for_selector('main[data-worker="ready"]', timeout=180_000)
            measure(page)
    finally:
        server.terminate()
        server.wait()
    built = [path for path in STATIC.rglob("*") if path.is_file()]
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in built) / 1000
    print(f"page, compressed:          {size:7.1f} kB   (record: under {RECORD_SIZE} kB)")


def measure(page) -> None:
    """Print frames and bytes per second, then the slider's delay."""
    page.get_by_role("spinbutton", name="Epochs to train").fill("100")
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("slider", name="Pace").fill("10")
    page.get_by_role("button", name="Show a 3").click()
    time.sleep(1.0)
    read = "() => [Number(document.querySelector('main').dataset.frames), window.__bytes, performance.now()]"
    frames, sent, began = page.evaluate(read)
    time.sleep(SECONDS)
    more, received, ended = page.evaluate(read)
    network, brain = (page.locator(f"[data-network={name}]") for name in ("mlp", "brain"))
    assert network.get_attribute("data-learning") == "true"
    assert brain.get_attribute("data-running") == "true"
    assert int(network.get_attribute("data-done")) > 0
    seconds = (ended - began) / 1000
    print(f"frames drawn per second:   {(more - frames) / seconds:7.1f}      (record: {RECORD_FRAMES})")
    print(f"received per second:       {(received - sent) / seconds / 1000:7.1f} kB")
    delays = [page.evaluate(MOVE, f"{0.1 * (move % 20):.1f}") for move in range(MOVES)]
    p95, p50 = np.percentile(delays, [95, 50])
    print(f"slider to redraw, p95:     {p95:7.1f} ms   (median {p50:.1f} ms; record: {RECORD_SLIDER} ms)")


if __name__ == "__main__":
    main()
