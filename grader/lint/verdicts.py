"""A verdict that is not as expected, as a defect of the case."""

from __future__ import annotations

from pathlib import Path

from grader import cases
from grader.lint.defect import Defect
from grader.lint.subject import line_of, text_of
from grader.lint.trials import SEED, Outcome


def defects(root: Path, outcome: Outcome) -> tuple[Defect, ...]:
    """Each disagreement, at the line of the case that states what is expected."""
    case = outcome.case
    number = case.challenge.partition("_")[0].lstrip("0")
    again = f"python -m grader check {number} --seed {SEED}"
    if case.kind != "starter":
        again += f" --in {case.folder.relative_to(root).as_posix()}"
    hint = f"See for yourself: {again}"
    if case.kind == cases.SOLUTION:
        place, text = case.folder.relative_to(root).as_posix(), ""
    else:
        file = case.folder / cases.EXPECTED
        place, text = file.relative_to(root).as_posix(), text_of(file)
    return tuple(
        Defect(place, _line(text, message), message, hint) for message in outcome.disagreements
    )


def _line(expected: str, disagreement: str) -> int | None:
    """The line of expected.toml that a disagreement is about."""
    if disagreement.startswith(cases.POINTS_NOWHERE):
        return line_of(expected, r"^\[where\]|^where")
    return line_of(expected, r"^\[lost\]|^lost") or line_of(expected, r"^score")
