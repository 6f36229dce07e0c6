"""How one invocation went, before it is a numbered record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Literal, get_args

from grader.cloud.output import KEPT
from grader.cloud.run import Frame, Run, Status

DEEPEST = 300
"""Levels of lists and objects in an answer, beyond which it is not read."""

_STATUSES = frozenset(get_args(Status))


@dataclass(frozen=True)
class Outcome:
    """The end of one exchange with a function's process."""

    status: Status
    request_id: str
    cold: bool
    output: str = ""
    dropped: int = 0
    payload: Any = None
    error_type: str | None = None
    error_message: str | None = None
    frames: tuple[Frame, ...] = ()
    sky_timeouts: tuple[float | None, ...] = ()

    def after(self, started: Outcome) -> Outcome:
        """Return this outcome with what was printed while the code was loaded in front."""
        whole = (started.output + self.output).encode()
        kept = whole[:KEPT].decode("utf-8", "ignore")
        lost = len(whole) - len(kept.encode())
        return replace(
            self,
            output=kept,
            dropped=started.dropped + self.dropped + lost,
            sky_timeouts=started.sky_timeouts + self.sky_timeouts,
        )

    def as_run(self, name: str, moment: float, trigger: Literal["invoke", "other"]) -> Run:
        """Return the record, without its number."""
        return Run(
            number=0,
            function_name=name,
            request_id=self.request_id,
            moment=moment,
            cold=self.cold,
            status=self.status,
            payload=self.payload,
            error_type=self.error_type,
            error_message=self.error_message,
            frames=self.frames,
            output=self.output,
            output_dropped=self.dropped,
            sky_timeouts=self.sky_timeouts,
            trigger=trigger,
        )


def read_answer(answer: Mapping[str, Any], request_id: str, *, cold: bool) -> Outcome:
    """Read what a function's process answered; what its code forged may have any shape."""
    unreadable = Outcome(
        "not_json",
        request_id,
        cold,
        error_type="Runtime.MarshalError",
        error_message="Unable to read the response",
    )
    try:
        status: Any = "ok" if answer["status"] == "ready" else answer["status"]
        if status not in _STATUSES:
            return unreadable
        return replace(
            unreadable,
            status=status,
            payload=_decoded(answer["payload"]) if answer["status"] == "ok" else None,
            error_type=_optional_text(answer.get("type")),
            error_message=_optional_text(answer.get("message")),
            frames=tuple(_frame(**frame) for frame in answer.get("frames", ())),
            sky_timeouts=tuple(_seconds(value) for value in answer.get("sky_timeouts", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return unreadable


def _decoded(text: str) -> Any:
    """Decode an answer; ValueError when it is nested so deeply that tools would choke on it."""
    if text.count("[") + text.count("{") > DEEPEST and _depth(text) > DEEPEST:
        raise ValueError("nested too deeply")
    return json.loads(text)


def _depth(text: str) -> int:
    steps = {"[": 1, "{": 1, "]": -1, "}": -1}
    return max(accumulate(steps[letter] for letter in text if letter in steps))


def _frame(file: object, line: object, function: object, text: object) -> Frame:
    number = line if isinstance(line, int) else 0
    return Frame(file=_plain(file), line=number, function=_plain(function), text=_plain(text))


def _optional_text(value: object) -> str | None:
    return None if value is None else _plain(value)


def _plain(value: object) -> str:
    """Return text that can be written anywhere: a lone surrogate is spelt out."""
    return str(value).encode("utf-8", "backslashreplace").decode()


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
