"""The record of one invocation of a function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["ok", "error", "timeout", "init_error", "exited", "too_large", "not_json"]


@dataclass(frozen=True)
class Frame:
    """One of the student's own frames in a traceback."""

    file: str
    """Path from the package's root, with slashes."""
    line: int
    function: str
    text: str
    """The line itself, without indentation."""


@dataclass(frozen=True)
class Run:
    """What happened in one invocation, whoever triggered it."""

    number: int
    """Counts from 1 in the order in which invocations ended."""
    function_name: str
    request_id: str
    moment: float
    """Epoch seconds of the world at which the invocation began."""
    cold: bool
    """Whether a new execution environment was started for it."""
    status: Status
    payload: Any
    """The answer, decoded from JSON; None unless the status is ok."""
    error_type: str | None
    """AWS's name for what went wrong, or the class of the exception."""
    error_message: str | None
    frames: tuple[Frame, ...]
    output: str
    """What the function printed, logged or wrote to standard error, at most 64 KiB."""
    output_dropped: int
    """Bytes of output beyond that."""
    sky_timeouts: tuple[float | None, ...] | None
    """Longest socket time-out in force on each connection towards the sky, in seconds; None where
    that cannot be seen."""
    trigger: Literal["invoke", "other"]

    def to_json(self) -> dict[str, Any]:
        """Return the record as it crosses the emulator's pipe."""
        return {**vars(self), "frames": [vars(frame) for frame in self.frames]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Run:
        """Read a record as the emulator sends it."""
        return cls(
            **{
                **data,
                "frames": tuple(Frame(**frame) for frame in data["frames"]),
                "sky_timeouts": tuple(data["sky_timeouts"]),
            }
        )
