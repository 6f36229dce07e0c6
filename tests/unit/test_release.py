"""What is handed out: no answers for students, and starters as they are meant to be."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import course_folder
from grader.release import NotACourse, release

COURSE = course_folder()


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("edition") / "course"
    release(COURSE, target, for_students=True)
    return target


def test_students_get_no_answers(edition: Path) -> None:
    there = {path.name for path in edition.iterdir()}
    assert {"challenges", "grader", "README.md", "LICENSE", "pyproject.toml"} <= there
    assert not there & {"solutions", "tests", "benchmarks", "CONTRIBUTING.md", ".ci", ".git"}
    # A later challenge begins with what the earlier ones built, so the last one's answer counts.
    answers = [path.read_bytes() for path in (COURSE / "solutions/08_tracker_dashboard").iterdir()
               if path.suffix in {".html", ".js"}]  # fmt: skip
    assert answers
    assert all(path.read_bytes() not in answers for path in edition.rglob("*.[hj]*"))


def test_starters_are_pristine_whatever_was_done_beside(tmp_path: Path) -> None:
    course = tmp_path / "course"
    release(COURSE, course, for_students=False)
    (course / "challenges/05_save_to_s3/main.tf").write_text("my own work")
    (course / "challenges/05_save_to_s3/mine.tf").write_text("more of it")
    target = tmp_path / "edition"
    release(course, target, for_students=True)
    assert "my own work" not in (target / "challenges/05_save_to_s3/main.tf").read_text()
    assert not (target / "challenges/05_save_to_s3/mine.tf").exists()


def test_every_link_of_the_students_readme_leads_somewhere(edition: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (edition / "README.md").read_text())
    assert links and all((edition / link).exists() for link in links)


def test_the_students_edition_works(edition: Path) -> None:
    for words, code in ((["hint", "2"], 0), (["check", "2", "--format", "json"], 1)):
        done = subprocess.run(
            [sys.executable, "-m", "grader", *words],
            cwd=edition, capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr


def test_an_empty_folder_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(NotACourse):
        release(tmp_path, tmp_path / "out", for_students=True)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    done = subprocess.run(
        [sys.executable, "-m", "grader", "release", str(tmp_path), "--students"],
        cwd=COURSE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 64 and "not empty" in done.stderr
