"""Points by a form: only by who was let in, only by our own form, and then they count."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from grader.classroom.gradebook.book import Gradebook

from .conftest import HERE, TOKEN, ask, let_in
from .invented import Invented

ORIGIN = {"origin": HERE}
SLUG = "05_save_to_s3"
ADDRESS = f"/students/s001/{SLUG}"


def fields(client: TestClient, **changes: str) -> dict[str, str]:
    found = re.search(r'name="form" value="(\w+)"', client.get(ADDRESS).text)
    assert found
    return {"form": found[1], "criterion": "design", "points": "7", "reason": "Seen in class.",
            **changes}  # fmt: skip


def post(client: TestClient, data: dict[str, str], **more: Any) -> Any:
    more.setdefault("headers", ORIGIN)
    return client.post(f"{ADDRESS}/decide", data=data, follow_redirects=False, **more)


def given(book: Gradebook) -> list[tuple[str, int, str, bool]]:
    return [
        (one.criterion, one.points, one.who, withdrawn)
        for one, withdrawn in book.override_history()
        if one.student == "s001" and one.criterion == "design"
    ]


def test_a_decision_is_entered_shown_and_withdrawn(few: Gradebook) -> None:
    client = let_in(few)
    answer = post(client, fields(client))
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{ADDRESS}?said=given#design"
    assert given(few) == [("design", 7, "eva", False)]
    text = client.get(ADDRESS).text
    assert "A person gave 7 of 20 points: Seen in class." in text and "7/20" in text
    assert post(client, fields(client, withdraw="yes")).status_code == 303
    assert given(few)[1:] == [("design", 0, "eva", True)]
    assert "A person gave 7" not in client.get(ADDRESS).text


def test_from_the_queue_back_to_the_queue(few: Gradebook) -> None:
    client = let_in(few)
    answer = post(client, fields(client, back="queue"))
    assert answer.headers["location"] == "/queue?said=given"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"points": "21"}, "21 cannot be given"),
        ({"points": "-1"}, "no whole number"),
        ({"points": "1.5"}, "no whole number"),
        ({"points": "٣"}, "no whole number"),
        ({"points": ""}, "no whole number"),
        ({"points": "9" * 5000}, "no whole number"),
        ({"reason": "  "}, "Say why"),
        ({"reason": "x" * 3000}, "2000 characters"),
        ({"criterion": "<b>"}, "no criterion"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(
    changes: dict[str, str], told: str, few: Gradebook
) -> None:
    client = let_in(few)
    answer = post(client, fields(client, **changes))
    assert answer.status_code == 422
    assert told in answer.text and "<b>" not in answer.text
    assert given(few) == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "null"}, {"origin": "http://evil.example"}, {"origin": f"{HERE}0"},
     {"origin": HERE.replace("http", "https")}],
)  # fmt: skip
def test_a_form_of_another_page_is_refused(headers: dict[str, str], few: Gradebook) -> None:
    client = let_in(few)
    assert post(client, fields(client), headers=headers).status_code == 403
    assert given(few) == []


def test_a_form_needs_the_field_and_the_cookie(few: Gradebook) -> None:
    client = let_in(few)
    filled = fields(client)
    for wrong in ("", "0" * 64):
        assert post(client, {**filled, "form": wrong}).status_code == 403
    stranger = ask(few, writes=True)
    assert post(stranger, filled).status_code == 403
    assert '<form class="decision"' not in stranger.get(ADDRESS).text
    stranger.cookies.set("groundtrack_8600", "0" * 64)
    assert post(stranger, filled).status_code == 403
    assert post(client, {**filled, "reason": "x" * 100_000}).status_code == 403
    assert given(few) == []


def test_a_board_without_the_right_takes_nothing(few: Gradebook) -> None:
    reader = ask(few)
    answer = post(reader, {"form": "", "criterion": "design", "points": "7", "reason": "x"})
    assert answer.status_code == 403 and "--write" in answer.text
    assert reader.get(f"/?token={TOKEN}").status_code == 403


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], f"{TOKEN}x", "ñ"])
def test_a_wrong_token_opens_nothing(token: str, few: Gradebook) -> None:
    answer = ask(few, writes=True).get("/", params={"token": token})
    assert answer.status_code == 403 and "set-cookie" not in answer.headers


def test_the_cookie_is_the_board_s_own_and_holds_no_token(few: Gradebook) -> None:
    answer = ask(few, writes=True).get(f"/?token={TOKEN}", follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and TOKEN not in cookie


def test_a_decision_settles_what_waited_for_a_person(few: Gradebook) -> None:
    client = let_in(few, Invented(6).settings)
    waiting = re.findall(r'action="(/students/\w+/\w+)/decide"', client.get("/queue").text)
    assert waiting
    for address in waiting:
        filled = fields(client, points="20")
        answer = client.post(f"{address}/decide", data=filled, headers=ORIGIN)
        assert answer.status_code == 200
    assert "Nothing waits for a person." in client.get("/queue").text
