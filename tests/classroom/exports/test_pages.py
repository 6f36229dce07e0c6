"""Pages of students: nothing to load or run, nothing of anybody else, all that matters said."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from grader.report.text import visible

from ...report.test_html import ELEMENTS, PICTURE, Page, read
from ..sheets import HOSTILE, hostile, results
from .test_tables import files

USUAL = files("html", results())
EVIL = files("html", hostile())
PAGES = {**{f"usual {name}": text for name, text in USUAL.items()},
         **{f"evil {name}": text for name, text in EVIL.items()}}  # fmt: skip
ALLOWED = ELEMENTS | {"abbr"}


def page(name: str) -> Page:
    return read(USUAL[f"students/{name}.html"])


@pytest.mark.parametrize("name", PAGES)
def test_nothing_but_our_own_elements_and_nothing_to_load_or_run(name: str) -> None:
    found = read(PAGES[name])
    assert {tag for tag, _attributes in found.elements} <= ALLOWED
    ids = [a["id"] for _tag, a in found.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for tag, attributes in found.elements:
        assert not {key for key in attributes if key.startswith("on")}, tag
        assert not attributes.keys() & {"srcset", "style", "action", "xlink:href"}, tag
        assert str(attributes.get("src", PICTURE)).startswith(PICTURE)
        if "href" in attributes:
            address = str(attributes["href"])
            assert address[1:] in ids or re.fullmatch(r"students/[a-z0-9._-]+\.html", address)
    assert "url(" not in found.style
    assert "@import" not in found.style
    assert len(found.all("style")) == 1


@pytest.mark.parametrize("name", PAGES)
def test_the_structure_is_what_a_screen_reader_needs(name: str) -> None:
    found = read(PAGES[name])
    tags = [tag for tag, _attributes in found.elements]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "h1", "title")] == [1] * 5
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    ids = {a["id"] for _tag, a in found.elements if "id" in a}
    assert all(section["aria-labelledby"] in ids for section in found.all("section"))
    assert all(th["scope"] in {"col", "row"} for th in found.all("th"))


def test_hostile_text_is_shown_as_text() -> None:
    for n, text in enumerate(HOSTILE):
        found = read(EVIL[f"students/h{n}.html"])
        assert visible(text) in found.text
    for text in PAGES.values():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]", text)


def test_a_page_names_nobody_else() -> None:
    for name in ("ana", "s002", "s003"):
        others = {"Ñandú", "bo@example.org", "Ana", "ana@", "s002", "s003"}
        own = {"ana": {"Ana"}, "s002": {"Ñandú", "s002"}, "s003": {"s003"}}[name]
        text = page(name).text
        assert not [other for other in others - own if re.search(rf"\b{other}\b", text)]
        assert "index.html" not in USUAL[f"students/{name}.html"]


def test_raw_late_final_and_the_rule() -> None:
    text = " ".join(" ".join(page("ana").texts).split())
    assert "100 −20 80/100" in text
    assert "2 days 2 h late: 10 % a day, 20 points of 100 are taken off." in text
    assert "due 2026-11-06 23:59 CET" in text
    assert "handed in 2026-11-09 02:59 CET" in text
    assert "attempt 2 of 2 counts" in text
    assert "90 of 100 points" in text
    assert "Nothing is left to do here." in text


def test_what_to_do_next() -> None:
    text = " ".join(page("s003").text.split())
    assert "The zip holds a path that leaves it. next Zip it anew." in text
    assert "Nothing was handed in" not in text.partition("What to do next")[0].partition("5 ·")[0]
    waiting = " ".join(page("s002").text.split())
    assert "It could not be graded, through no fault of what was handed in." in waiting
    assert "A person still has to look at it." in waiting
    assert "2 challenges have no points yet, so there is no total." in waiting


def test_the_index_leads_to_everybody_and_lists_what_is_open() -> None:
    index = read(USUAL["index.html"])
    assert {f"students/{name}.html" for name in ("ana", "s002", "s003")} == {
        a["href"] for a in index.all("a")
    }
    text = " ".join(index.text.split())
    assert "1 of 3 students have a total. Their mean is 90.0 points." in text
    assert "A part of the grader stopped working." in text
    assert "The zip holds a path that leaves it." in text
