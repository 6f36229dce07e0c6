"""``--format`` and ``--out``: every form, alone and with others, to a file and to a folder."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .conftest import ROOT, Grader

SOLUTION = str(ROOT / "solutions" / "02_s3_bucket")
SEEDED = ("check", "2", "--in", SOLUTION, "--seed", "7")


def test_every_form_into_a_folder(grader: Grader, tmp_path: Path) -> None:
    out = tmp_path / "new" / "reports"
    text = grader.run(
        *SEEDED, "--format", "json,html", "--format", "junit", "--format", "terminal,github",
        "--out", f"{out}/", code=0,
    )  # fmt: skip
    assert "100/100" in text
    assert {path.name for path in out.iterdir()} == {
        f"02_s3_bucket{suffix}" for suffix in (".json", ".html", ".xml", ".txt", ".md")
    }
    assert json.loads((out / "02_s3_bucket.json").read_text())["score"] == 100
    assert ElementTree.parse(out / "02_s3_bucket.xml").getroot().get("failures") == "0"
    assert f"--in {SOLUTION} --seed 7" in (out / "02_s3_bucket.html").read_text()
    assert "::notice title=2 · s3_bucket::100/100" in text


def test_a_folder_that_is_there_needs_no_slash(grader: Grader, tmp_path: Path) -> None:
    grader.run(*SEEDED, "--format", "json", "--out", str(tmp_path), code=0)
    assert (tmp_path / "02_s3_bucket.json").is_file()


@pytest.mark.parametrize(
    ("name", "begins"), [("r.html", "<!doctype html>"), ("r.xml", "<?xml"), ("r.json", "{")]
)
def test_a_file_s_name_says_its_form(
    name: str, begins: str, grader: Grader, tmp_path: Path
) -> None:
    text = grader.run(*SEEDED, "--out", str(tmp_path / name), code=0)
    assert "100/100" in text
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert str(tmp_path / name) in grader.errors


@pytest.mark.parametrize(("form", "begins"), [("html", "<!doctype html>"), ("junit", "<?xml")])
def test_a_document_alone_goes_to_standard_output(form: str, begins: str, grader: Grader) -> None:
    assert grader.run(*SEEDED, "--format", form, code=0).startswith(begins)


def test_all_into_a_folder(grader: Grader, tmp_path: Path) -> None:
    work, out = tmp_path / "work", tmp_path / "out"
    for slug in ("02_s3_bucket", "03_hello_lambda"):
        (work / slug).mkdir(parents=True)
    grader.run("check", "all", "--in", str(work), "--format", "html,junit,json",
               "--out", f"{out}/", code=1)  # fmt: skip
    assert {path.name for path in out.iterdir()} == {
        "index.html", "junit.xml", "02_s3_bucket.html", "03_hello_lambda.html",
        "02_s3_bucket.json", "03_hello_lambda.json",
    }  # fmt: skip
    suites = [suite.get("name") for suite in ElementTree.parse(out / "junit.xml").getroot()]
    assert suites == ["02_s3_bucket", "03_hello_lambda"]
    for page in out.glob("*.html"):
        for link in links(page):
            assert (out / link).is_file()


def links(page: Path) -> list[str]:
    found: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(str(value) for name, value in attrs if (tag, name) == ("a", "href"))

    Links().feed(page.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("2", "--format", "pdf"), "'pdf' is none of terminal, json, html, junit, github"),
        (("2", "--format", "json,html"), "Several forms need a folder"),
        (("2", "--format", "json,html", "--out", "x.json"), "Several forms need a folder"),
        (("2", "--format", "terminal,github", "--out", "x.md"), "Several forms need a folder"),
        (("2", "--format", "junit,terminal"), "Name where junit goes"),
        (("2", "--format", "json", "--out", "/dev/null/x/"), "cannot be written"),
        (("all", "--format", "html"), "need a folder"),
        (("2", "--begun"), "goes with check all"),
        (("all", "--begun", "--in", "challenges"), "leave --in out"),
        (("all", "--live"), "check all takes no live"),
    ],
)
def test_what_does_not_go_together(words: tuple[str, ...], says: str, grader: Grader) -> None:
    assert grader.run("check", *words, code=64) == ""
    assert says in grader.errors


def test_what_a_student_prints_is_no_command_to_github(grader: Grader, submission: Path) -> None:
    (submission / "lambdas/capturar_iss.py").write_text(
        "def handler(event, context):\n    print('::error::forged')\n    return {}\n"
    )
    text = grader.run("check", "4", "--in", str(submission), "--format", "terminal,github", code=1)
    first, *lines = text.splitlines()
    end = lines.index(f"::{first.removeprefix('::stop-commands::')}::")
    assert any("::error::forged" in line for line in lines[:end])
    assert not any(line.lstrip().startswith("::error::forged") for line in lines[end:])
