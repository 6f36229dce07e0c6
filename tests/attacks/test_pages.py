"""Pages that attack."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from grader.page.lab.browser import NoBrowser, find_browser

from .attack import Attack
from .canaries import Canaries
from .conftest import ClassOf, needs_walls
from .grading import Graded
from .pages import attacks, honest

ATTACKS = attacks()


def why_no_browser() -> str:
    try:
        find_browser(None)
    except NoBrowser as error:
        return str(error)
    return ""


pytestmark = [
    needs_walls,
    pytest.mark.timeout(400),
    pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser() or "there is a browser"),
]


@pytest.fixture
def found(class_of: ClassOf) -> Graded:
    return class_of("pages", ATTACKS, {"honest": honest()})


@pytest.mark.parametrize("attack", ATTACKS, ids=[one.name for one in ATTACKS])
def test_nothing_is_won(attack: Attack, found: Graded) -> None:
    document = found.documents[attack.name]
    assert document["score"] is not None, document
    same, won = found.documents["honest"], document
    assert won["score"] < same["score"] if attack.costs else won["score"] <= same["score"]
    assert won["score_max"] <= same["score_max"]
    assert found.secret not in str(document)


def test_nobody_else_is_touched(found: Graded) -> None:
    assert found.harm == []
    assert found.left == []
    assert found.documents["honest"]["score"] >= 80


REACHING = [one for one in ATTACKS if one.name in {"page_calls_a_port", "page_goes_away"}]


@pytest.mark.parametrize("attack", REACHING, ids=[one.name for one in REACHING])
def test_it_succeeds_in_an_ordinary_browser(
    attack: Attack, canaries: Canaries, tmp_path: Path
) -> None:
    attack.build(tmp_path / "page", canaries.world())
    driver = ordinary_browser(tmp_path / "profile")
    try:
        driver.get((tmp_path / "page" / "index.html").as_uri())
        deadline = time.monotonic() + 20
        while not canaries.callers and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        driver.quit()
    assert canaries.callers


def ordinary_browser(profile: Path) -> webdriver.Chrome:
    """Start the browser as anybody does, with no walls around it and the network that is there."""
    found = find_browser(None)
    options = webdriver.ChromeOptions()
    options.binary_location = str(found.program)
    for word in ("--headless=new", "--no-sandbox", f"--user-data-dir={profile}"):
        options.add_argument(word)
    options.page_load_strategy = "none"
    return webdriver.Chrome(options, Service(found.driver and str(found.driver)))
