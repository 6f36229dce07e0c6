"""Behind walls the verdict is the one that each case carries, and nothing is left behind."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from grader.cases import Case, cases, disagreements, lay_out
from grader.classroom.jail import Jail
from grader.classroom.job import Outcome, job_of
from grader.classroom.supplies import Supplies
from grader.course import find
from grader.page.lab.browser import NoBrowser, find_browser
from grader.sandbox.cells import CellFolder
from grader.submission import take

from .conftest import ROOT, needs_walls


def chosen() -> Iterator[Case]:
    """Yield one case of each challenge, the same one every time."""
    found: dict[str, list[Case]] = {}
    for case in cases(ROOT):
        if case.kind in {"variant", "wrong"}:
            found.setdefault(case.challenge, []).append(case)
    for some in found.values():
        some.sort(key=lambda case: zlib.crc32(case.id.encode()))
        yield some[0]


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    cell = CellFolder.create()
    jail = Jail.prepare(cell, Supplies(pages=True)).with_zygote()
    assert jail.zygote is not None
    yield jail
    jail.stop()
    cell.remove()


def performed(case: Case, jail: Jail, folder: Path) -> Outcome:
    challenge = find(case.challenge)
    lay_out(case, folder / "submission", ROOT / "challenges")
    work = folder / "work"
    work.mkdir()
    submission = take(
        folder / "submission", work, requires=challenge.requires, authored=challenge.folder,
        pictures=challenge.opens_page,
    )  # fmt: skip
    return jail.perform(job_of(challenge, submission, seed=3, language="en"))


@needs_walls
@pytest.mark.parametrize("case", list(chosen()), ids=lambda case: case.id)
def test_the_verdict_is_the_expected_one(case: Case, jail: Jail, tmp_path: Path) -> None:
    if find(case.challenge).opens_page:
        try:
            find_browser()
        except NoBrowser as reason:
            pytest.skip(str(reason))
    # Other tests of this process may keep servers of their own.
    before = set(psutil.Process().children(recursive=True))
    outcome = performed(case, jail, tmp_path)
    assert outcome.report is not None, outcome.failure
    assert disagreements(case, outcome.report, tmp_path / "submission") == []
    left = set(psutil.Process().children(recursive=True)) - before
    assert not psutil.wait_procs(left, timeout=10)[1]


@needs_walls
def test_a_job_that_is_repeated_has_one_result(jail: Jail, tmp_path: Path) -> None:
    case = next(one for one in cases(ROOT) if one.id.endswith("other_bucket_name"))
    seen = set()
    first = performed(case, jail, tmp_path)
    challenge = find(case.challenge)
    work = tmp_path / "again"
    work.mkdir()
    submission = take(tmp_path / "submission", work, requires=challenge.requires)
    job = job_of(challenge, submission, seed=3, language="en")
    alone = replace(jail, zygote=None)
    for outcome in (first, *(one.perform(job) for one in (jail, alone, jail, alone))):
        assert outcome.report is not None, outcome.failure
        seen.add(str({**outcome.report, "seconds": 0}))
    assert len(seen) == 1


@needs_walls
def test_without_its_zygote_a_jail_goes_on(jail: Jail, tmp_path: Path) -> None:
    case = next(one for one in cases(ROOT) if one.id.endswith("other_bucket_name"))
    orphaned = jail.with_zygote()
    assert orphaned.zygote is not None
    orphaned.zygote.stop()
    outcome = performed(case, orphaned, tmp_path)
    assert outcome.report is not None, outcome.failure
