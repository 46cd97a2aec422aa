"""The page in a browser: what a user sees and does. No request may leave this machine."""

import os
import signal
from pathlib import Path

import pytest
from browsing import DESKTOP, PHONE, WARM, Watch, colours, data, ended, serving, until

pytestmark = pytest.mark.browser


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
    assert page.get_by_text("no limit", exact=True).is_visible()


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
