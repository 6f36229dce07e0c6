"""The student's own files: hints, starters, copies, differences, zips, watching."""

from __future__ import annotations

import io
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.bench.carrying import carry
from grader.commands.watch import counts

from .conftest import ROOT, Bench

NEEDED = ("grader", "challenges", "solutions")


@pytest.fixture
def course(desk: Bench, tmp_path: Path) -> tuple[Bench, Path]:
    """A course folder of its own, which commands may change."""
    top = tmp_path / "course"
    for name in NEEDED:
        shutil.copytree(
            ROOT / name, top / name, ignore=shutil.ignore_patterns("__pycache__", "build")
        )
    return replace(desk, root=top), top / "challenges"


Course = tuple[Bench, Path]


def test_each_hint_comes_when_it_is_asked_for(course: Course) -> None:
    bench, _challenges = course
    first = bench.run("hint", "5")
    assert first.startswith("1. ") and "2. " not in first
    assert "There are 4 more" in first
    assert "2. " in bench.run("hint", "save_to_s3")
    assert "1. " in bench.run("hint", "2") and "2. " not in bench.run("hint", "3")
    for _again in range(4):
        last = bench.run("hint", "5")
    assert last.count("\n5. ") == 1 and "There are no more" in last


def test_a_reset_keeps_a_copy_and_says_where(course: Course) -> None:
    bench, challenges = course
    mine = challenges / "05_save_to_s3"
    assert "holds the starter already" in bench.run("reset", "5")
    (mine / "lambda.tf").write_text("# mine\n")
    (mine / "notes").mkdir()
    (mine / "notes/more.md").write_text("mine too")
    (mine / "terraform.tfstate").write_text("{}")
    assert "+# mine" in bench.run("diff", "5") and "--- lambda.tf" in bench.run("diff", "5")
    taken = bench.run("check", "2", "--in", str(challenges / "05_save_to_s3"), code=1)
    assert "tfstate" not in taken, "a folder that is worked in is not handed in"
    said = bench.run("reset", "5")
    (kept,) = (challenges.parent / "kept").iterdir()
    assert f"cp -r kept/{kept.name}/. challenges/05_save_to_s3/" in said
    assert (kept / "lambda.tf").read_text() == "# mine\n"
    assert (kept / "notes/more.md").read_text() == "mine too"
    assert (mine / "terraform.tfstate").exists(), "what stands on a cloud is still there"
    assert not (mine / "notes").exists()
    assert "Nothing differs" in bench.run("diff", "5")


def test_a_start_on_top_of_my_own(course: Course) -> None:
    bench, challenges = course
    assert "nothing of yours" in bench.run("start", "6", "--from-mine", code=64)
    mine = challenges / "05_save_to_s3"
    shutil.copytree(ROOT / "solutions/05_save_to_s3", mine, dirs_exist_ok=True)
    (mine / "lambda.tf").write_text((mine / "lambda.tf").read_text() + "# my own words\n")
    (mine / "terraform.tfstate").write_text('{"version": 4}')
    said = bench.run("start", "6", "--from-mine")
    assert "Added from the starter: schedule.tf" in said
    six = challenges / "06_schedule"
    assert "# my own words" in (six / "lambda.tf").read_text()
    assert (six / "terraform.tfstate").read_text() == '{"version": 4}'
    assert not (challenges.parent / "kept").exists(), "an untouched starter needs no copy"
    assert "Nothing comes before" in bench.run("start", "1", "--from-mine", code=64)


def test_only_new_blocks_are_carried() -> None:
    mine = {"main.tf": b'resource "aws_s3_bucket" "b" {\n}\n'}
    starter = {
        "main.tf": b"# TODO 1: more\n",
        "new.tf": b'# old\nresource "aws_s3_bucket" "b" {\n}\n\n# fresh\n'
        b'resource "aws_sqs_queue" "q" {\n}\n',
        "known.tf": b'resource "aws_s3_bucket" "b" {\n}\n',
        "broken.tf": b"resource {{{",
    }
    carried = carry(mine, starter)
    assert carried.files["main.tf"] == mine["main.tf"]
    assert carried.files["new.tf"] == b'# fresh\nresource "aws_sqs_queue" "q" {\n}\n'
    assert "known.tf" not in carried.files
    assert carried.added == ("broken.tf", "new.tf")
    assert carried.tasks == (("main.tf", 1, "TODO 1: more"),)
    assert carried.differing == ("main.tf",)


def test_a_package_is_always_the_same_bytes(course: Course) -> None:
    bench, challenges = course
    solution = challenges.parent / "solutions/05_save_to_s3"
    first = bench.home / "first.zip"
    bench.run("package", "5", "--in", str(solution), "--out", str(first))
    for file in solution.rglob("*.py"):
        file.touch()
    second = bench.home / "second.zip"
    bench.run("package", "5", "--in", str(solution), "--out", str(second))
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(io.BytesIO(first.read_bytes())) as archive:
        assert archive.namelist() == ["capturar_iss.py"]


def test_a_plain_filename_is_where_the_zip_goes(course: Course) -> None:
    bench, challenges = course
    folder = challenges / "03_hello_lambda"
    (folder / "mine.tf").write_text(
        'resource "aws_lambda_function" "h" {\n  function_name = "hello-lambda"\n'
        '  filename = "hello.zip"\n  handler = "hello.handler"\n  runtime = "python3.12"\n'
        '  role = "arn:aws:iam::000000000000:role/r"\n}\n'
    )
    assert "hello.zip: hello-lambda" in bench.run("package", "3")
    with zipfile.ZipFile(folder / "hello.zip") as archive:
        assert "hello.py" in archive.namelist()
    (folder / "mine.tf").write_text("# nothing\n")
    assert "can be packaged" in bench.run("package", "3", code=2)


def test_a_zip_holds_no_other_lambda(course: Course) -> None:
    bench, challenges = course
    folder = challenges / "03_hello_lambda"
    block = (
        'resource "aws_lambda_function" "{0}" {{\n  function_name = "{0}"\n'
        '  filename = "{0}.zip"\n  handler = "{0}.handler"\n  runtime = "python3.12"\n'
        '  role = "arn:aws:iam::000000000000:role/r"\n}}\n'
    )
    (folder / "mine.tf").write_text("".join(block.format(name) for name in ("one", "two")))
    (folder / "lambdas/one.py").write_text("import shared\n\ndef handler(e, c): ...\n")
    (folder / "lambdas/two.py").write_text("from one import handler\n")
    (folder / "lambdas/shared.py").write_text("")
    bench.run("package", "3")
    held = {}
    for name in ("one", "two"):
        with zipfile.ZipFile(folder / f"{name}.zip") as archive:
            held[name] = set(archive.namelist())
    assert "two.py" not in held["one"] and {"one.py", "shared.py"} <= held["one"]
    assert {"one.py", "two.py", "shared.py"} <= held["two"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("main.tf", True),
        ("lambdas/a.py", True),
        ("build/a.zip", False),
        ("terraform.tfstate", False),
        (".terraform/x", False),
        ("lambdas/__pycache__/a.pyc", False),
        (".main.tf.swp", False),
    ],
)
def test_what_counts_as_a_save(path: str, expected: bool) -> None:
    folder = Path("/course/challenges/05_save_to_s3")
    assert counts(folder, folder / path) is expected


@pytest.fixture
def watching(course: Course) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    bench, challenges = course
    folder = challenges / "02_s3_bucket"
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "watch", "2"],
        env=bench.environment | {"WATCHFILES_FORCE_POLLING": "1"},
        cwd=bench.home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    yield process, folder
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)


def _until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if words in line:
            return
    raise AssertionError(seen)


def test_a_save_is_checked_and_what_changed_is_shown(
    watching: tuple[subprocess.Popen[str], Path],
) -> None:
    process, folder = watching
    _until(process, "seed ")
    with (folder / "main.tf").open("a") as file:
        file.write('\nresource "aws_s3_bucket" "b" {\n  bucket = "mi-data-lake"\n}\n')
    _until(process, "+25  The bucket `mi-data-lake` exists")
