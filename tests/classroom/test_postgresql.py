"""The gradebook on PostgreSQL, started for the test where its programs are installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.classroom.gradebook.book import Gradebook, Taken
from grader.classroom.gradebook.opening import opened
from grader.classroom.model import Override, Student

from .jobs import graded, job

psycopg = pytest.importorskip("psycopg", reason="the extra postgresql is not installed")
FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
PROGRAMS = FOLDERS[0] if FOLDERS else None
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def as_postgres(*words: str) -> list[str]:
    """Return a command as a user that PostgreSQL agrees to run as; it refuses root."""
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else list(words)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is not installed: sudo apt-get install postgresql")
    if os.geteuid() == 0 and not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not run as root, and there is no runuser")
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="groundtrack-pg-", dir="/tmp"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    subprocess.run(
        as_postgres(str(PROGRAMS / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres"),
        check=True, capture_output=True, cwd="/",
    )  # fmt: skip
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}"
    subprocess.run(
        as_postgres(str(PROGRAMS / "pg_ctl"), "-D", str(data), "-w", "-o", options,
                    "-l", str(folder / "log"), "start"),
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", timeout=60,
    )  # fmt: skip
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            as_postgres(str(PROGRAMS / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"),
            check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


def test_everything_that_is_entered_comes_back(url: str) -> None:
    book = Gradebook(opened(url))
    book.enrol([Student("ana"), Student("bob")])
    of = job("a")
    for _time in range(2):
        book.enter([Taken("ana", of.slug, of.submission, "ana.zip", NOON, of.key)])
    book.keep(of, graded(of, 60))
    replaced = book.keep(of, graded(of, 80))
    assert replaced.before is not None and replaced.before["score"] == 60
    (attempt,) = book.attempts()
    assert attempt.report is not None and attempt.report["score"] == 80
    assert book.known([of.key]) == {of.key}
    book.override(Override("ana", of.slug, "only", 9, "seen", "eva", NOON))
    assert [one.points for one in book.overrides()] == [9]
    assert book.forget("ana") and [one.id for one in book.students()] == ["bob"]
    book.close()


def test_a_job_is_claimed_once_by_two_machines(url: str) -> None:
    won: list[str] = []

    def batch(owner: str) -> None:
        book = Gradebook(opened(url))
        won.extend(key for key in map(str, range(30)) if book.claim(key, owner))
        book.close()

    threads = [threading.Thread(target=batch, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won, key=int) == [str(n) for n in range(30)]
