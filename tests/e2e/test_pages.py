"""Challenge 8 where something is missing, and the commands for pages."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from .conftest import ROOT, Grader

PAGE = "<!DOCTYPE html><html lang=en><title>t</title><p>25544</p>"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE)
    return folder


def test_no_browser_is_no_zero(grader: Grader, page: Path) -> None:
    told = grader.run(
        "check", "8", "--in", str(page), "--browser", "/no/such/browser", "--format", "json", code=2
    )
    report = json.loads(told)
    assert report["status"] == "error"
    assert "There is no browser at /no/such/browser" in report["errors"][0]["message"]
    assert "install" in report["errors"][0]["hint"].lower()


def test_a_program_that_is_no_browser_is_no_zero(grader: Grader, page: Path) -> None:
    report = json.loads(
        grader.run(
            "check", "8", "--in", str(page), "--browser", sys.executable, "--format", "json", code=2
        )
    )
    assert report["status"] == "error"
    assert "could not be started" in report["errors"][0]["message"]


def test_a_page_stands_on_no_cloud(grader: Grader) -> None:
    grader.run("check", "8", "--live", code=64)
    assert "leave --live out" in grader.errors


def test_assets_are_listed_and_carried(grader: Grader, tmp_path: Path) -> None:
    grader.extra["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    assert "0 packages are kept" in grader.run("assets", "--list")
    grader.run("assets", "--export", str(tmp_path / "all.zip"))
    assert "0 packages taken" in grader.run("assets", "--import", str(tmp_path / "all.zip"))
    (tmp_path / "no.zip").write_text("no zip")
    grader.run("assets", "--import", str(tmp_path / "no.zip"), code=2)
    assert "no.zip" in grader.errors


def test_a_page_is_served_and_loaded_again_on_a_save(page: Path) -> None:
    command = [sys.executable, "-u", "-m", "grader", "serve", "--in", str(page), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            address = said[said.index("http://") :].split(",")[0].split(" ")[0]
            with urllib.request.urlopen(f"{address}/", timeout=10) as answer:
                text = answer.read().decode()
            assert text.startswith(PAGE)
            assert "EventSource" in text
            with urllib.request.urlopen(f"{address}/.changes", timeout=30) as changes:
                assert changes.readline().startswith(b":")
                changes.readline()
                (page / "index.html").write_text(PAGE + "more")
                assert changes.readline() == b"data: saved\n"
        finally:
            server.terminate()


def test_a_challenge_without_a_page_is_not_served(grader: Grader) -> None:
    grader.run("serve", "5", code=64)
    assert "has no page" in grader.errors
