"""Archives, folders and repositories that attack: refused for their student alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import submission
from grader.classroom.intake import collect
from grader.classroom.intake.sink import MOST_BYTES, MOST_FILES
from grader.classroom.model import Collected, Student
from grader.classroom.settings import CourseSettings
from grader.classroom.taking import Entry, entries
from grader.course import find

from .canaries import Canaries, looked
from .handed_in import ATTACKS, SLUG, HandedIn, unpacked_carelessly

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and modes of Unix")
each = pytest.mark.parametrize("attack", ATTACKS, ids=[one.name for one in ATTACKS])
CARELESS = [one for one in ATTACKS if one.careless]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of submissions, with an honest neighbour."""
    with tempfile.TemporaryDirectory(prefix="gt-intake-") as name:
        found = Path(name) / "submissions"
        (found / "ana" / SLUG).mkdir(parents=True)
        (found / "ana" / SLUG / "main.tf").write_text("# ana's own\n")
        yield found


def taken(folder: Path, into: Path, repository: str = "") -> tuple[Collected, dict[str, Entry]]:
    """Collect and take, as a batch does; return what was found, and the entries by student."""
    roster = (
        Student("ana"), Student("eve", repository=repository)
    ) if repository else ()  # fmt: skip
    challenge = find(SLUG)
    collected = collect(folder, into, (challenge,), roster)
    found = entries(collected, {SLUG: challenge}, CourseSettings("", ()))
    return collected, {one.taken.student: one for one in found}


@each
def test_it_is_refused_for_its_student_alone(
    attack: HandedIn, folder: Path, tmp_path: Path, canaries: Canaries
) -> None:
    attack.make(folder, canaries)
    before = looked(folder / "ana")
    repository = folder / "eve" if (folder / "eve" / ".git").is_dir() else None
    into = tmp_path / "intake"
    _collected, found = taken(folder, into, str(repository or ""))
    assert found["ana"].job is not None
    if attack.taken:
        assert found["eve"].job is not None
    else:
        assert found["eve"].job is None and found["eve"].taken.refusal is not None
    assert canaries.harm() == []
    assert looked(folder / "ana") == before
    kept = [path for path in into.rglob("*") if path.is_file()]
    assert len(kept) <= MOST_FILES
    assert sum(path.stat().st_size for path in kept) <= MOST_BYTES


@pytest.mark.parametrize("attack", CARELESS, ids=[one.name for one in CARELESS])
def test_who_unpacks_without_care_is_harmed(
    attack: HandedIn, folder: Path, tmp_path: Path, canaries: Canaries
) -> None:
    attack.make(folder, canaries)
    before = looked(folder / "ana")
    into = tmp_path / "deep" / "careless"
    into.parent.mkdir()
    unpacked_carelessly(folder, into)
    files = [path for path in into.rglob("*") if path.is_file()]
    secrets = (canaries.secret.encode(), b"# ana's own")
    assert (
        canaries.harm()
        or looked(folder / "ana") != before
        or (into.parent / "ana").exists()
        or any(path.is_fifo() for path in into.rglob("*"))
        or len(files) > MOST_FILES
        or sum(path.stat().st_size for path in files) > MOST_BYTES
        or any(one in path.read_bytes()[:100] for path in files for one in secrets)
    )


@pytest.mark.parametrize("guarded", [True, False])
def test_a_folder_that_becomes_a_link_while_it_is_copied(
    guarded: bool, tmp_path: Path, canaries: Canaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is one when the file is opened, and was none when its path was looked at."""
    top, work = tmp_path / "eve", tmp_path / "work"
    inner, aside = top / "modules", tmp_path / "aside"
    inner.mkdir(parents=True)
    work.mkdir()
    (inner / "canary.txt").write_text("mine")
    opened = submission._opened if guarded else lambda _top, file: os.open(file, os.O_RDONLY)

    def changed(above: Path, file: Path) -> int:
        inner.rename(aside)
        inner.symlink_to(canaries.folder)
        return opened(above, file)

    monkeypatch.setattr(submission, "_opened", changed)
    try:
        submission.take(top, work, requires=("*.txt",))
    except submission.Rejected:
        assert guarded
    copied = [path.read_text() for path in work.rglob("*") if path.is_file()]
    assert (canaries.secret in copied) is not guarded


@pytest.mark.timeout(20)
def test_a_file_that_becomes_a_pipe_while_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top, work = tmp_path / "eve", tmp_path / "work"
    top.mkdir()
    work.mkdir()
    (top / "x.tf").write_text("mine")
    opened = submission._opened

    def changed(above: Path, file: Path) -> int:
        file.unlink()
        os.mkfifo(file)
        return opened(above, file)

    monkeypatch.setattr(submission, "_opened", changed)
    with pytest.raises(submission.Rejected):
        submission.take(top, work, requires=("*.tf",))
