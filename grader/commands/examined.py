"""What ``doctor`` says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["good", "warn", "bad"]


@dataclass(frozen=True)
class Examined:
    """One line: "bad" means that nothing can be graded, "warn" that something is missing."""

    state: State
    what: str
    remedy: str = ""

    @property
    def text(self) -> str:
        """The line as plain text."""
        mark = {"good": "ok", "warn": "--", "bad": "!!"}[self.state]
        return f"{mark}  {self.what}" + (f"   {self.remedy}" if self.remedy else "")
