"""Who gets an answer, and what a browser may do with it."""

from __future__ import annotations

import re

import pytest

from grader.classroom.gradebook.book import Gradebook

from .conftest import HERE, PORT, ask

PAGES = (
    "/", "/students/s001", "/students/s001/08_tracker_dashboard", "/challenges/05_save_to_s3",
    "/queue", "/stuck", "/late", "/live", "/nowhere", "/cells.json", "/report.css",
    "/static/board.css", "/static/board.js", "/static/nothing", "/students/s001/x/decide",
)  # fmt: skip


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.2:{PORT}",
     f"127.0.0.1:{PORT}.evil.example", f"localhost.:{PORT}", ""],
)  # fmt: skip
def test_another_name_gets_no_answer(host: str, sixty: Gradebook) -> None:
    answer = ask(sixty).get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Student" not in answer.text


def test_localhost_is_this_machine_too(sixty: Gradebook) -> None:
    assert ask(sixty).get("/", headers={"host": f"localhost:{PORT}"}).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nothing_foreign_is_loaded_framed_or_kept(page: str, sixty: Gradebook) -> None:
    answer = ask(sixty).get(page)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "base-uri 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    if "html" in answer.headers["content-type"]:
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"module\" src=)",
                             answer.text)  # fmt: skip
        assert not re.search(r'(?:src|href|action)="(?!/|#|data:)', answer.text)


@pytest.mark.parametrize(
    "page",
    ["/students/nobody", "/students/s001/99_nothing", "/students/~/05_save_to_s3",
     "/challenges/nothing", "/students/%2e%2e/%2e%2e", "/students/~%ff", "/static/../app.py",
     "/static/%2e%2e/board/app.py", "/students/s001/08_tracker_dashboard/pictures/99.png"],
)  # fmt: skip
def test_what_is_not_there_is_said_to_be_missing(page: str, sixty: Gradebook) -> None:
    assert ask(sixty).get(page).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_are_only_read(method: str, sixty: Gradebook) -> None:
    assert ask(sixty).request(method, "/", headers={"origin": HERE}).status_code in {404, 405}
