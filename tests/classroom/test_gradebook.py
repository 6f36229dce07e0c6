"""The gradebook: what is entered stays, once, whoever else writes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.classroom.gradebook.book import Gradebook, Taken
from grader.classroom.gradebook.opening import FILE, Damaged, Unreachable, opened, set_aside, url_of
from grader.classroom.gradebook.overview import Progress, outlined
from grader.classroom.gradebook.owner import Owner
from grader.classroom.job import Outcome
from grader.classroom.model import Override, Student
from grader.classroom.totals import Decided
from grader.rubric import Finding, Where

from .jobs import graded, job, report

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    book = Gradebook(opened(url_of(tmp_path)))
    book.enrol([Student("ana", extension=timedelta(hours=48)), Student("bob", extension=NOON)])
    yield book
    book.close()


def taken(name: str = "a", student: str = "ana", **facts: object) -> Taken:
    of = job(name)
    return Taken(student, of.slug, of.submission, f"{student}.zip", NOON, of.key, **facts)  # type: ignore[arg-type]


def test_students_keep_their_order_and_extensions(book: Gradebook) -> None:
    ana, bob = book.students()
    assert (ana.id, ana.extension) == ("ana", timedelta(hours=48))
    assert (bob.id, bob.extension) == ("bob", NOON)


def test_a_student_who_is_enrolled_again_is_brought_up_to_date(book: Gradebook) -> None:
    book.enrol([Student("ana", section="B")])
    assert book.students()[0].section == "B"
    assert len(book.students()) == 2


def test_the_same_files_are_one_attempt_and_others_are_another(book: Gradebook) -> None:
    for name in ("a", "a", "b", "a"):
        book.enter([taken(name)])
    assert [one.number for one in book.attempts()] == [1, 2]


def test_an_attempt_has_the_report_of_its_job(book: Gradebook) -> None:
    book.enter([taken()])
    book.keep(job(), graded(job(), 85))
    (attempt,) = book.attempts()
    assert attempt.report is not None and attempt.report["score"] == 85
    assert attempt.submitted == NOON and attempt.graded is not None


def test_a_refusal_and_its_place_come_back(book: Gradebook) -> None:
    finding = Finding("A link.", where=Where("a\x00b", 3), hint="Copy it.")
    book.enter([taken(refusal=finding, notes=(finding,))])
    (attempt,) = book.attempts()
    assert attempt.refusal == finding and attempt.notes == (finding,)


def test_what_failed_is_known_as_such_and_not_as_done(book: Gradebook) -> None:
    book.enter([taken("a"), taken("b")])
    book.keep(job("a"), Outcome(None, "it was stopped after 300 seconds"))
    book.keep(job("b"), Outcome(report(job("b"), None, "error")))
    assert book.known([job("a").key, job("b").key]) == frozenset()
    assert [one.failure for one in book.attempts()] == ["it was stopped after 300 seconds", ""]


def test_an_incomplete_report_is_done(book: Gradebook) -> None:
    book.keep(job(), Outcome(report(job(), None, "incomplete")))
    assert book.known([job().key, "other"]) == {job().key}


def test_a_result_that_is_replaced_is_shown_beside_the_new_one(book: Gradebook) -> None:
    assert book.keep(job(), graded(job(), 70)).before is None
    replaced = book.keep(job(), graded(job(), 90))
    assert replaced.before is not None and replaced.after is not None
    assert (replaced.before["score"], replaced.after["score"]) == (70, 90)


def test_a_job_is_claimed_by_one_at_a_time(book: Gradebook) -> None:
    assert book.claim("k", "first") and book.claim("k", "first")
    assert not book.claim("k", "second")
    book.release("first")
    assert book.claim("k", "second")


def test_a_finished_job_frees_its_claim(book: Gradebook) -> None:
    book.claim(job().key, "first")
    book.keep(job(), graded(job()))
    assert book.claims() == {}


def test_two_batches_never_get_the_same_job(tmp_path: Path, book: Gradebook) -> None:
    del book
    won: list[str] = []

    def batch(owner: str) -> None:
        own = Gradebook(opened(url_of(tmp_path)))
        won.extend(key for key in map(str, range(30)) if own.claim(key, owner))
        own.close()

    threads = [threading.Thread(target=batch, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won, key=int) == [str(n) for n in range(30)]


def test_the_owner_of_a_dead_process_is_gone() -> None:
    here = Owner.here()
    assert Owner.read(str(here)) == Owner(here.host, here.pid, round(here.started))
    assert not Owner.read(str(here)).is_gone
    assert Owner(here.host, here.pid, here.started + 99).is_gone
    assert not Owner("elsewhere", 1, 1.0).is_gone


def test_the_newest_decision_counts_and_the_history_stays(book: Gradebook) -> None:
    for points in (3, 5):
        book.override(Override("ana", "05_save_to_s3", "key", points, "seen", "eva", NOON))
    assert [one.points for one in book.overrides()] == [5]
    book.override(Override("ana", "05_save_to_s3", "key", 0, "wrong row", "eva", NOON),
                  withdrawn=True)  # fmt: skip
    assert book.overrides() == ()
    assert [withdrawn for _one, withdrawn in book.override_history()] == [False, False, True]


def test_a_forgotten_student_leaves_nothing_and_others_keep_theirs(
    tmp_path: Path, book: Gradebook
) -> None:
    book.enter([taken("a"), taken("a", "bob"), taken("b")])
    book.keep(job("a"), graded(job("a")))
    book.keep(job("b"), graded(job("b")))
    book.override(Override("ana", "05_save_to_s3", "key", 5, "seen", "eva", NOON))
    assert book.forget("ana") and not book.forget("ana")
    assert [one.student for one in book.attempts()] == ["bob"]
    assert book.known([job("a").key, job("b").key]) == {job("a").key}
    book.close()
    assert b"ana" not in (tmp_path / FILE).read_bytes().replace(b"ana.zip", b"")


def test_a_damaged_file_is_told_and_set_aside(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    with pytest.raises(Damaged):
        opened(url_of(tmp_path))
    aside = set_aside(tmp_path)
    assert aside.is_file() and not (tmp_path / FILE).exists()
    Gradebook(opened(url_of(tmp_path))).close()


def test_a_gradebook_of_another_version_is_left_alone(tmp_path: Path, book: Gradebook) -> None:
    book.close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("update facts set value = '99' where name = 'version'")
    with pytest.raises(Unreachable, match="99"):
        opened(url_of(tmp_path))


@pytest.mark.parametrize("url", ["results", "mysterydb://x", "sqlite:////no/such/folder/x.db"])
def test_a_wrong_address_is_said_in_a_sentence(url: str) -> None:
    with pytest.raises(Unreachable, match=r"gradebook"):
        opened(url)


def test_outlines_say_where_all_stand_as_the_reports_do(book: Gradebook) -> None:
    failed = report(job("c"), None, "error")
    failed["criteria"][0]["status"] = "passed"
    failed["errors"] = [{"message": "It stopped."}]
    outcomes = {
        "a": graded(job("a"), 85),
        "b": Outcome(report(job("b"), None, "incomplete")),
        "c": Outcome(failed),
        "d": Outcome(None, "it was stopped after 300 seconds"),
    }
    for name, outcome in outcomes.items():
        book.enter([taken(name)])
        book.keep(job(name), outcome)
    outlines = map(outlined, book.overview.entries())
    for attempt, outline in zip(book.attempts(), outlines, strict=True):
        assert (attempt.number, attempt.failure) == (outline.number, outline.failure)
        if attempt.report is None:
            assert outline.report is None
            continue
        assert outline.report is not None
        full, light = Decided(attempt.report), Decided(outline.report)
        assert (full.standing, full.least, full.most) == (light.standing, light.least, light.most)
        assert book.result(outline.report["key"]) == attempt.report


def test_the_first_findings_are_kept_beside_the_report(book: Gradebook) -> None:
    lost = report(job("a"))
    lost["criteria"][0]["findings"] = [{"message": "first"}, {"message": "second"}]
    book.keep(job("a"), Outcome(lost))
    book.keep(job("b"), graded(job("b")))
    assert book.overview.first_findings(job().slug) == {
        job("a").key: {"only": "first"},
        job("b").key: {},
    }
    assert book.overview.first_findings("02_s3_bucket") == {}


def test_every_change_gives_another_version(book: Gradebook) -> None:
    seen = [book.overview.version()]
    decided = Override("ana", "05_save_to_s3", "key", 5, "seen", "eva", NOON)
    for change in (
        lambda: book.enter([taken()]),
        lambda: book.keep(job(), graded(job())),
        lambda: book.override(decided),
        lambda: book.forget("ana"),
    ):
        assert book.overview.version() == seen[-1]
        change()
        seen.append(book.overview.version())
    assert len(set(seen)) == len(seen)


def test_how_far_the_jobs_are(book: Gradebook) -> None:
    for name in ("a", "b", "c"):
        book.enter([taken(name)])
    book.enter([taken("a", "bob")])
    book.claim(job("c").key, "first")
    book.keep(job("a"), graded(job("a")))
    book.keep(job("b"), Outcome(None, "it was stopped after 300 seconds"))
    assert book.overview.progress() == Progress(jobs=3, done=1, failed=1, running=1)
    assert {one.student for one in book.overview.newest(9)} == {"ana", "bob"}
