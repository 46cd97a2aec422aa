"""The brain's half of the digits room in a browser: rows B10, B14, B15, B19, cells looked into, blocks, reasons."""

import pytest
from browsing import colours, data, ended, until

pytestmark = pytest.mark.browser

RIGHT, WRONG, SILENT, SPIKE = "#35d06a", "#ff5a52", "#ff8c1a", "#ffe14d"
BROCA = 2900


@pytest.fixture
def brain(page):
    """The brain's panel on the shared page, quick, with nothing blocked before and after."""
    page.get_by_role("slider", name="Pace").fill("41")
    yield page.locator("[data-network=brain]")
    tab(page, "Block")
    unblock = page.get_by_role("button", name="Unblock all", exact=True)
    if unblock.is_enabled():
        unblock.click()
    until(lambda: data(page, "brain", "blocked") == data(page, "brain", "silenced") == "")
    tab(page, "Spikes")


def tab(page, name):
    page.locator("[data-network=brain]").get_by_role("tab", name=name, exact=True).click()


def show(page, digit):
    before = data(page, "brain", "presentation")
    page.get_by_role("button", name=f"Show a {digit}", exact=True).click()
    until(lambda: data(page, "brain", "presentation") != before and ended(page))


def pixels(page, picture, colour, left=0.0):
    """How many pixels of a canvas have a colour, or nearly so where lines are thin, right of a share of its width."""
    return page.evaluate(
        """([name, colour, left, near]) => {
            const canvas = document.querySelector(`[data-picture=${name}]`);
            const { width, height } = canvas;
            const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
            const seen = copy.getImageData(Math.round(left * width), 0, width, height).data;
            let found = 0;
            for (let at = 0; at < seen.length; at += 4) {
                const far = Math.abs(seen[at] - r) + Math.abs(seen[at + 1] - g) + Math.abs(seen[at + 2] - b);
                if (far < near && seen[at + 3]) found++;
            }
            return found;
        }""",
        [picture, colour, left, 120 if colour == SPIKE else 12],
    )


def test_every_digit_button_and_random_reach_the_brain(page, brain):
    """Row B10."""
    page.get_by_role("combobox", name="Images to choose from").select_option("ten")
    for digit in range(10):
        show(page, digit)
        assert page.locator("main").get_attribute("data-digit") == str(digit)
        assert data(page, "brain", "answer") == str(digit)
    before = data(page, "brain", "presentation")
    page.get_by_role("button", name="Random", exact=True).click()
    until(lambda: data(page, "brain", "presentation") != before)


def test_the_ring_is_green_red_or_orange(page, brain):
    """Row B14: right, wrong, and around the expected cell where none fired."""
    show(page, 3)
    assert data(page, "brain", "verdict") == "right"
    until(lambda: pixels(page, "brain", RIGHT) > 40)
    assert pixels(page, "brain", WRONG) == 0
    tab(page, "Block")
    page.get_by_role("switch", name="GABA-A").check()
    until(lambda: data(page, "brain", "blocked") == "gaba")
    show(page, 3)
    assert data(page, "brain", "verdict") == "wrong"
    until(lambda: pixels(page, "brain", WRONG) > 40)
    assert pixels(page, "brain", RIGHT) == 0
    page.get_by_role("checkbox").uncheck()
    show(page, 8)
    assert data(page, "brain", "verdict") == "silent"
    until(lambda: pixels(page, "brain", RIGHT) == pixels(page, "brain", WRONG) == 0)
    assert pixels(page, "brain", SILENT, left=0.5) > 40


def test_why_a_presentation_ended_is_said(page, brain):
    """Row B15."""
    show(page, 3)
    assert data(page, "brain", "ending") == "silence"
    assert brain.get_by_text("ended: 30 silent steps (4.5 ms) after the last spike").is_visible()


def test_a_spike_travels_between_areas_and_axons_have_two_colours(page, brain):
    """Row B19: between two areas there is the colour of spikes a step after they set out, and not before."""
    page.get_by_role("button", name="Pause", exact=True).click()
    before = data(page, "brain", "presentation")
    page.get_by_role("button", name="Show a 3", exact=True).click()
    until(lambda: data(page, "brain", "presentation") != before)
    resting = pixels(page, "brain", SPIKE, left=0.4)
    for _ in range(6):
        page.keyboard.press(".")
    until(lambda: data(page, "brain", "step") == "6")
    until(lambda: pixels(page, "brain", SPIKE, left=0.4) > resting + 20)
    assert colours(page, "brain") > 60
    assert brain.get_by_text("−80 mV").is_visible()
    assert brain.get_by_text("axons: bright glutamate, dark GABA; thick: more myelin").is_visible()


def test_a_clicked_cell_is_looked_into_and_another_by_keyboard(page, brain):
    show(page, 3)
    box = page.locator("[data-picture=brain]").bounding_box()
    x = 10 + 0.745 * (box["width"] - 20)
    y = 26 + (0.03 + 0.94 * 3 / 9) * (box["height"] - 36)
    page.locator("[data-picture=brain]").click(position={"x": x, "y": y})
    cell = brain.locator(".cell")
    until(lambda: cell.get_attribute("data-probe") == str(BROCA + 3))
    until(lambda: colours(page, "cell") > 8)
    brain.get_by_label("Area of the cell").select_option("v1")
    until(lambda: cell.get_attribute("data-probe") == "784")
    brain.get_by_label("Number of the cell").fill("20")
    page.keyboard.press("Tab")
    until(lambda: cell.get_attribute("data-probe") == "804")
    brain.get_by_label("Currents", exact=True).select_option("ion")
    brain.get_by_role("button", name="Table and files: Cell").click()
    until(lambda: page.get_by_role("columnheader", name="voltage (mV)").is_visible())
    assert page.get_by_role("dialog").get_by_role("row").count() == 61
    page.keyboard.press("Escape")
    brain.get_by_role("button", name="Synapses on this cell").click()
    until(lambda: page.get_by_text("V1, cell 19").is_visible())
    page.keyboard.press("Escape")


def test_blocks_reach_the_brain_the_picture_and_the_address(page, brain):
    tab(page, "Block")
    page.get_by_role("switch", name="NMDA").check()
    page.get_by_role("switch", name="V1").check()
    until(lambda: (data(page, "brain", "blocked"), data(page, "brain", "silenced")) == ("nmda", "v1"))
    until(lambda: "blocked=nmda&silenced=v1" in page.evaluate("location.hash"))
    show(page, 3)
    assert pixels(page, "brain", SILENT) > 20  # what is blocked is written on the picture
    page.get_by_role("button", name="Ask all ten", exact=True).click()
    until(lambda: page.locator(".ten").count() and not brain.get_by_text("Is asked all ten", exact=True).count())


def test_an_answer_is_traced_and_its_cells_are_silenced(page, brain):
    tab(page, "Why?")
    assert brain.get_by_role("button", name="Trace the answer back", exact=True).is_disabled()
    show(page, 3)
    until(lambda: pixels(page, "brain", SPIKE, left=0.8) == 0)
    brain.get_by_role("button", name="Trace the answer back", exact=True).click()
    why = brain.locator(".why")
    until(lambda: why.get_attribute("data-why") == "3")
    assert brain.get_by_role("listitem").first.inner_text() == "100 % Wernicke's area, cell 3, at 0.15 ms"
    until(lambda: pixels(page, "brain", SPIKE, left=0.8) > 20)
    brain.get_by_role("button", name="Silence its cells", exact=True).click()
    until(lambda: why.get_attribute("data-needed") == "1")
    assert brain.get_by_text("Without Wernicke's area, cell 3 it says nothing for “3”.").is_visible()
    brain.get_by_role("button", name="All spikes behind it").click()
    until(lambda: page.get_by_role("cell", name="V1, cell 0", exact=True).count())
    page.keyboard.press("Escape")


def test_rounds_of_teaching_are_plotted(page, brain):
    tab(page, "Teaching")
    brain.get_by_label("Rounds of teaching").fill("2")
    brain.get_by_role("button", name="Teach the ten", exact=True).click()
    until(lambda: page.locator(".ten").count() and data(page, "brain", "learning") == "false")
    assert page.locator(".ten").get_attribute("data-right") == "10"
    until(lambda: pixels(page, "rounds", SILENT) > 20)


@pytest.mark.parametrize("viewport", [(1280, 720), (1920, 1080), (390, 844)], ids=["small", "large", "phone"])
def test_no_picture_is_ever_blank(page, brain, viewport):
    page.set_viewport_size(dict(zip(("width", "height"), viewport, strict=True)))
    show(page, 3)
    for name, picture in (("Spikes", "raster"), ("One cell", "cell"), ("Teaching", "rounds")):
        tab(page, name)
        if picture == "cell":
            brain.get_by_label("Area of the cell").select_option("broca")
        until(lambda picture=picture: colours(page, picture) > 3)
        assert colours(page, "brain") > 60
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport[0]
