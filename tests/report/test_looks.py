"""The pages in a browser, where there is one: they fit a telephone, and their policy holds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.report import html

from .samples import GRADED, REPORTS

WIDTHS = (1280, 375)
BESIDE = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""Pixels of the page that are out of sight to the side."""
THEMES = ("light", "dark")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("needs chromium and chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield chrome
    chrome.quit()


PAGES = {name: html.render(report) for name, report in REPORTS.items()} | {
    "index": html.render_index((GRADED, REPORTS["error"], REPORTS["incomplete"]), 1.0)
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_is_styled(name: str, browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGES[name], encoding="utf-8")
    backgrounds = set()
    for theme in THEMES:
        media = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        for width in WIDTHS:
            size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            browser.get(page.as_uri())
            assert browser.execute_script(BESIDE) == 0, (theme, width)
        backgrounds.add(
            browser.execute_script("return getComputedStyle(document.body).backgroundColor")
        )
    assert len(backgrounds) == 2
    assert browser.get_log("browser") == []
