"""What the pages say of a class of sixty."""

from __future__ import annotations

import re

import pytest

from dashboard.board import heat
from dashboard.board.snapshot import Shelf
from grader.classroom.gradebook.book import Gradebook
from grader.classroom.model import Grade, Override, Student
from grader.classroom.settings import CourseSettings
from grader.classroom.standings import by_hand_in, standing

from ..report.test_html import Page, read
from .conftest import ask, let_in
from .invented import NOW, TRACKER, Invented


@pytest.fixture(scope="module")
def shelf(sixty: Gradebook) -> Shelf:
    return Shelf(sixty, lambda: Invented().settings)


def grades(shelf: Shelf, standing: str) -> list[Grade]:
    found = [grade for row in shelf.snapshot().results.rows for grade in row.grades]
    chosen = [grade for grade in found if heat.standing_of(grade) == standing]
    assert chosen, standing
    return chosen


def shown_rows(text: str) -> list[str]:
    return re.findall(r'data-row="([^"]+)"', text)


def page(book: Gradebook, address: str) -> Page:
    return read(ask(book).get(address).text)


def test_the_outlines_give_the_same_class_as_the_reports(sixty: Gradebook, shelf: Shelf) -> None:
    whole = standing(sixty, Invented().settings, by_hand_in(sixty.attempts()))
    for full, light in zip(whole.rows, shelf.snapshot().results.rows, strict=True):
        assert full.total == light.total
        assert [(g.standing, g.raw, g.final, g.late, g.attempt) for g in full.grades] == [
            (g.standing, g.raw, g.final, g.late, g.attempt) for g in light.grades
        ]


def test_everybody_has_a_row_and_every_grade_a_cell(sixty: Gradebook) -> None:
    text = ask(sixty).get("/").text
    assert len(shown_rows(text)) == 60
    assert len(re.findall(r'<td class="\w+"><a ', text)) == 60 * 13


@pytest.mark.parametrize(
    ("standing", "word"),
    [("incomplete", "person"), ("error", "error"), ("refused", "refused"),
     ("missing", "missing"), ("to_come", "–"), ("waiting", "waiting")],
)  # fmt: skip
def test_what_has_no_points_never_looks_like_0(shelf: Shelf, standing: str, word: str) -> None:
    for grade in grades(shelf, standing):
        cell = heat.cell(grade)
        assert (cell.kind, cell.text) == (standing, word)
        assert not any(character.isdigit() for character in heat.sentence(grade))


def test_a_score_is_said_in_figures_with_what_touched_it(shelf: Shelf) -> None:
    graded = grades(shelf, "graded")
    assert all(heat.cell(grade).text == heat.number(grade.final or 0) for grade in graded)
    late = [grade for grade in graded if grade.late.by]
    assert late and all("late" in heat.cell(grade).notes for grade in late)
    given = [grade for grade in graded if grade.overrides]
    assert given and all("by hand" in heat.cell(grade).notes for grade in given)


def test_sections_standings_and_names_choose(sixty: Gradebook, shelf: Shelf) -> None:
    client = ask(sixty)
    section = shown_rows(client.get("/?section=A").text)
    assert len(section) == 20
    failed = shown_rows(client.get("/?standing=error").text)
    assert set(failed) == {grade.student for grade in grades(shelf, "error")}
    assert shown_rows(client.get("/?find=student+007").text) == ["s007"]
    nobody = client.get("/?find=nobody&section=%3Cb%3E&sort=%27&standing=x")
    assert nobody.status_code == 200 and shown_rows(nobody.text) == []


def test_the_order_is_by_total_or_by_a_challenge(sixty: Gradebook, shelf: Shelf) -> None:
    rows = shelf.snapshot().rows
    totals = [rows[id].total for id in shown_rows(ask(sixty).get("/?sort=total").text)]
    known = [total for total in totals if total is not None]
    assert known == sorted(known) and totals.index(known[0]) == totals.count(None)
    by_five = shown_rows(ask(sixty).get("/?sort=05_save_to_s3").text)
    finals = [rows[id].grades[4].final for id in by_five]
    decided = [final for final in finals if final is not None]
    assert decided == sorted(decided)


def test_a_student_has_every_challenge_and_leads_to_each(sixty: Gradebook) -> None:
    found = page(sixty, "/students/s004")
    links = {a["href"] for a in found.all("a")}
    assert {f"/students/s004/{one.slug}" for one in Invented().settings.challenges} <= links


def test_a_report_has_its_criteria_findings_source_and_output(
    sixty: Gradebook, shelf: Shelf
) -> None:
    grade = next(
        grade for grade in grades(shelf, "graded")
        if grade.raw is not None and grade.raw < 60 and grade.attempts == 1
    )  # fmt: skip
    found = page(sixty, f"/students/{grade.student}/{grade.slug}")
    assert {"deployed", "right_values"} <= {li.get("id") for li in found.all("li")}
    assert "KeyError: 'iss'" in found.text and "latitude 41.9" in found.text
    assert "python -m grader override" in found.text


def test_a_tracker_shows_what_was_seen(sixty: Gradebook, shelf: Shelf) -> None:
    grade = grades(shelf, "incomplete")[0]
    client = ask(sixty)
    assert "data:image/png" in client.get(f"/students/{grade.student}/{grade.slug}").text
    queue = read(client.get("/queue").text)
    sources = [str(one["src"]) for one in queue.all("img")]
    assert sources and all("alt" in one for one in queue.all("img"))
    picture = client.get(sources[0])
    assert picture.headers["content-type"] == "image/png" and picture.content[1:4] == b"PNG"


def test_attempts_that_do_not_count_can_be_read(sixty: Gradebook, shelf: Shelf) -> None:
    grade = next(g for g in grades(shelf, "graded") if g.attempts > 1 and g.attempt != 1)
    answer = ask(sixty).get(f"/students/{grade.student}/{grade.slug}?attempt=1")
    assert "This is attempt 1, which does not count." in answer.text


def test_the_queue_holds_each_once_with_reason_and_command(sixty: Gradebook, shelf: Shelf) -> None:
    client = ask(sixty)
    waiting = grades(shelf, "incomplete")
    seen = set()
    for begin in range(0, len(waiting), 10):
        cards = client.get(f"/queue?from={begin}").text.partition('id="without"')[0]
        seen |= set(re.findall(rf'/students/(\w+)/{TRACKER}"', cards))
    assert seen == {grade.student for grade in waiting}
    text = client.get("/queue").text
    assert "it was stopped after 300 seconds" in text
    assert "python -m grader batch SUBMISSIONS --out results" in text
    assert "<form" not in text


def test_the_figures_of_a_challenge(sixty: Gradebook) -> None:
    found = page(sixty, "/challenges/05_save_to_s3")
    assert len(found.all("rect")) >= 11
    text = " ".join(found.text.split())
    assert "The second capture replaced the first." in text
    assert re.search(r"\d+ of 57", text) and re.search(r"0\.\d\d (weak|clear|hardly any)", text)


def test_who_is_stuck_and_what_is_late(sixty: Gradebook, shelf: Shelf) -> None:
    stuck = page(sixty, "/stuck")
    assert len(stuck.all("tr")) > 2 and "→" in stuck.text
    late = page(sixty, "/late")
    counted = [g for row in shelf.snapshot().results.rows for g in row.grades if g.late.by]
    assert len(late.all("tr")) == len(counted) + 1


@pytest.mark.parametrize(
    "address",
    ["/", "/students/s001", f"/students/s001/{TRACKER}", "/challenges/05_save_to_s3", "/queue",
     "/stuck", "/late", "/live", "/nowhere"],
)  # fmt: skip
def test_pages_are_built_as_a_screen_reader_needs(address: str, sixty: Gradebook) -> None:
    found = read(let_in(sixty).get(address).text)
    tags = [tag for tag, _attributes in found.elements]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "h1", "title")] == [1] * 5
    assert all(th["scope"] in {"col", "row"} for th in found.all("th"))
    ids = [a["id"] for _tag, a in found.elements if "id" in a]
    assert len(ids) == len(set(ids))
    named = [a["aria-labelledby"] for _tag, a in found.elements if "aria-labelledby" in a]
    assert set(named) <= set(ids)
    skip = next(a for a in found.all("a"))
    assert skip["href"] == "#main"


def test_every_sentence_passes_through_the_catalogue(sixty: Gradebook) -> None:
    client = ask(sixty, language="qps")
    for address in ("/", "/students/s001", "/queue", "/stuck", "/late", "/live"):
        text = read(client.get(address).text).text
        outside = re.sub(r"⟦[^⟦⟧]*⟧", "", re.sub(r"⟦[^⟦⟧]*⟧", "", text))
        words = set(re.findall(r"[a-z]{4,}", outside))
        assert not words & {"students", "waits", "graded", "handed", "attempts", "section"}, address


def test_a_change_of_the_gradebook_is_on_the_next_page(few: Gradebook) -> None:
    client = ask(few)
    assert len(shown_rows(client.get("/").text)) == 6
    assert few.forget("s003")
    assert len(shown_rows(client.get("/").text)) == 5


def test_rows_that_did_not_change_are_kept_and_the_class_is_the_same(few: Gradebook) -> None:
    def rules() -> CourseSettings:
        return Invented(6).settings

    old = Shelf(few, rules)
    before = old.snapshot()
    few.override(Override("s002", "05_save_to_s3", "design", 0, "seen", "eva", NOW))
    few.enrol([*few.students()[1:], Student("s007")])
    few.forget("s004")
    after, anew = old.snapshot(), Shelf(few, rules).snapshot()
    assert after.results.rows == anew.results.rows
    assert after.attempts == anew.attempts
    assert list(after.rows) != list(before.rows)
    whole = [
        row for row in before.results.rows
        if all(heat.standing_of(grade) != "to_come" for grade in row.grades)
        and row.student.id not in {"s002", "s004"}
    ]  # fmt: skip
    assert whole and all(after.rows[row.student.id] is row for row in whole)
