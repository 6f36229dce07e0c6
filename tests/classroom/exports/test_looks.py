"""The pages of a class in a browser, where there is one: they fit a telephone, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ...report.test_looks import BESIDE, THEMES, WIDTHS, browser
from .test_pages import EVIL, USUAL

__all__ = ["browser"]
PAGES = {
    **{f"usual {name}": text for name, text in USUAL.items()},
    "evil index": EVIL["index.html"],
    "evil long": EVIL["students/h6.html"],
    "evil script": EVIL["students/h0.html"],
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
