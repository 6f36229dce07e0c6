"""Asking a page as a visitor does: type, press, wait, and read what is new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grader.page.flyovers.answers import appeared
from grader.page.flyovers.controls import Control, buttons_for, controls_from
from grader.page.lab.client import LabChild

AT_ONCE = 2.0
"""Seconds that a page may take to answer before a button is pressed."""
AFTER_PRESS = 3.0
PRESSES = 2
PATIENCE = 24.0
"""Seconds that a page may think."""
STEP = 4.0


@dataclass(frozen=True)
class Asked:
    """What a page shows after it was asked."""

    before: str
    """The lines that were shown before."""
    after: str
    """The lines that are shown now, and what boxes that were put up said."""
    now: float
    """Page time, epoch seconds."""

    @property
    def text(self) -> str:
        """The lines that are new, with their neighbours."""
        return appeared([self.before], self.after)


class Visitor:
    """Someone who uses a page in the lab."""

    def __init__(self, lab: LabChild) -> None:
        self._lab = lab
        self._before = ""
        self._dialogs = 0

    def controls(self) -> tuple[Control, ...]:
        """Look for what can be used."""
        return controls_from(self._lab.ask("controls"))

    def press(self, control: Control, seconds: float = AT_ONCE) -> None:
        """Press a button, and wait."""
        self._lab.ask("press", control=control.number)
        self._lab.ask("wait", seconds=seconds)

    def read_first(self) -> None:
        """Remember what is shown, to tell later what is new."""
        self._before = "\n".join(self._lab.ask("lines"))
        self._dialogs = len(self._lab.ask("dialogs"))

    def type(self, *texts: tuple[Control, str]) -> None:
        """Fill fields in, and press Enter in the last."""
        for control, text in texts:
            self._lab.ask("type", control=control.number, text=text)

    def choose(self, control: Control, option: int) -> None:
        """Choose from a list."""
        self._lab.ask("choose", control=control.number, option=option)

    def answer(self) -> Asked:
        """Read what is shown now."""
        lines = list(self._lab.ask("lines"))
        dialogs = self._lab.ask("dialogs")
        lines += [str(text) for _kind, text in dialogs[self._dialogs :]]
        return Asked(
            self._before, "\n".join(lines), float(self._lab.ask("wait", seconds=0.1)["now"])
        )

    def until(self, is_good: Callable[[Asked], bool], field: Control | None) -> Asked:
        """Wait for an answer; press what a visitor would press while there is none."""
        self._lab.ask("wait", seconds=AT_ONCE)
        answer = self.answer()
        for button in buttons_for(field, self.controls())[:PRESSES]:
            if is_good(answer):
                return answer
            self.press(button, AFTER_PRESS)
            answer = self.answer()
        waited = 0.0
        while not is_good(answer) and waited < PATIENCE:
            self._lab.ask("wait", seconds=STEP)
            waited += STEP
            answer = self.answer()
        return answer
