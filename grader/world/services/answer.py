"""What a service says, and what a service is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Protocol

from grader.world.record import SkyRequest


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; the server adds length and date."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = field(default=())


class Service(Protocol):
    """One service outside, known by its host names."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Host names, lower case."""
        ...

    def answer(self, request: SkyRequest) -> Answer:
        """Answer one request for the whole second of its moment."""
        ...


def json_answer(
    value: object, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> Answer:
    """Give ``value`` as JSON."""
    body = json.dumps(value, separators=(",", ":")).encode()
    return Answer(status, "application/json", body, headers)


def text_answer(text: str, status: int = 200) -> Answer:
    """Give plain text."""
    return Answer(status, "text/plain", text.encode())


def allowing_all(answer: Answer) -> Answer:
    """Let pages of any origin read the answer."""
    return replace(answer, headers=(("Access-Control-Allow-Origin", "*"), *answer.headers))
