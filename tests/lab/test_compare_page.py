"""The compare room in a browser."""

import pytest
from browsing import DESKTOP, PHONE, Watch, findings, serving, until

pytestmark = pytest.mark.browser
ADDRESS = "#room=compare&task=ten-digits&networks=nearest-mean,linear&protocols=accuracy&seeds=2"


def test_a_comparison_is_run_looked_into_and_taken_away(chromium, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with serving("wetnet.lab.compare_room:CompareRoom", name="compare") as (_, address):
        watch = Watch(chromium)
        page = watch.open(address + ADDRESS)
        main = page.locator("main")
        assert page.get_by_role("checkbox", name="linear", exact=True).is_checked()
        page.get_by_role("button", name="Run", exact=True).focus()
        assert findings(page) == []
        page.keyboard.press("Enter")
        until(lambda: main.get_attribute("data-done") == "4" and main.get_attribute("data-running") == "false", 120)
        row = page.locator("[data-row=nearest-mean]")
        assert "100" in row.locator("td").first.inner_text()
        row.get_by_role("button").first.click()
        sheet = page.get_by_role("dialog")
        sheet.wait_for()
        assert "--networks nearest-mean" in sheet.text_content()
        assert findings(page) == []
        sheet.get_by_role("button", name="Close").click()
        until(lambda: not sheet.is_visible())
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").click()
        assert download.value.suggested_filename == "compare-ten-digits.csv"
        for viewport in (DESKTOP, PHONE):
            page.set_viewport_size(viewport)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
            assert findings(page) == []
        watch.close()
        watch.check(address)
