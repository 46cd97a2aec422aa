"""The neuron room in a browser: sliders, the plane, words for what cannot be, three sizes."""

from pathlib import Path

import pytest
from browsing import DESKTOP, PHONE, WARM, Watch, colours, serving, until

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def opened(chromium):
    """One page of the room for all tests."""
    with serving("wetnet.lab.neuron_room:NeuronRoom", name="neuron") as (_, address):
        watch = Watch(chromium)
        page = watch.open(f"{address}#room=neuron", reduced_motion="reduce", bypass_csp=True)
        yield page
        watch.close()
        watch.check(address)


@pytest.fixture
def page(opened):
    """The page with the regular-spiking cell."""
    opened.set_viewport_size(DESKTOP)
    opened.evaluate("location.hash = '#room=neuron&model=izhikevich&preset=regular-spiking'")
    settled(opened, "izhikevich")
    return opened


def settled(page, model):
    main = page.locator("main")
    until(lambda: main.get_attribute("data-model") == model and main.get_attribute("data-computing") == "false", WARM)


def spikes(page):
    return int(page.get_by_role("region", name="Traces").get_attribute("data-spikes"))


def test_a_preset_moves_the_sliders_and_a_slider_the_trace(page):
    page.get_by_role("combobox", name="Preset", exact=True).select_option("chattering")
    until(lambda: page.locator("main").get_attribute("data-preset") == "chattering")
    assert page.get_by_role("spinbutton", name="c, exact value", exact=True).input_value() == "-50"
    many = spikes(page)
    d = page.get_by_role("slider", name="d", exact=True)
    d.focus()
    for _ in range(5):
        page.keyboard.press("PageUp")
    until(lambda: spikes(page) < many)
    assert "set=d:" in page.evaluate("location.hash")
    assert colours(page, "traces") > 8
    assert page.locator("math").count() == 3


def test_a_click_in_the_plane_begins_the_run_there(page):
    plane = page.get_by_role("region", name="Phase plane")
    until(lambda: plane.get_attribute("data-variables") == "2", WARM)
    page.get_by_label("at input").fill("0")
    page.get_by_label("at input").press("Enter")
    until(lambda: plane.get_attribute("data-points") == "stable node, saddle")
    page.locator("[data-picture=plane]").click(position={"x": 200, "y": 60})
    until(lambda: "start=voltage:" in page.evaluate("location.hash"))
    assert page.get_by_label("voltage begins at").input_value() != "-70"


def test_a_diverging_step_is_answered_with_one_that_works(page):
    page.evaluate("location.hash = '#room=neuron&model=hodgkin-huxley&integrator=euler&dt=1&duration=50'")
    alert = page.get_by_role("alert")
    until(lambda: alert.count() and "works" in alert.first.inner_text(), WARM)
    assert "dt = 1 ms" in alert.first.inner_text()
    page.get_by_role("spinbutton", name="dt ms").fill("0.05")
    page.get_by_role("spinbutton", name="dt ms").press("Enter")
    until(lambda: alert.count() == 0, WARM)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_is_wider_than_the_screen_and_axe_finds_nothing_serious(page, viewport):
    page.set_viewport_size(viewport)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert colours(page, "traces") > 8
    if not AXE.is_file():
        pytest.skip("needs axe-core: npm ci in web/")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(({ violations }) => violations)")
    serious = [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]
    assert serious == []
