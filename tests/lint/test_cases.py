"""Cases are graded, several at a time, and what is not as expected is named as it comes."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.commands import lint as command
from grader.lint.progress import Counter
from tests.lint.conftest import Course

ROOT = Path(__file__).parents[2]


def lint(course: Course, **options: object) -> int:
    chosen = [course.subject]
    return command.lint(course.root, chosen, **{"fast": False, "text": None, **options})  # type: ignore[arg-type]


def test_a_whole_challenge(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(course) == 0, capsys.readouterr()
    said = capsys.readouterr()
    assert "No defect in 1 challenge; 6 cases graded" in said.out
    assert "6/6 cases" in said.err


def test_verdicts_that_are_not_expected(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    course.change("cases/second_says_three/two.txt", "three", "one\n# three")
    course.change("cases/spaces/two.txt", "two", "tow")
    course.write("solutions/90_notes/one.txt", "eins\n")
    assert lint(course) == 1
    said = capsys.readouterr().out
    assert "toml:9\n    no finding points at two.txt:2, but two.txt:1" in said
    assert "spaces/expected.toml:3\n    `second` loses 40 points, expected 0: It says" in said
    assert "solutions/90_notes\n    `first` loses 60 points, expected 0" in said
    assert "next  See for yourself: python -m grader check 90 --seed 20 --in tests/verdicts" in said
    assert "defects in 1 challenge; 6 cases graded" in said


def test_a_sentence_that_nobody_marked(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    course.change("challenge/checks.py", '_("There is no such note.")', '"There is no such note."')
    course.change("challenge/checks.py", '_("It says something else.")', '"It says otherwise."')
    assert lint(course, text="three") == 1
    assert "nobody marked for translation: It says otherwise." in capsys.readouterr().out


def test_a_starter_that_earns_too_much(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    course.write("challenges/90_notes/one.txt", "one\n")
    command.static.pristine.starter.pack(course.root)
    assert lint(course, text="/starter") == 1
    assert "the starter earns 60 points, 25 at most" in capsys.readouterr().out


def test_a_grading_that_gives_no_report(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    course.change(
        "challenge/checks.py", '    _expect(submission, "two.txt", "two")', "    os._exit(7)"
    )
    course.change("challenge/checks.py", "from grader.locale", "import os\n\nfrom grader.locale")
    assert lint(course, text="spaces") == 2
    said = capsys.readouterr().out
    assert "there is no report, exit code 7" in said
    assert "90_notes/spaces could not be linted to its end." in said


def test_only_some_cases(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(course, text="spaces") == 0
    assert "1 case graded" in capsys.readouterr().out
    assert lint(course, text="no such case") == 64
    assert "second_says_three" in capsys.readouterr().err


def test_a_challenge_that_cannot_be_read(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    course.change("challenge/checks.py", '@check("first"', '@chek("first"')
    assert lint(course) == 2
    assert "90_notes could not be linted to its end." in capsys.readouterr().out


def test_the_command_s_words(capsys: pytest.CaptureFixture[str]) -> None:
    from grader.cli import main

    with pytest.raises(SystemExit) as stop:
        main(["lint", "--fast", "-k", "x"])
    assert stop.value.code == 64
    assert main(["lint", "no such challenge"]) == 64
    assert main(["lint", "2", "--fast"]) == 0
    assert "No defect in 1 challenge; no case was graded" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that Windows does not have")
def test_an_interrupt_ends_everything(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "lint", "5"], cwd=ROOT, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not children(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    started = children(process.pid)
    process.send_signal(signal.SIGINT)
    _output, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    while started & running() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not started & running()


def children(pid: int) -> set[int]:
    import psutil

    try:
        return {one.pid for one in psutil.Process(pid).children(recursive=True)}
    except psutil.Error:
        return set()


def running() -> set[int]:
    import psutil

    return {
        one.pid for one in psutil.process_iter(["status"])
        if one.info["status"] != psutil.STATUS_ZOMBIE
    }  # fmt: skip


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_on_a_terminal_and_few_in_a_log() -> None:
    terminal, log = Terminal(), io.StringIO()
    for stream in (terminal, log):
        counter = Counter(100, stream)
        for number in range(100):
            counter.count(failed=number == 50)
        counter.clear()
    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")
    assert len(log.getvalue().splitlines()) == 20
    assert log.getvalue().splitlines()[-1].endswith("1 not as expected")
