"""The board in a browser, where there is one: every page fits, is accessible, and works by keys."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from dashboard.board.app import application
from dashboard.board.board import Board
from dashboard.board.snapshot import Shelf
from dashboard.board.writing import Writing
from grader.assets.course import AXE
from grader.assets.store import AssetStore, Wanted
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.gradebook.opening import opened, url_of
from grader.classroom.model import Override
from grader.commands.board import listening_at
from grader.places import cache_folder

from ..classroom.sheets import settings as three
from ..report.test_looks import BESIDE, THEMES, WIDTHS, browser
from .invented import NOW, TRACKER, Invented
from .test_hostile import evil

__all__ = ["browser", "evil"]
PAGES = (
    "/", "/students/s003", f"/students/s002/{TRACKER}", "/challenges/05_save_to_s3", "/queue",
    "/stuck", "/late", "/live",
)  # fmt: skip
RULES = """
const done = arguments[0];
axe.run(document, {resultTypes: ["violations"]}).then((found) => done(JSON.stringify(
  found.violations.map((one) => [one.impact, one.id, one.nodes[0].target.join(" ")]))));
"""


class Server:
    """A board on a port of its own, in a thread."""

    def __init__(self, book: Gradebook, rules: Any) -> None:
        listening = listening_at(0)
        self.port = listening.getsockname()[1]
        self.writing = Writing("token", self.port, "eva")
        board = Board(Shelf(book, lambda: rules), Path("results"), self.writing)
        app = application(
            board, port=self.port, language="en", ending=lambda: self._server.should_exit
        )
        self._server = uvicorn.Server(
            uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=2)
        )
        self._thread = threading.Thread(target=self._server.run, args=([listening],))
        self._thread.start()

    def url(self, address: str) -> str:
        return f"http://127.0.0.1:{self.port}{address}"

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gradebook]:
    book = Gradebook(opened(url_of(tmp_path_factory.mktemp("looks"))))
    Invented().write(book)
    yield book
    book.close()


@pytest.fixture(scope="module")
def server(book: Gradebook) -> Iterator[Server]:
    server = Server(book, Invented().settings)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def axe() -> str | None:
    name, version = AXE
    content = AssetStore(cache_folder() / "assets").content(Wanted(name, version, "axe.min.js"))
    return None if content is None else content.decode()


def look(browser: Any, theme: str, width: int) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def violations(browser: Any, axe: str | None) -> list[Any]:
    if axe is None:
        pytest.skip("needs axe-core: python -m grader assets")
    # Through the protocol: the page's own policy lets nobody add a script to it.
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    return [one for one in json.loads(browser.execute_async_script(RULES))
            if one[0] in {"serious", "critical"}]  # fmt: skip


def wait(browser: Any, script: str, seconds: float = 15) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, seconds).until(lambda found: found.execute_script("return " + script))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_and_is_accessible(
    page: str, browser: Any, server: Server, axe: str | None
) -> None:
    browser.get(server.writing.link)
    backgrounds = set()
    for theme in THEMES:
        for width in WIDTHS:
            look(browser, theme, width)
            browser.get(server.url(page))
            assert browser.execute_script(BESIDE) == 0, (theme, width)
        backgrounds.add(
            browser.execute_script("return getComputedStyle(document.body).backgroundColor")
        )
        assert violations(browser, axe) == []
    assert len(backgrounds) == 2
    assert browser.get_log("browser") == []


def test_hostile_texts_leave_the_page_as_it_is(browser: Any, evil: Gradebook) -> None:
    server = Server(evil, three())
    try:
        look(browser, "light", 375)
        for n in (0, 2, 4, 6):
            for page in (f"/students/h{n}", f"/students/h{n}/05_save_to_s3"):
                browser.get(server.url(page))
                assert browser.execute_script(BESIDE) == 0, page
        for page in ("/", "/queue", "/challenges/05_save_to_s3", "/stuck"):
            browser.get(server.url(page))
            assert browser.execute_script(BESIDE) == 0, page
            assert not browser.execute_script("return document.querySelector('[onerror]')")
        assert browser.get_log("browser") == []
    finally:
        server.stop()


def test_everything_by_keys(browser: Any, server: Server) -> None:
    from selenium.webdriver.common.keys import Keys

    look(browser, "light", 1280)
    browser.get(server.url("/"))
    focused = browser.switch_to
    browser.find_element("tag name", "body").send_keys(Keys.TAB)
    assert focused.active_element.get_attribute("class") == "skip"
    assert focused.active_element.rect["y"] >= 0
    outline = focused.active_element.value_of_css_property("outline-style")
    assert outline == "solid"
    cell = browser.find_element("css selector", "tr[data-row=s001] td a")
    browser.execute_script("arguments[0].focus()", cell)
    for key, address in (
        (Keys.ARROW_DOWN, "/students/s002/01_localstack_setup"),
        (Keys.ARROW_RIGHT, "/students/s002/02_s3_bucket"),
        (Keys.ARROW_UP, "/students/s001/02_s3_bucket"),
    ):
        focused.active_element.send_keys(key)
        assert focused.active_element.get_attribute("href") == server.url(address)
    focused.active_element.send_keys(Keys.ENTER)
    wait(browser, "location.pathname == '/students/s001/02_s3_bucket'")


def test_a_decision_by_form_and_the_cell_that_follows_it(
    browser: Any, server: Server, book: Gradebook
) -> None:
    look(browser, "light", 1280)
    browser.get(server.writing.link)
    browser.get(server.url("/queue"))
    form = browser.find_element("css selector", "form.decision")
    student = form.get_attribute("action").split("/")[-3]
    form.find_element("name", "points").send_keys("17")
    form.find_element("name", "reason").send_keys("Clear, and fits a telephone.")
    form.find_element("css selector", "button").click()
    wait(browser, "location.search == '?said=given'")
    (given,) = [one for one in book.overrides() if one.slug == TRACKER]
    assert (given.student, given.points, given.who) == (student, 17, "eva")
    browser.get(server.url("/"))
    place = f"document.querySelector('[data-row={student}] td:nth-of-type(8)').textContent"
    assert "by hand" in browser.execute_script(f"return {place}")
    book.override(Override(student, TRACKER, "design", 0, "wrong row", "eva", NOW), withdrawn=True)
    wait(browser, f"{place} == 'person' || {place}.startsWith('personlate')")


def test_without_scripts_the_filters_are_a_form(browser: Any, server: Server) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(server.url("/"))
        browser.find_element("name", "find").send_keys("s007")
        browser.find_element("css selector", ".filters button").click()
        assert "find=s007" in browser.current_url
        assert len(browser.find_elements("css selector", "tr[data-row]")) == 1
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
