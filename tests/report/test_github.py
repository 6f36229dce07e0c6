"""What GitHub's runner and its pages make of a report."""

from __future__ import annotations

import contextvars
import io
import re
from pathlib import Path

import pytest

from grader.locale import PSEUDO, speak
from grader.report import github, markdown
from grader.report.text import visible

from .samples import GRADED, HOSTILE, HOSTILE_REPORT, REPORTS

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text: str) -> str:
    """Read as the runner does (actions/runner, ActionCommand.cs)."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def read(line: str) -> tuple[str, dict[str, str], str]:
    found = COMMAND.fullmatch(line)
    assert found, line
    pairs = (pair.partition("=") for pair in found[2].split(","))
    return found[1], {name: unescaped(value) for name, _, value in pairs}, unescaped(found[3])


def test_a_loss_stands_at_its_line() -> None:
    level, properties, message = read(next(github.commands(GRADED)))
    assert level == "error"
    assert (properties["file"], properties["line"]) == ("lambdas/capturar_iss.py", "31")
    assert properties["title"].startswith("5 · save_to_s3: The object holds timestamp, latitude")
    assert message.startswith("Latitude and longitude are swapped.\nfound: latitude 12.4829, long")


def test_files_are_named_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "challenges" / "05_save_to_s3"
    folder.mkdir(parents=True)
    monkeypatch.setenv(github.WORKSPACE, str(tmp_path))
    _level, properties, _message = read(next(github.commands(GRADED, folder)))
    assert properties["file"] == "challenges/05_save_to_s3/lambdas/capturar_iss.py"
    for elsewhere in (tmp_path, Path("/")):
        _level, properties, _message = read(next(github.commands(GRADED, elsewhere)))
        assert properties["file"] == "lambdas/capturar_iss.py"


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("graded", ["error", "error", "notice", "notice"]),
        ("full", ["notice"]),
        ("error", ["error", "notice", "notice"]),
        ("incomplete", ["warning", "warning", "notice", "notice"]),
        ("rejected", ["error", "notice"]),
    ],
)
def test_the_level_of_each(name: str, levels: list[str]) -> None:
    assert [read(line)[0] for line in github.commands(REPORTS[name])] == levels


def test_hostile_text_stays_inside_its_command() -> None:
    lines = list(github.commands(HOSTILE_REPORT))
    assert len(lines) == len(HOSTILE) + 2
    for text, line in zip(HOSTILE, lines, strict=False):
        _level, properties, message = read(line)
        assert properties["file"] == visible(text)
        assert message.startswith(visible(text)[: github.LONGEST // 2])


def test_nothing_printed_meanwhile_is_obeyed() -> None:
    stream = io.StringIO()
    with github.deaf(stream):
        stream.write("::error::forged\n")
    first, forged, last = stream.getvalue().splitlines()
    token = first.removeprefix("::stop-commands::")
    assert (forged, last) == ("::error::forged", f"::{token}::")
    assert len(token) == 32


def test_the_summary_is_added_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv(github.SUMMARY, str(summary))
    github.append_summary("ñ 🛰")
    assert summary.read_text(encoding="utf-8") == "before\nñ 🛰\n"
    monkeypatch.delenv(github.SUMMARY)
    github.append_summary("nowhere")


def outside_of_fences(text: str) -> list[str]:
    """The lines that are Markdown, not quoted; a fence ends with one as long as it began."""
    lines, fence = [], ""
    for line in text.splitlines():
        mark = re.match("`{3,}", line)
        if fence:
            fence = "" if line == fence else fence
        elif mark:
            fence = mark[0]
        else:
            lines.append(line)
    assert fence == ""
    return lines


@pytest.mark.parametrize("name", REPORTS)
def test_markdown_outside_of_fences_is_ours(name: str) -> None:
    lines = outside_of_fences(markdown.render({"x": REPORTS[name]}))
    for line in lines:
        folded = re.fullmatch("<details><summary>([^<]*)</summary>", line)
        if folded or line == "</details>":
            continue  # HTML up to the next empty line, in which Markdown means nothing
        assert "<" not in line
        assert not re.search(r"(?<!\\)[`\[\]~]", line)
        assert len(re.findall(r"(?<!\\)\*\*", line)) in {0, 2}


def test_a_summary_fits_into_what_a_step_may_write() -> None:
    text = markdown.render({str(n): HOSTILE_REPORT for n in range(9)})
    assert len(text.encode()) < 1024 * 1024
    assert "more characters" in text


def test_every_sentence_goes_through_the_catalogue() -> None:
    def said() -> tuple[str, list[str]]:
        speak(PSEUDO)
        return markdown.render({"x": GRADED}), list(github.commands(GRADED))

    text, commands = contextvars.Context().run(said)
    assert "⟦criterion⟧ | ⟦points⟧" in text
    assert "⟦found⟧: " in text
    assert "⟦capturar-iss printed:⟧" in text
    assert "%0A⟦expected⟧: " in commands[0]
