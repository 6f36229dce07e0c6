"""The commands: what they print, what they write, and their exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from .conftest import HONEST, ROOT, Grader

SOLUTION = str(ROOT / "solutions/02_s3_bucket")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["check", "99"], "no challenge 99"),
        (["check", "save_to_s4"], "save_to_s3"),
        (["check"], "N"),
        (["check", "5", "no_such"], "object_per_capture"),
        (["check", "5", "--in", "/nowhere/at/all"], "/nowhere/at/all"),
        (["check", "5", "--seed", "x"], "'x'"),
        (["check", "5", "--lang", "fr"], "there are no messages in 'fr'; there are in en"),
        (["chek"], "Did you mean check?"),
        (["check", "5", "--in", SOLUTION, "no_such"], "object_per_capture"),
        (["check", "5", "--zebra"], "unknown option: --zebra"),
        (["history", "5", "6"], "unknown words: 6"),
        (["history", "99"], "no challenge 99"),
    ],
)
def test_wrong_usage_says_what_to_do(words: list[str], says: str, grader: Grader) -> None:
    assert grader.run(*words, code=64) == ""
    assert says in grader.errors
    assert "Traceback" not in grader.errors


@pytest.mark.parametrize("name", ["2", "02", "s3_bucket", "02_s3_bucket", "s3-bucket"])
def test_a_challenge_has_many_names(name: str, grader: Grader) -> None:
    text = grader.run("check", name, "provider_aimed", "--in", SOLUTION, code=0)
    assert "25/25" in text


def test_help_has_examples(grader: Grader) -> None:
    for command in ([], ["check"], ["history"], ["doctor"], ["clean"]):
        text = grader.run(*command, "--help", code=0)
        assert "example" in text
        assert "python -m grader" in text


def test_version(grader: Grader) -> None:
    assert re.fullmatch(r"groundtrack \d+\.\d+\.\d+\n", grader.run("--version", code=0))


def test_a_criterion_by_name_runs_with_what_it_needs(grader: Grader) -> None:
    report = grader.report("2", "second_plan_empty", "--in", SOLUTION)
    names = [criterion["id"] for criterion in report["criteria"]]
    assert names == ["valid", "plan_creates_bucket", "second_plan_empty"]
    assert report["score"] == report["max_score"] == 50


def test_the_report_goes_to_a_file(grader: Grader, tmp_path: Path) -> None:
    target = tmp_path / "reports" / "r.json"
    text = grader.run(
        "check", "2", "--in", SOLUTION, "--format", "json", "--out", str(target), code=0
    )
    assert text == ""
    assert json.loads(target.read_text())["score"] == 100


def test_a_console_of_eighty_columns_in_cp1252(grader: Grader, submission: Path) -> None:
    grader.extra["PYTHONIOENCODING"] = "cp1252"
    (submission / "lambdas/capturar_iss.py").write_text(
        HONEST.replace('"altitude"', '"altitud 🛰 ñ"').replace("data[name]", "str(data)")
    )
    process = grader.start("check", "4", "--in", str(submission))
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    lines = out.decode("cp1252").splitlines()
    assert max(map(len, lines)) <= 80
    assert "Traceback (most recent call last)" not in errors.decode()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda f: None, "nothing to grade"),
        (lambda f: (f / "notes.txt").write_text("x"), "nothing to grade"),
        (lambda f: (f / "main.tf").symlink_to("/etc/passwd"), "link that leads out"),
        (lambda f: (f / "main.tf").write_bytes("x = 1".encode("utf-16")), "not text in UTF-8"),
        (lambda f: [(f / f"{n}.tf").write_bytes(b"") for n in range(10_000)], "more than"),
    ],
    ids=["empty", "nothing_of_it", "link", "utf16", "ten_thousand"],
)
def test_what_is_rejected_scores_zero_with_one_sentence(
    make, says: str, grader: Grader, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    make(folder)
    report = grader.report("5", "--in", str(folder))
    assert (report["status"], report["score"]) == ("graded", 0)
    assert says in report["rejection"]["message"]
    assert {c["status"] for c in report["criteria"]} == {"not_run"}
    text = grader.run("check", "5", "--in", str(folder), code=1)
    assert says in " ".join(text.split())
    grader.assert_nothing_left()


def test_not_graded_is_never_a_zero(grader: Grader, tmp_path: Path) -> None:
    report = grader.report("2", "--in", SOLUTION, "--terraform", "/no/such/terraform")
    assert (report["status"], report["score"]) == ("error", None)
    text = json.dumps(report)
    assert "/no/such/terraform" in text
    assert all(c["status"] != "failed" for c in report["criteria"])
    grader.run("check", "2", "--in", SOLUTION, "--terraform", "/no/such/terraform", code=2)


@pytest.mark.parametrize("kilobytes", [4, 48, 64, 80, 100])
def test_a_full_disk_is_said_and_costs_nothing(kilobytes: int, grader: Grader) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(grader.temporary)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by root")
    try:
        report = grader.report("5", "--in", str(ROOT / "solutions/05_save_to_s3"))
    finally:
        subprocess.run(["umount", "--lazy", str(grader.temporary)], check=True)
    assert report["score"] in {None, 100}
    assert not any(c["status"] == "failed" for c in report["criteria"])
    if report["score"] is None:
        assert "TMPDIR" in json.dumps(report["errors"] or report["criteria"])


def test_an_emulator_that_cannot_start_is_ours(grader: Grader, submission: Path) -> None:
    script = """
import sys
from grader.cloud import embedded
from grader.cli import main
broken = [sys.executable, "-c", "raise SystemExit('broken on purpose')"]
embedded.python_argv = lambda *words, **packages: broken
sys.exit(main(["check", "4", "--in", sys.argv[1], "--format", "json"]))
"""
    # A process of its own: grading makes a process the parent of every orphan below it.
    done = subprocess.run(
        [sys.executable, "-c", script, str(submission)],
        cwd=ROOT, env=grader.environment, capture_output=True, timeout=100, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert (report["status"], report["score"], done.returncode) == ("error", None, 2)
    assert not any(c["status"] == "failed" for c in report["criteria"])


def test_attempts_history_and_the_course(grader: Grader) -> None:
    assert "No attempt" in grader.run("history", "2", code=0)
    grader.run("check", "2", "--seed", "1", code=1)
    grader.run("check", "2", "--seed", "2", code=1)
    lines = grader.run("history", "2", code=0).splitlines()
    assert len(lines) == 1
    assert "/100" in lines[0]
    overview = grader.run(code=0)
    assert "save_to_s3" in overview
    assert "python -m grader check" in overview
    data = next(grader.home.rglob("attempts.json"))
    data.write_text("{")
    grader.run("check", "2", "--seed", "3", code=1)
    assert "damaged" in grader.errors
    assert list(grader.home.rglob("attempts.damaged-*.json"))


def test_checking_another_folder_is_no_attempt(grader: Grader) -> None:
    grader.run("check", "2", "--in", SOLUTION, code=0)
    assert "No attempt" in grader.run("history", "2", code=0)


def test_doctor_and_clean(grader: Grader) -> None:
    text = grader.run("doctor", "--plain", code=0)
    for word in ("Python", "MiniStack", "Terraform", "embedded cloud starts"):
        assert word in text
    grader.extra["XDG_CACHE_HOME"] = str(grader.home / "cache")
    grader.run("check", "2", "--in", SOLUTION, code=0)
    cache = grader.home / "cache" / "groundtrack"
    assert any(cache.iterdir())
    assert "KB" in grader.run("clean", "--dry-run", code=0)
    assert any(cache.iterdir())
    grader.run("clean", code=0)
    assert not cache.exists() or not any(cache.iterdir())


def test_the_bundle_explains_a_result(grader: Grader, submission: Path, tmp_path: Path) -> None:
    grader.extra["PYTHONPATH"] = str(ROOT)
    place = tmp_path / "here"
    place.mkdir()
    subprocess.run(
        [sys.executable, "-m", "grader", "check", "4", "--in", str(submission), "--bundle",
         "--seed", "3"],
        cwd=place, env=grader.environment, check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    with zipfile.ZipFile(place / "groundtrack-04_iss_lambda-3.zip") as bundle:
        names = set(bundle.namelist())
        assert {"report.json", "report.html", "report.txt", "doctor.txt"} <= names
        assert "submission/main.tf" in names
        assert any(name.startswith("logs/") for name in names)
        assert json.loads(bundle.read("report.json"))["score"] == 100


def wait_for(what, seconds: float = 20.0):
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
class TestInterrupted:
    def slow(self, grader: Grader, submission: Path) -> subprocess.Popen[bytes]:
        (submission / "lambdas/capturar_iss.py").write_text(
            "def handler(event, context):\n    print('busy')\n    while True:\n        pass\n"
        )
        process = grader.start("check", "4", "--in", str(submission), start_new_session=True)
        wait_for(lambda: len(grader.processes()) >= 3)
        return process

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_it_stops_at_once_and_leaves_nothing(
        self, number: int, grader: Grader, submission: Path
    ) -> None:
        process = self.slow(grader, submission)
        os.kill(process.pid, number)
        _out, errors = process.communicate(timeout=10)
        assert process.returncode == 130
        assert b"Traceback" not in errors
        grader.assert_nothing_left(1.0)

    @pytest.mark.parametrize("wait", [0.0, 0.3, 1.0])
    def test_kill_9_leaves_nothing_ten_seconds_later(
        self, wait: float, grader: Grader, submission: Path
    ) -> None:
        process = self.slow(grader, submission)
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=10)
        grader.assert_nothing_left(10.0)

    def test_keep_shows_the_cell_and_ends_it(self, grader: Grader, submission: Path) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "grader", "check", "4", "--in", str(submission), "--keep"],
            cwd=ROOT, env=grader.environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stderr is not None
        lines: list[str] = []
        wait_for(
            lambda: "AWS_ENDPOINT_URL" in (lines.append(process.stderr.readline()) or lines[-1])
        )
        endpoint = re.search(r"AWS_ENDPOINT_URL=(\S+)", lines[-1])
        assert endpoint is not None
        import requests

        assert requests.get(endpoint[1] + "/_localstack/health", timeout=5).ok
        out, _errors = process.communicate("\n", timeout=20)
        assert "100/100" in out
        grader.assert_nothing_left()


@pytest.mark.timeout(400)
def test_checks_under_load_give_one_report(grader: Grader, submission: Path) -> None:
    """Five busy processes on the machine change nothing in the report of a seed."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(5)]
    try:
        reports = []
        for _ in range(3):
            report = grader.report("4", "--in", str(submission))
            del report["seconds"]
            reports.append(json.dumps(report))
    finally:
        for process in busy:
            process.kill()
            process.wait()
    assert len(set(reports)) == 1, reports
    assert json.loads(reports[0])["score"] == 100
