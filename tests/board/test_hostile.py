"""Texts that try to break out are shown as texts, on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.classroom.gradebook.book import Gradebook, Taken
from grader.classroom.gradebook.opening import opened, url_of
from grader.classroom.job import Job, Outcome
from grader.classroom.model import Override, Student
from grader.report.evidence import Picture, Table
from grader.report.model import Output
from grader.report.text import visible
from grader.rubric import Finding, Where, plain

from ..classroom.sheets import (
    HOSTILE,
    NOW,
    PIXEL,
    SAVE,
    SCRIPT,
    STARTS,
    TRACKER,
    row,
    settings,
    sheet,
)  # fmt: skip
from ..report.test_html import ELEMENTS, Page, read
from .conftest import HERE, ask, let_in

TEXTS = (*HOSTILE, *STARTS)
IDS = tuple(f"h{n}" for n in range(len(TEXTS)))
ALLOWED = ELEMENTS | {
    "link", "script", "form", "input", "select", "option", "button", "label", "text", "small",
    "article", "h4", "noscript",
}  # fmt: skip
SEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]")


def job(slug: str, name: str) -> Job:
    return Job(int(slug[:2]), slug, f"sha256:{name:0<64}", "", "0.1.0", 1, "en", False, b"")


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gradebook]:
    book = Gradebook(opened(url_of(tmp_path_factory.mktemp("evil"))))
    ids = {text: plain(text) if n % 2 else f"h{n}" for n, text in enumerate(TEXTS)}
    book.enrol([Student(ids[text], plain(text), section=plain(text), group=plain(text))
                for text in TEXTS])  # fmt: skip
    for n, text in enumerate(TEXTS):
        finding = Finding(text, text, text, Where(text, 3, text), text)
        facts = {
            "output": (Output(text, text, (text,)),), "advice": (finding,),
            "evidence": (Picture(plain(text), PIXEL, 1, 1), Table(plain(text), ("e",), ((text,),))),
        }  # fmt: skip
        for slug, status in ((SAVE, "failed"), (TRACKER, "for_person")):
            one = job(slug, f"{n}")
            written = sheet(row("object", 0, status, finding), slug=slug, **facts)
            for number in range(2):
                book.enter([Taken(ids[text], slug, f"{number}{one.submission}", plain(text), NOW,
                                  one.key, notes=(finding,))])  # fmt: skip
            book.keep(one, Outcome(written))
        book.enter([Taken(ids[text], "02_s3_bucket", f"x{n}", plain(text), NOW, None, finding)])
        book.override(Override(ids[text], SAVE, "two", 3, plain(text), plain(text), NOW))
    yield book
    book.close()


def pages(book: Gradebook) -> Iterator[tuple[str, str]]:
    client = let_in(book, settings(title=SCRIPT))
    front = client.get("/").text
    addresses = {"/", "/queue", "/stuck", "/late", "/live", f"/challenges/{SAVE}",
                 f"/challenges/{TRACKER}", f"/?find={SCRIPT}", f"/?section={SCRIPT}"}  # fmt: skip
    addresses |= set(re.findall(r'href="(/students/[^"]+)"', front))
    for address in sorted(addresses):
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield address, answer.text


def test_nothing_breaks_out_anywhere(evil: Gradebook) -> None:
    number = 0
    for address, text in pages(evil):
        number += 1
        found: Page = read(text)
        assert {tag for tag, _attributes in found.elements} <= ALLOWED, address
        assert [one["src"] for one in found.all("script")] == ["/static/board.js"]
        for _tag, attributes in found.elements:
            assert not [name for name in attributes if name.startswith("on")], address
            assert "style" not in attributes
            for name in ("href", "src", "action"):
                assert re.match(
                    r"/(?!/)|#|data:(image/png;base64,|,$)|\?", attributes.get(name, "/")
                )
        assert not SEEN.search(text), address
    assert number > 4 * len(TEXTS)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_as_it_is(text: str, evil: Gradebook) -> None:
    n = TEXTS.index(text)
    student = f"h{n}"
    if n % 2:
        student = next(
            address.rpartition("/")[2]
            for address in re.findall(
                r'href="(/students/[^"/]+)"', ask(evil, settings()).get("/").text
            )
            if visible(plain(text)) in read(ask(evil, settings()).get(address).text).text
        )
    found = read(ask(evil, settings()).get(f"/students/{student}/{SAVE}").text)
    assert found.text.count(visible(plain(text))) >= 5


def test_cells_for_scripts_are_data(evil: Gradebook) -> None:
    answer = ask(evil, settings()).get("/cells.json")
    assert answer.headers["content-type"] == "application/json"
    assert len(answer.json()["rows"]) == len(TEXTS)


def test_a_hostile_reason_is_kept_and_shown_as_text(tmp_path: Path, evil: Gradebook) -> None:
    del tmp_path
    client = let_in(evil, settings())
    address = f"/students/h0/{SAVE}"
    found = re.search(r'name="form" value="(\w+)"', client.get(address).text)
    assert found
    answer = client.post(
        f"{address}/decide", headers={"origin": HERE},
        data={"form": found[1], "criterion": "object", "points": "x", "reason": f'">{SCRIPT}'},
    )  # fmt: skip
    assert answer.status_code == 422 and "<img src=x" not in answer.text
    values = [one.get("value") for one in read(answer.text).all("input")]
    assert f'">{SCRIPT}' in values
