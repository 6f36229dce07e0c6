"""The ways in which the sky can fail on demand."""

from __future__ import annotations

import enum
import json

from grader.world.services.answer import Answer, json_answer


class Failure(enum.Enum):
    """What every service of the sky does instead of answering."""

    SERVER_ERROR = "500"
    """Status 500 with a JSON error."""
    TOO_MANY = "429"
    """Status 429, without Retry-After: a client that honours it would sleep for real."""
    RESET = "reset"
    """The request is read, then the connection is reset."""
    HTML = "html"
    """Status 200 with an HTML page."""
    FIELDS_MISSING = "fields_missing"
    """Status 200 with a JSON object that lacks the position."""
    GARBAGE = "garbage"
    """Status 200, called JSON, but it is not."""
    SILENCE = "silence"
    """The request is read and never answered."""


_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Maintenance</title></head>"
    b"<body><h1>We will be back soon</h1></body></html>\n"
)

_ANSWERS = {
    Failure.SERVER_ERROR: json_answer({"error": "internal server error", "status": 500}, 500),
    Failure.TOO_MANY: json_answer({"error": "rate limit exceeded", "status": 429}, 429),
    Failure.HTML: Answer(200, "text/html; charset=UTF-8", _PAGE),
    Failure.FIELDS_MISSING: json_answer(
        {"name": "iss", "id": 25544, "message": "position unavailable", "units": "kilometers"}
    ),
    Failure.GARBAGE: Answer(
        200, "application/json", json.dumps({"name": "iss"})[:-3].encode() + b"\x00\xff\xfe"
    ),
}


def failed_answer(failure: Failure) -> Answer | None:
    """Give the answer that stands for a failure; None where there is no answer at all."""
    return _ANSWERS.get(failure)
