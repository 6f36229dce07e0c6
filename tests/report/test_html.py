"""The page as a browser and a screen reader take it."""

from __future__ import annotations

import base64
import contextvars
import hashlib
import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from grader.locale import PSEUDO, speak
from grader.report import html, terminal
from grader.report.model import Criterion, Output, Report
from grader.report.text import visible
from grader.rubric import Finding, Where

from .samples import GRADED, HOSTILE, HOSTILE_REPORT, REPORTS

VOID = {"meta", "wbr", "path", "rect", "line", "img", "link", "input"}
ELEMENTS = VOID - {"link", "input"} | {
    "html", "head", "title", "style", "body", "header", "main", "footer", "nav", "section", "div",
    "h1", "h2", "h3", "p", "a", "ol", "ul", "li", "span", "strong", "code", "pre", "figure",
    "figcaption", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "dl", "dt",
    "dd", "svg", "mark", "img",
}  # fmt: skip


PICTURE = "data:image/png;base64,"


@dataclass
class Page(HTMLParser):
    """What is on a page."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    style: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.inside[-1:] == ["style"]:
            self.style += data
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def read(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    assert page.inside == []
    return page


PAGES = {name: html.render(report) for name, report in REPORTS.items()} | {
    "index": html.render_index((GRADED, REPORTS["rejected"], REPORTS["error"]), 1.0),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_but_our_own_elements_and_nothing_to_load_or_run(name: str) -> None:
    page = read(PAGES[name])
    assert {tag for tag, _attributes in page.elements} <= ELEMENTS
    for tag, attributes in page.elements:
        assert not {key for key in attributes if key.startswith("on")}, tag
        assert not attributes.keys() & {"srcset", "style", "action", "xlink:href"}, tag
        assert str(attributes.get("src", "data:image/png;base64,")).startswith(PICTURE), tag
        assert tag != "img" or attributes["alt"]
        assert tag == "a" or "href" not in attributes
    assert "url(" not in page.style and "@import" not in page.style
    assert len(page.all("style")) == 1


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_allows_this_style_and_nothing_else(name: str) -> None:
    page = read(PAGES[name])
    (policy,) = (a["content"] for a in page.all("meta") if "http-equiv" in a)
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'"
    )


def test_hostile_text_is_shown_as_text() -> None:
    page = read(PAGES["hostile"])
    for text in HOSTILE:
        assert visible(text) in page.text


@pytest.mark.parametrize("name", PAGES)
def test_the_structure_is_what_a_screen_reader_needs(name: str) -> None:
    page = read(PAGES[name])
    tags = [tag for tag, _attributes in page.elements]
    assert page.all("html") == [{"lang": "en"}]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "h1", "title")] == [1] * 5
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    ids = [a["id"] for _tag, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for section in page.all("section"):
        assert section["aria-labelledby"] in ids
    assert all(th["scope"] in {"col", "row"} for th in page.all("th"))
    for svg in page.all("svg"):
        assert svg.get("aria-hidden") == "true" or (svg["role"] == "img" and svg["aria-label"])


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "hostile"])
def test_the_page_says_all_that_the_terminal_says(name: str) -> None:
    def words(text: str) -> set[str]:
        return {word.strip(",.:") for word in text.split()}

    report = REPORTS[name]
    said = words(terminal.render(report, verbose=True)) - {"◐", "–", ""}
    assert said - words(" ".join(read(html.render(report)).texts)) <= (
        words(read(html.render(report)).text)
    )


def test_how_to_repeat_the_run() -> None:
    some = replace(GRADED, criteria=GRADED.criteria[:2], max_score=35)
    command = "python -m grader check 5 deployed object_per_capture --seed 7"
    assert command in read(html.render(some)).text
    assert "check 5 --in x" in read(html.render(GRADED, repetition="check 5 --in x")).text


def test_a_page_of_several_leads_to_each_and_back() -> None:
    reports = (GRADED, replace(GRADED, slug="06_schedule", challenge=6))
    links = [a["href"] for a in read(html.render_index(reports, 1.0)).all("a")]
    assert links == ["05_save_to_s3.html", "06_schedule.html"]
    assert [a["href"] for a in read(html.render(GRADED, index="index.html")).all("a")] == [
        "index.html"
    ]


def test_every_sentence_goes_through_the_catalogue() -> None:
    """In the pseudo-locale a sentence outside brackets is one that nobody marked."""

    def pages() -> tuple[str, ...]:
        speak(PSEUDO)
        report = wordless()
        return (
            html.render(report, index="i.html"),
            html.render(replace(report, criteria=report.criteria[:1], max_score=1)),
            html.render(replace(report, rejection=Finding("жж"))),
            html.render_index((report, replace(report, output=())), 1.0),
        )

    for text in contextvars.Context().run(pages):
        page = read(text)
        labels = [str(a.get("aria-label", "")) for _tag, a in page.elements]
        left = " ".join((*page.texts, *labels))
        while re.search("⟦[^⟦⟧]*⟧", left):
            left = re.sub("⟦[^⟦⟧]*⟧", " ", left)
        left = re.sub(r"Groundtrack|python -m grader check .*|\bs\b", " ", left)
        assert re.findall("[A-Za-z]{2,}", left) == []


def wordless() -> Report:
    """A report whose own texts have no Latin letter."""
    finding = Finding("ж", "ж", "ж", Where("ж", 1, "ж"), "ж")
    statuses = ("passed", "partial", "failed", "not_run", "for_person", "not_judged", "error")
    return replace(
        GRADED,
        slug="05_ж", submission="", graded_on={}, advice=(finding,), errors=(finding,),
        criteria=tuple(
            Criterion(f"ж{status}", "ж", 0, 1, status, (finding,)) for status in statuses
        ),
        output=(Output("ж", "ж", ("ж",)), Output("ж", "")),
    )  # fmt: skip


def test_hostile_report_is_the_hardest_there_is() -> None:
    assert len(HOSTILE_REPORT.criteria) == len(HOSTILE) + 1
