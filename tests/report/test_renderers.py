"""Every renderer against its golden file; RECORD=1 writes them anew."""

import io
import json
import os
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.report import html, terminal
from grader.report import json as as_json
from grader.report.lines import PLAIN_SYMBOLS, Layout
from grader.report.model import Criterion, Output, Report
from grader.rubric import Finding, Where

ROOT = Path(__file__).parent.parent.parent
GOLDEN = ROOT / "tests" / "golden"
SCHEMA = json.loads((ROOT / "grader/report/report.schema.json").read_text())

SWAPPED = Finding(
    "Latitude and longitude are swapped.",
    expected="latitude 41.9021, longitude 12.4829",
    found="latitude 12.4829, longitude 41.9021",
    where=Where("lambdas/capturar_iss.py", 31, '"latitude": data["longitude"],'),
    hint="Compare with the names that the API uses.",
)
REPORT = Report(
    engine="0.1.0",
    challenge=5,
    slug="05_save_to_s3",
    submission="sha256:" + "ab" * 32,
    max_score=100,
    seed=7,
    graded_on={"cloud": "MiniStack 1.5.33", "terraform": "Terraform 1.15.5"},
    criteria=(
        Criterion("deployed", "The Lambda and its bucket are deployed.", 10, 10, "passed"),
        Criterion(
            "five_fields",
            "The object holds timestamp, latitude, longitude, altitude and velocity, right.",
            15, 25, "partial", (SWAPPED,),
        ),
        Criterion("two_captures", "Two captures leave two objects.", 0, 10, "failed",
                  (Finding("<script>alert(1)</script> ñ 🛰 \x1b[31mred"),)),
        Criterion("after", "It follows.", 0, 10, "not_run", (Finding("Not run: x."),)),
    ),
    output=(
        Output("capturar-iss", "asking\nwriting", ("capturar_iss.py:31 in handler", "KeyError")),
    ),
    advice=(Finding("Pin the image.", hint="Use 4.14.0."),),
    seconds=1.234,
)  # fmt: skip
VARIANTS = {
    "graded": REPORT,
    "error": replace(
        REPORT,
        criteria=(replace(REPORT.criteria[0], status="error", points=0), *REPORT.criteria[1:]),
        errors=(Finding("A part of the grader stopped working.", hint="Run it again."),),
    ),
    "incomplete": replace(
        REPORT, criteria=(*REPORT.criteria[:3], replace(REPORT.criteria[3], status="for_person"))
    ),
    "rejected": replace(
        REPORT,
        criteria=tuple(replace(c, status="not_run", points=0) for c in REPORT.criteria),
        rejection=Finding("There is nothing to grade in this folder: no *.tf.", hint="Look."),
        output=(), advice=(),
    ),
}  # fmt: skip


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("RECORD"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", VARIANTS)
def test_plain_text(name: str) -> None:
    golden(f"{name}.txt", terminal.render(VARIANTS[name]))


@pytest.mark.parametrize("name", VARIANTS)
def test_json_fits_its_schema(name: str) -> None:
    text = as_json.render(VARIANTS[name])
    jsonschema.validate(json.loads(text), SCHEMA)
    golden(f"{name}.json", text)


@pytest.mark.parametrize("name", VARIANTS)
def test_html(name: str) -> None:
    page = html.render(VARIANTS[name])
    assert "<script>" not in page
    golden(f"{name}.html", page)


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_console(name: str, verbose: bool) -> None:
    for line in Layout(60, PLAIN_SYMBOLS, verbose).lines(VARIANTS[name]):
        assert len(line.text) <= 60, line.text


def test_control_characters_of_a_student_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in terminal.render(REPORT)


def test_a_cp1252_console_shows_everything() -> None:
    console = io.BytesIO()
    stream = io.TextIOWrapper(console, encoding="cp1252", errors="strict", newline="")
    symbols = terminal.symbols_for(stream)
    assert symbols == PLAIN_SYMBOLS
    terminal.write(list(Layout(80, symbols).lines(REPORT)), stream, coloured=False)
    stream.flush()
    assert b"swapped" in console.getvalue()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_no_text_of_a_student_breaks_a_renderer(text: str) -> None:
    finding = Finding(text or "x", expected=text, found=text, where=Where(text or "x", 1, text))
    criterion = replace(REPORT.criteria[1], findings=(finding,))
    report = replace(REPORT, criteria=(criterion,), output=(Output("f", text, (text,)),))
    for page in (as_json.render(report), html.render(report), terminal.render(report)):
        page.encode("utf-8")
