"""``batch`` from the folder of submissions to the gradebook, behind real walls."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from grader.terraform.official.places import find

from .conftest import ROOT, Batch, hand_in, needs_walls

WRONG = "02_s3_bucket/other_bucket_name"


def rows(out: Path) -> dict[str, dict[str, str]]:
    """Return gradebook.csv by student."""
    with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def documents(out: Path) -> list[tuple[Any, ...]]:
    """Return what the gradebook holds of results, but for times."""
    with sqlite3.connect(out / "gradebook.sqlite") as connection:
        return sorted(connection.execute("select key, status, failure from results"))


@pytest.fixture
def a_class(tmp_path: Path) -> Path:
    folder = tmp_path / "submissions"
    hand_in(folder, "ana", "02_s3_bucket/solution")
    hand_in(folder, "bob", WRONG)
    (folder / "eve" / "02_s3_bucket").mkdir(parents=True)
    (folder / "eve" / "02_s3_bucket" / "notes.md").write_text("nothing yet")
    return folder


@needs_walls
def test_a_class_is_graded_and_not_graded_twice(
    tmp_path: Path, a_class: Path, grader: Batch
) -> None:
    out = tmp_path / "results"
    first = grader("batch", a_class, "--out", out, "--challenges", "2")
    assert "2 to grade; 0 were graded before" in first.stderr
    assert rows(out)["ana"]["02_s3_bucket"] == "100"
    assert float(rows(out)["bob"]["02_s3_bucket"]) < 100
    assert rows(out)["eve"]["02_s3_bucket"] == "refused"
    again = grader("batch", a_class, "--out", out, "--challenges", "2")
    assert "0 to grade; 2 were graded before" in again.stderr


@needs_walls
def test_what_a_job_says_is_what_check_says(tmp_path: Path, a_class: Path, grader: Batch) -> None:
    out = tmp_path / "results"
    grader("batch", a_class, "--out", out, "--challenges", "2")
    alone = grader(
        "check", "2", "--in", a_class / "bob" / "02_s3_bucket", "--seed", "1",
        "--format", "json", check=1,
    )  # fmt: skip
    expected = json.loads(alone.stdout)
    (found,) = [
        document for document in _reports(out) if document["submission"] == expected["submission"]
    ]
    for document in (expected, found):
        del document["seconds"]
    assert found == expected


def _reports(out: Path) -> list[dict[str, Any]]:
    import zlib

    with sqlite3.connect(out / "gradebook.sqlite") as connection:
        packed = connection.execute("select document from results").fetchall()
    return [json.loads(zlib.decompress(one)) for (one,) in packed]


@needs_walls
def test_a_changed_hand_in_is_another_attempt_and_the_best_counts(
    tmp_path: Path, a_class: Path, grader: Batch
) -> None:
    out = tmp_path / "results"
    grader("batch", a_class, "--out", out, "--challenges", "2")
    main = a_class / "ana" / "02_s3_bucket" / "main.tf"
    main.write_text("# begun anew\n")
    grader("batch", a_class, "--out", out, "--challenges", "2")
    assert rows(out)["ana"]["02_s3_bucket"] == "100"
    with sqlite3.connect(out / "gradebook.sqlite") as connection:
        found = connection.execute("select max(number) from attempts where student = 'ana'")
        assert found.fetchone() == (2,)


@needs_walls
def test_a_person_s_points_win_and_survive_another_grading(
    tmp_path: Path, a_class: Path, grader: Batch
) -> None:
    out = tmp_path / "results"
    grader("batch", a_class, "--out", out, "--challenges", "2")
    before = float(rows(out)["bob"]["02_s3_bucket"])
    lost = next(row for row in _criteria_of(out, "bob") if row["points"] < row["max_points"])
    grader(
        "override", "bob", "2", lost["id"], lost["max_points"], "--reason", "seen at the desk",
        "--who", "eva", "--out", out,
    )  # fmt: skip
    grader("batch", a_class, "--out", out, "--challenges", "2", "--regrade")
    gained = lost["max_points"] - lost["points"]
    assert float(rows(out)["bob"]["02_s3_bucket"]) == before + gained
    assert "seen at the desk" in grader("override", "--list", "--out", out).stdout


def _criteria_of(out: Path, student: str) -> list[dict[str, Any]]:
    with sqlite3.connect(out / "gradebook.sqlite") as connection:
        ((key,),) = connection.execute("select key from attempts where student = ?", (student,))
        ((packed,),) = connection.execute("select document from results where key = ?", (key,))
    import zlib

    criteria: list[dict[str, Any]] = json.loads(zlib.decompress(packed))["criteria"]
    return criteria


@needs_walls
def test_a_batch_that_is_killed_goes_on_to_the_same_gradebook(
    tmp_path: Path, grader: Batch
) -> None:
    folder = tmp_path / "submissions"
    for number in range(6):
        hand_in(folder, f"s{number}", "02_s3_bucket/solution")
        with (folder / f"s{number}" / "02_s3_bucket" / "main.tf").open("a") as file:
            file.write(f"# {number}\n")
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    grader("batch", folder, "--out", whole, "--challenges", "2")
    words = [sys.executable, "-m", "grader", "batch", str(folder), "--out", str(killed),
             "--challenges", "2", "--workers", "2"]  # fmt: skip
    process = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not _some_are_done(killed) and time.monotonic() < deadline:
        time.sleep(0.05)
    below = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not psutil.wait_procs(below, timeout=20)[1], "a job outlived its batch"
    done = len(documents(killed))
    assert done < 6
    again = grader("batch", folder, "--out", killed, "--challenges", "2")
    assert f"{6 - done} to grade" in again.stderr
    assert documents(killed) == documents(whole)
    assert rows(killed) == rows(whole)


def _some_are_done(out: Path) -> bool:
    try:
        return bool(documents(out))
    except sqlite3.Error:
        return False


@needs_walls
def test_ctrl_c_stops_the_jobs_and_keeps_what_is_done(tmp_path: Path, grader: Batch) -> None:
    folder = tmp_path / "submissions"
    for number in range(8):
        hand_in(folder, f"s{number}", "02_s3_bucket/solution")
        with (folder / f"s{number}" / "02_s3_bucket" / "main.tf").open("a") as file:
            file.write(f"# {number}\n")
    out = tmp_path / "out"
    words = [sys.executable, "-m", "grader", "batch", str(folder), "--out", str(out),
             "--challenges", "2"]  # fmt: skip
    process = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not _some_are_done(out) and time.monotonic() < deadline:
        time.sleep(0.05)
    below = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert not psutil.wait_procs(below, timeout=20)[1]
    assert 1 <= len(documents(out)) < 8


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("batch", "no-such-folder", "--out", "x"), "There is no folder"),
        (("batch", "challenges", "--out", "challenges/x"), "beside it"),
        (("batch", "challenges", "--out", "x", "--challenges", "77"), "no challenge 77"),
        (("batch", "challenges", "--out", "x", "--roster", "no.csv"), "no.csv"),
        (("batch", "challenges", "--out", "x", "--course", "no.toml"), "no.toml"),
        (("export", "csv", "--out", "no-such-folder"), "no gradebook"),
        (("override", "--list", "--out", "no-such-folder"), "no gradebook"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(
    words: tuple[str, ...], said: str, grader: Batch
) -> None:
    done = grader(*words, check=64)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@needs_walls
def test_a_damaged_gradebook_is_made_anew_from_the_reports(
    tmp_path: Path, a_class: Path, grader: Batch
) -> None:
    out = tmp_path / "results"
    grader("batch", a_class, "--out", out, "--challenges", "2")
    grader("override", "bob", "2", "bucket_exists", "20", "--reason", "agreed", "--out", out)
    grader("export", "csv", "--out", out)
    before = rows(out)
    decided = grader("override", "--list", "--out", out).stdout
    assert "agreed" in decided
    for end in ("-wal", "-shm"):
        (out / f"gradebook.sqlite{end}").unlink(missing_ok=True)
    (out / "gradebook.sqlite").write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    again = grader("batch", a_class, "--out", out, "--challenges", "2")
    assert "2 results were read back" in again.stderr
    assert "1 decisions of people were read back" in again.stderr
    assert "0 to grade; 2 were graded before" in again.stderr
    assert rows(out) == before
    assert grader("override", "--list", "--out", out).stdout == decided
    assert list(out.glob("gradebook.damaged-*.sqlite"))


@needs_walls
def test_nothing_of_a_forgotten_student_stays_beside_the_gradebook(
    tmp_path: Path, a_class: Path, grader: Batch
) -> None:
    out = tmp_path / "results"
    grader("batch", a_class, "--out", out, "--challenges", "2")
    assert len(list((out / "reports").iterdir())) == 2
    for student in ("ana", "bob"):
        grader("override", student, "2", "bucket_exists", "20", "--reason", "seen", "--out", out)
    grader("forget", "bob", "--out", out)
    assert len(list((out / "reports").iterdir())) == 1
    kept = (out / "overrides.jsonl").read_text().splitlines()
    assert [json.loads(line)["student"] for line in kept] == ["ana"]
    assert "no student bob" in grader("forget", "bob", "--out", out, check=64).stderr


@needs_walls
def test_a_full_disk_stops_the_batch_cleanly_and_it_goes_on(
    tmp_path: Path, a_class: Path, grader: Batch
) -> None:
    out = tmp_path / "results"
    out.mkdir()
    (out / "reports").write_text("a file where a folder should be cannot take a report")
    stopped = grader("batch", a_class, "--out", out, "--challenges", "2", check=2)
    assert "cannot be written" in stopped.stderr and "Traceback" not in stopped.stderr
    (out / "reports").unlink()
    grader("batch", a_class, "--out", out, "--challenges", "2")
    assert rows(out)["ana"]["02_s3_bucket"] == "100"


OUTSIDE = """
resource "aws_ssm_parameter" "bucket" {
  name  = "/course/bucket"
  type  = "String"
  value = aws_s3_bucket.data_lake.bucket
}
"""


@needs_walls
@pytest.mark.skipif(find() is None, reason="hashicorp/aws is not on this machine")
def test_what_the_course_s_provider_lacks_is_confirmed_by_the_official_one(
    tmp_path: Path, grader: Batch
) -> None:
    submissions, out = tmp_path / "submissions", tmp_path / "results"
    hand_in(submissions, "ana", "02_s3_bucket/solution")
    hand_in(submissions, "bob", "02_s3_bucket/misspelt_argument")
    main = submissions / "ana" / "02_s3_bucket" / "main.tf"
    own = main.read_text(encoding="utf-8") + OUTSIDE
    main.write_text(
        own.replace("  endpoints {\n", "  endpoints {\n    ssm = var.localstack_endpoint\n")
    )
    words = ("batch", submissions, "--out", out, "--challenges", "2")
    refused = grader(*words, check=2)
    assert "aws_ssm_parameter" in refused.stderr and "--confirm official" in refused.stderr
    assert rows(out)["ana"]["02_s3_bucket"] == "error"
    confirmed = grader(*words, "--confirm", "official")
    assert "2 to grade; 0 were graded before" in confirmed.stderr
    assert rows(out)["ana"]["02_s3_bucket"] == "100"
    assert float(rows(out)["bob"]["02_s3_bucket"]) < 100
