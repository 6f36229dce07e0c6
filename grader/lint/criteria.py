"""checks.py: whether the criteria add up."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.course import Challenge
from grader.lint.defect import Defect
from grader.lint.subject import Subject, text_of

NAME = "checks.py"
SUM = 100


@dataclass(frozen=True)
class Written:
    """A criterion as it stands in the source."""

    id: str
    function: str
    line: int


def defects(subject: Subject, challenge: Challenge) -> Iterator[Defect]:
    """What is wrong with the criteria, whatever they judge."""
    path = subject.folder / NAME
    for line, message, hint in _found(challenge, written(text_of(path))):
        yield subject.defect(path, line, message, hint)


def written(source: str) -> tuple[Written, ...]:
    """The functions marked ``@check("…")``, in the order of the file."""
    found = []
    for node in ast.parse(source.lstrip("\ufeff")).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            named = isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name)
            if named and mark.func.id == "check" and mark.args:  # type: ignore[attr-defined]
                id = mark.args[0]  # type: ignore[attr-defined]
                if isinstance(id, ast.Constant):
                    found.append(Written(str(id.value), node.name, mark.lineno))
    return tuple(found)


def lines(challenge: Challenge) -> Mapping[str, int]:
    """The line of each criterion in checks.py, by id."""
    source = text_of(challenge.folder / NAME)
    return {one.id: one.line for one in written(source)}


Found = Iterator[tuple[int | None, str, str]]


def _found(challenge: Challenge, source: tuple[Written, ...]) -> Found:
    places = {one.id: one.line for one in source}
    if not challenge.checks:
        yield None, "There is no criterion.", "Mark a function with @check; see CONTRIBUTING."
        return
    if challenge.max_score != SUM:
        points = ", ".join(f"{one.id} {one.points}" for one in challenge.checks)
        message = f"The points add up to {challenge.max_score}, not to {SUM}."
        yield None, message, f"They are {points}."
    yield from _names(source)
    earlier: set[str] = set()
    for check in challenge.checks:
        line = places.get(check.id)
        if check.points < 1:
            yield line, f"`{check.id}` is worth {check.points} points.", "Give it one at least."
        if not re.fullmatch(r"[a-z][a-z0-9_]*", check.id):
            message = f"`{check.id}` is no name that can be typed after `check N`."
            yield line, message, "Small letters, digits and underscores."
        if not check.title.endswith("."):
            message = f"The line that students read of `{check.id}` is no sentence: {check.title}"
            yield line, message, "End it with a full stop."
        for parent in check.after:
            if parent not in earlier:
                message = f"`{check.id}` comes after `{parent}`, which no criterion above it is."
                yield line, message, "Name the id of a criterion that stands earlier in the file."
        earlier.add(check.id)


def _names(source: tuple[Written, ...]) -> Found:
    """Two of one id, and functions of one name, of which only the last is ever judged."""
    ids: dict[str, int] = {}
    functions: dict[str, int] = {}
    for one in source:
        if one.id in ids:
            message = f"The id `{one.id}` is taken: line {ids[one.id]} has it."
            yield one.line, message, "Give each criterion an id of its own."
        elif one.function in functions:
            message = (
                f"The function {one.function} replaces that of line {functions[one.function]}."
            )
            yield one.line, message, "Rename one of them: only the last is judged."
        ids.setdefault(one.id, one.line)
        functions.setdefault(one.function, one.line)
