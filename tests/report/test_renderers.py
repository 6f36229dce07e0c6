"""Every renderer against its golden file; RECORD=1 writes them anew."""

import io
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.report import github, html, junit, markdown, terminal
from grader.report import json as as_json
from grader.report.lines import PLAIN_SYMBOLS, Layout
from grader.report.model import Output, Report
from grader.rubric import Finding, Where

from .samples import GRADED, HOSTILE_REPORT, REPORTS

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "golden"
SCHEMA = json.loads((ROOT / "grader/report/report.schema.json").read_text())
COMMAND = "python -m grader check 5 --seed 7"
EVERY = tuple(
    replace(report, challenge=number, slug=f"{number:02}_{name}")
    for number, (name, report) in enumerate(REPORTS.items(), start=1)
    if name != "hostile"
)


def styleless(page: str) -> str:
    """The page without its style sheet, which has a file of its own."""
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)
    return re.sub(r"sha256-[^']+", "sha256-", page)


RENDERERS: dict[str, Callable[[Report], str]] = {
    "txt": lambda report: terminal.render(report, verbose=True),
    "json": as_json.render,
    "html": lambda report: styleless(html.render(report)),
    "xml": lambda report: junit.render((report,)),
    "md": lambda report: markdown.render({COMMAND: report}),
    "commands": lambda report: "".join(f"{line}\n" for line in github.commands(report)),
}
OF_ALL: dict[str, Callable[[], str]] = {
    "all.html": lambda: styleless(html.render_index(EVERY, 7.25)),
    "all.xml": lambda: junit.render(EVERY),
    "all.md": lambda: markdown.render({f"check {report.challenge}": report for report in EVERY}),
    "all.json": lambda: as_json.render_all(EVERY),
}


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("RECORD"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", RENDERERS)
def test_one_report(form: str, name: str) -> None:
    golden(f"{name}.{form}", RENDERERS[form](REPORTS[name]))


@pytest.mark.parametrize("name", OF_ALL)
def test_several_reports(name: str) -> None:
    golden(name, OF_ALL[name]())


@pytest.mark.parametrize("name", REPORTS)
def test_json_fits_its_schema(name: str) -> None:
    jsonschema.validate(json.loads(as_json.render(REPORTS[name])), SCHEMA)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_console(name: str, verbose: bool) -> None:
    for line in Layout(60, PLAIN_SYMBOLS, verbose).lines(REPORTS[name]):
        assert len(line.text) <= 60, line.text


def test_nothing_that_moves_a_cursor_or_turns_a_line_reaches_any_reader() -> None:
    for form, render in RENDERERS.items():
        if form == "json":
            continue  # JSON is data, and keeps what was printed
        text = render(HOSTILE_REPORT)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e"
                             "\u2066-\u2069\ufeff\ufffe\uffff]", text), form  # fmt: skip


def test_a_cp1252_console_shows_everything() -> None:
    console = io.BytesIO()
    stream = io.TextIOWrapper(console, encoding="cp1252", errors="strict", newline="")
    symbols = terminal.symbols_for(stream)
    assert symbols == PLAIN_SYMBOLS
    for report in (GRADED, HOSTILE_REPORT):
        terminal.write(list(Layout(80, symbols).lines(report)), stream, coloured=False)
    stream.flush()
    assert b"swapped" in console.getvalue()


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_no_text_of_a_student_breaks_a_renderer(text: str) -> None:
    finding = Finding(text or "x", expected=text, found=text, where=Where(text or "x", 1, text))
    criterion = replace(GRADED.criteria[3], findings=(finding,))
    report = replace(GRADED, criteria=(criterion,), output=(Output(text, text, (text,)),))
    for render in RENDERERS.values():
        render(report).encode("utf-8")
