"""The shell of the digits room and its artificial half in a browser; rows A6, A8, A10, B22, D1 of the seed's list."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from browsing import DESKTOP, PHONE, colours, data, findings, until

pytestmark = pytest.mark.browser


def show(page, digit):
    """Show a digit and wait for the artificial network's answer."""
    page.get_by_role("button", name=f"Show a {digit}").click()
    until(lambda: page.locator("main").get_attribute("data-digit") == str(digit))
    until(lambda: data(page, "mlp", "verdict") in ("right", "wrong"))


def tab(page, name):
    page.locator("[data-network=mlp]").get_by_role("tab", name=name).click()


def table(page, title):
    """The numbers behind a plot, read from the CSV file that the page gives."""
    page.get_by_role("button", name=f"Table and files: {title}").click()
    dialog = page.get_by_role("dialog", name=f"Table: {title}")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Data (CSV)").click()
    rows = list(csv.reader(Path(download.value.path()).read_text(encoding="utf-8").splitlines()))
    assert dialog.get_by_role("row").count() == min(len(rows), 201)
    page.keyboard.press("Escape")
    return rows[0], rows[1:]


def pixel(page, picture, colour):
    """Whether a canvas shows a colour (red, green, blue) somewhere."""
    return page.evaluate(
        """([name, [red, green, blue]]) => {
            const canvas = document.querySelector(`[data-picture=${name}]`);
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
            copy.drawImage(canvas, 0, 0);
            const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
            for (let at = 0; at < data.length; at += 4)
                if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) return true;
            return false;
        }""",
        [picture, colour],
    )


def test_a6_training_shows_progress_and_the_page_stays_alive(page):
    page.get_by_role("spinbutton", name="Epochs to train").fill("2")
    page.get_by_role("button", name="Train", exact=True).click()
    until(lambda: data(page, "mlp", "learning") == "true")
    show(page, 4)  # both go on: an image is looked at in the middle of learning
    until(lambda: data(page, "mlp", "epoch") == "2")
    until(lambda: data(page, "mlp", "learning") == "false")
    head, rows = table(page, "Learning against examples seen")
    assert head == ["examples seen", "loss", "accuracy"]
    seen, loss, accuracy = np.array(rows, float).T
    assert len(seen) > 5
    assert (np.diff(seen) > 0).all()
    assert loss[-1] < loss[0]
    assert accuracy[-1] > accuracy[0]


def test_a8_the_pass_goes_layer_by_layer_and_ends_with_a_ringed_winner(page):
    page.get_by_role("slider", name="Pace").fill("12")
    page.get_by_role("button", name="Show a 3").click()
    reached = []
    until(lambda: reached.append(int(data(page, "mlp", "pass"))) or data(page, "mlp", "verdict") in ("right", "wrong"))
    assert {1, 2, 3} <= set(reached)
    assert all(now <= later for now, later in pairwise(reached[reached.index(0) :]))
    _, rows = table(page, "Layers and outputs")
    outputs = {name: float(value) for layer, name, value in rows if layer == "4"}
    assert set(outputs) == {f"digit {digit}" for digit in range(10)}
    assert sum(outputs.values()) == pytest.approx(1, abs=1e-5)
    assert max(outputs, key=outputs.get) == f"digit {data(page, 'mlp', 'answer')}"
    ring = {"right": [53, 208, 106], "wrong": [255, 90, 82]}[data(page, "mlp", "verdict")]
    assert pixel(page, "network", ring)


def test_a10_orange_is_high_blue_neutral_and_black_low(page):
    show(page, 8)
    tab(page, "First layer")
    until(lambda: colours(page, "patterns") > 30)
    assert pixel(page, "patterns", [255, 140, 26])
    assert pixel(page, "patterns", [52, 92, 255]) or pixel(page, "patterns", [30, 62, 235])
    assert pixel(page, "patterns", [0, 0, 0])
    page.get_by_role("combobox", name="Colours").select_option("safe")
    until(lambda: pixel(page, "patterns", [255, 233, 69]))
    assert not pixel(page, "patterns", [255, 140, 26])
    assert "palette=safe" in page.url
    page.get_by_role("combobox", name="Colours").select_option("original")
    tab(page, "Learning")


def test_b22_both_networks_see_the_digit_side_by_side_and_are_explained(page):
    show(page, 6)
    until(lambda: data(page, "brain", "presentation") not in (None, "0"))
    left, right = (page.locator(f"[data-network={name}]").bounding_box() for name in ("mlp", "brain"))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    words = page.get_by_role("region", name="How the two networks work")
    assert words.get_by_role("columnheader").all_inner_texts()[-2:] == ["Artificial network", "Brain"]
    assert words.get_by_role("listitem").count() >= 8
    assert "doi:10.1038/323533a0" in words.inner_text()


def test_d1_everything_comes_from_this_machine(page, shared, address):
    for name in ("Errors", "First layer", "Why?", "Design", "Learning"):
        tab(page, name)
    watch, _ = shared
    hosts = {url.split("/")[2] for url in watch.asked if not url.startswith("blob:")}
    assert hosts == {address.split("/")[2]}


def test_the_test_images_are_gone_through_by_button_and_key(page):
    main = page.locator("main")
    show(page, 1)
    first = int(main.get_attribute("data-image"))
    page.get_by_role("button", name="Next test image").click()
    until(lambda: main.get_attribute("data-image") == str(first + 1))
    page.keyboard.press("n")
    until(lambda: main.get_attribute("data-image") == str(first + 2))
    page.get_by_role("button", name="Previous test image").click()
    until(lambda: main.get_attribute("data-image") == str(first + 1))
    assert page.get_by_label("Test image", exact=True).inner_text().startswith(f"{first + 2} of ")
    assert f"image={first + 1}" in page.url


def test_a_digit_is_drawn_by_mouse_and_by_keyboard(page):
    page.get_by_role("button", name="Draw…").click()
    pad = page.get_by_role("application")
    box = pad.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 220, steps=6)
    page.mouse.up()
    until(lambda: page.locator("main").get_attribute("data-source") == "drawn")
    until(lambda: data(page, "mlp", "verdict") == "unjudged")
    page.get_by_role("combobox", name="It is meant to be a").select_option("1")
    until(lambda: page.locator("main").get_attribute("data-digit") == "1")
    pad.focus()
    page.keyboard.press("Delete")
    looks = data(page, "brain", "presentation")
    for _ in range(8):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Enter")
    until(lambda: data(page, "brain", "presentation") != looks)
    assert colours(page, "drawing") > 3
    page.keyboard.press("Escape")
    assert not pad.is_visible()


def test_reasons_are_shown_for_any_class(page):
    show(page, 2)
    tab(page, "Why?")
    page.get_by_role("combobox", name="Class to explain").select_option("5")
    until(lambda: page.locator("[data-kind=why]").get_attribute("aria-label").endswith("says for a 5."))
    assert colours(page, "why") > 8
    head, rows = table(page, "What speaks for")
    assert head[-1] == "input × gradient"
    assert any(float(row[-1]) > 0 for row in rows)
    tab(page, "Learning")


def test_another_network_is_built_by_the_form(page):
    tab(page, "Design")
    page.get_by_label("hidden layers", exact=True).fill("12 6")
    page.get_by_role("combobox", name="optimiser").select_option("adam")
    page.get_by_role("spinbutton", name="learning rate").fill("0.002")
    page.get_by_role("button", name="Build it, untrained").click()
    until(lambda: data(page, "mlp", "layers") == "12-6-10")
    page.get_by_label("hidden layers", exact=True).fill("500")
    page.get_by_role("button", name="Build it, untrained").click()
    page.get_by_role("alert").wait_for()
    assert data(page, "mlp", "layers") == "12-6-10"
    page.get_by_role("button", name="Dismiss this message").click()
    page.get_by_label("hidden layers", exact=True).fill("20 16 10")
    page.get_by_role("combobox", name="optimiser").select_option("sgd")
    page.get_by_role("spinbutton", name="learning rate").fill("0.02")
    page.get_by_role("button", name="Build it, untrained").click()
    until(lambda: data(page, "mlp", "layers") == "20-16-10-10")
    tab(page, "Learning")


def test_the_tour_has_five_steps_and_can_be_left(page):
    page.get_by_role("button", name="Tour", exact=True).click()
    tour = page.get_by_role("complementary", name="Guided tour")
    for step in range(1, 6):
        assert tour.get_by_role("heading").inner_text().startswith(f"{step} of 5")
        assert page.locator(".framed").count() == 1
        tour.get_by_role("button", name="Next" if step < 5 else "Done", exact=True).click()
    assert tour.count() == 0
    assert page.locator(".framed").count() == 0


def test_a_script_is_given(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="Python script of what is seen").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    compile(text, "digits.py", "exec")
    assert "MLP(1, " in text


def test_the_link_brings_back_what_was_learned_and_the_image(page, open_page):
    page.get_by_role("button", name="Train", exact=True).click()
    until(lambda: data(page, "mlp", "epoch") == "1" and data(page, "mlp", "learning") == "false")
    page.get_by_role("button", name="Next test image").click()
    until(lambda: data(page, "mlp", "verdict") in ("right", "wrong"))
    again = open_page(fragment=page.evaluate("location.hash + '&epochs=1'"))
    until(lambda: data(again, "mlp", "epoch") == "1" and data(again, "mlp", "learning") == "false")
    until(lambda: data(again, "mlp", "verdict") in ("right", "wrong"))
    for name in ("held-out", "answer"):
        assert data(again, "mlp", name) == data(page, "mlp", name)


@pytest.mark.parametrize("palette", ["original", "safe"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious_in_any_state(page, palette, viewport):
    page.set_viewport_size(viewport)
    page.get_by_role("combobox", name="Colours").select_option(palette)
    assert findings(page) == []
    show(page, 3)
    until(lambda: data(page, "brain", "verdict") in ("right", "wrong", "silent"))
    for name in ("Errors", "First layer", "Why?", "Design", "Learning"):
        tab(page, name)
        assert findings(page) == []
    page.get_by_role("button", name="Draw…").click()
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Table and files: Layers and outputs").click()
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Tour", exact=True).click()
    page.get_by_role("button", name="Next", exact=True).hover()
    assert findings(page) == []
    page.get_by_role("button", name="Leave the tour").click()
    brain = page.locator("[data-network=brain]")
    for name in ("One cell", "Why?", "Block", "Teaching", "Spikes"):
        brain.get_by_role("tab", name=name, exact=True).click()
        assert findings(page) == []
    page.get_by_role("button", name="Train", exact=True).focus()
    assert findings(page) == []
    page.get_by_role("spinbutton", name="Epochs to train").fill("50")
    page.get_by_role("button", name="Train", exact=True).click()
    until(lambda: data(page, "mlp", "learning") == "true")
    assert findings(page) == []
    page.get_by_role("button", name="Cancel", exact=True).first.click()
    tab(page, "Design")
    page.get_by_label("hidden layers", exact=True).fill("500")
    page.get_by_role("button", name="Build it, untrained").click()
    page.get_by_role("alert").wait_for()
    assert findings(page) == []
    page.get_by_role("button", name="Dismiss this message").click()
    tab(page, "Learning")
    page.get_by_role("combobox", name="Colours").select_option("original")


def test_every_control_has_words_beside_it(page):
    """A button "What is this?" stands in the same group."""
    bare = """() => [...document.querySelectorAll("main :is(select, input), header :is(select, input)")]
        .filter((one) => !one.closest("[popover]"))
        .filter((one) => {
            const group = one.closest("label") ?? one;
            for (let near = group.parentElement, up = 0; near && up < 2; near = near.parentElement, up++)
                if (near.querySelector(".help")) return false;
            return true;
        })
        .map((one) => one.getAttribute("aria-label") ?? one.parentElement.textContent.trim())"""
    brain = page.locator("[data-network=brain]")
    for left, right in (("Learning", "One cell"), ("Why?", "Block"), ("Design", "Teaching"), ("Learning", "Spikes")):
        tab(page, left)
        brain.get_by_role("tab", name=right, exact=True).click()
        assert page.evaluate(bare) == []
