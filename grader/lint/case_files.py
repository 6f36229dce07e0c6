"""The cases of a challenge: whether they are whole, and prove what must be proved."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grader import cases
from grader.course import Challenge
from grader.lint.defect import Defect
from grader.lint.subject import NotToml, Subject, facts_of, line_of, text_of
from grader.rubric import Check

KINDS = {
    "starter": "the starter, as students are given it",
    "rejected": "an empty folder",
    "empty": "a submission that deploys nothing: an empty account",
    "variant": "a correct submission that is unusual",
    "wrong": "a submission with one mistake",
}
_KEYS: Mapping[str, tuple[type, str]] = {
    "kind": (str, "a text"),
    "of": (str, "a text"),
    "why": (str, "a text"),
    "score": (int, "a whole number"),
    "status": (str, "a text"),
    "lost": (dict, "a table of criteria and points"),
    "not_run": (list, "a list of criteria"),
    "where": (dict, "a table of `file` and `text`"),
    "advice": (dict, "a table of `file` and `text`"),
    "axes": (list, "a list of texts"),
    "rejected": (bool, "true or false"),
}
_HOW = "See the cases of another challenge."
Found = Iterator[tuple[Path, int | None, str, str]]


def defects(subject: Subject, challenge: Challenge) -> Iterator[Defect]:
    """What is wrong with the cases before any of them is run."""
    for path, line, message, hint in _found(subject, challenge):
        yield subject.defect(path, line, message, hint)


def read(subject: Subject) -> tuple[cases.Case, ...]:
    """The cases that can be read, the solution among them."""
    found = []
    for folder in _folders(subject):
        try:
            found.append(cases.read(folder))
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
            continue  # it is named as a defect
    if subject.solution.is_dir():
        found.append(cases.solution(subject.solution))
    return tuple(found)


def _folders(subject: Subject) -> tuple[Path, ...]:
    if not subject.cases.is_dir():
        return ()
    return tuple(sorted(one for one in subject.cases.iterdir() if one.is_dir()))


def _found(subject: Subject, challenge: Challenge) -> Found:
    if not subject.solution.is_dir():
        message = "There is no reference solution."
        yield subject.solution, None, message, "Solve the challenge there."
    kinds: set[str] = set()
    lost: set[str] = set()
    by_axes: dict[frozenset[str], str] = {}
    for folder in _folders(subject):
        path = folder / cases.EXPECTED
        if not path.is_file():
            yield folder, None, "Nothing says what this case expects.", f"Write {path.name}. {_HOW}"
            continue
        text = text_of(path)
        try:
            facts = facts_of(text)
        except NotToml as error:
            yield path, error.line, str(error), "Mend the syntax."
            continue
        wrong = tuple(_shapes(text, facts))
        for line, message, hint in wrong or _case(folder, text, facts, challenge):
            yield path, line, message, hint
        if wrong:
            continue
        if facts.get("kind") != "rejected" or {one.name for one in folder.iterdir()} == {path.name}:
            kinds.add(str(facts.get("kind")))
        if facts.get("kind") in ("wrong", "empty"):
            lost |= {*facts.get("lost", {}), *facts.get("not_run", ())}
        if facts.get("kind") == "variant":
            axes = frozenset(facts.get("axes", ()))
            other = by_axes.setdefault(axes, folder.name)
            if other != folder.name:
                message = f"It varies the same as {other}: {', '.join(sorted(axes))}."
                yield (
                    path,
                    line_of(text, r"^axes"),
                    message,
                    "Vary something else, or take it away.",
                )
    yield from _lacking(subject, challenge, kinds, lost)


def _lacking(subject: Subject, challenge: Challenge, kinds: set[str], lost: set[str]) -> Found:
    needed = KINDS if challenge.deploys else {k: v for k, v in KINDS.items() if k != "empty"}
    for kind, what in needed.items():
        if kind not in kinds:
            message = f"No case is of the kind `{kind}`: {what}."
            yield subject.cases, None, message, f"Make one. {_HOW}"
    for check in challenge.checks:
        if "wrong" in kinds and check.id not in lost:
            message = f"No case loses `{check.id}`: nothing proves that it can be lost."
            yield subject.cases, None, message, "Make a wrong one that loses exactly this."


Said = Iterator[tuple[int | None, str, str]]


def _shapes(text: str, facts: Mapping[str, Any]) -> Said:
    """Values of another kind than they must be, which nothing else can be said of."""
    for name, value in facts.items():
        kind, words = _KEYS.get(name, (object, ""))
        if not isinstance(value, kind):
            line = line_of(text, rf"^\[?{name}\b")
            yield line, f"`{name}` is not {words}.", f"Found {value!r}. {_HOW}"
    for id, points in facts.get("lost", {}).items() if isinstance(facts.get("lost"), dict) else ():
        if type(points) is not int:
            line = line_of(text, rf"^{re.escape(id)}\s*=")
            yield line, f"`{id}` loses {points!r}, which is no whole number.", "Write its points."


def _case(folder: Path, text: str, facts: Mapping[str, Any], challenge: Challenge) -> Said:
    kind = facts.get("kind")
    if kind not in KINDS:
        yield line_of(text, r"^kind"), f"{kind!r} is no kind of case.", f"Take {', '.join(KINDS)}."
        return
    if not facts.get("why"):
        message = "It does not say why it is there."
        yield line_of(text, r"^why"), message, 'Add why = "…", one sentence.'
    for name in facts.keys() - _KEYS.keys():
        line = line_of(text, rf"^\[?{re.escape(name)}\b")
        yield line, f"Nothing reads `{name}`.", f"Known are {', '.join(_KEYS)}."
    base = facts.get("of", cases.SOLUTION)
    if base != cases.SOLUTION and not (folder.parent / str(base)).is_dir():
        message = f"It is made of {base!r}, and no case is called so."
        yield line_of(text, r"^of\b"), message, "Name a case, or solution."
    checks = {check.id: check for check in challenge.checks}
    yield from _points(text, facts, checks)
    for name in ("where", "advice"):
        yield from _place(folder, text, name, facts.get(name))
    if kind == "variant" and len(facts.get("axes", ())) < cases.AXES:
        message = "A variant says in `axes` what it varies, two things at least."
        yield line_of(text, r"^axes"), message, 'For example axes = ["hcl:modules", …].'


def _points(text: str, facts: Mapping[str, Any], checks: Mapping[str, Check]) -> Said:
    kind, lost, not_run = facts["kind"], facts.get("lost", {}), facts.get("not_run", ())
    for id in (*lost, *not_run):
        if id not in checks:
            line = line_of(text, rf"^{re.escape(id)}\s*=|[\"']{re.escape(id)}[\"']")
            yield line, f"The challenge has no criterion `{id}`.", f"It has {', '.join(checks)}."
    for id, points in lost.items():
        if id in checks and not 0 < points <= checks[id].points:
            message = f"`{id}` has {checks[id].points} points and cannot lose {points}."
            yield line_of(text, rf"^{re.escape(id)}\s*="), message, "Write what it must lose."
    if kind == "rejected" and facts.get("score") != 0:
        yield line_of(text, r"^score"), "What is not graded earns nothing.", "Say score = 0."
    if kind in ("rejected", "starter") or not {*lost, *not_run} <= checks.keys():
        return
    left = sum(check.points for check in checks.values()) - sum(lost.values())
    left -= sum(checks[id].points for id in not_run)
    line = line_of(text, r"^score")
    if facts.get("score") is not None and facts["score"] != left:
        message = f"The score is {facts['score']}, and what is lost and not run leaves {left}."
        yield line, message, "Make the two agree."
    if kind == "variant" and left != cases.FULL_MARKS:
        message = "A variant is correct, and this one loses points."
        yield line, message, 'Call it kind = "wrong", or judge it otherwise.'
    if kind == "empty" and left > 0:
        yield (
            line,
            "An empty account earns points.",
            "No criterion may pass where there is nothing.",
        )
    is_judged = facts.get("status", "graded") == "graded"
    if kind == "wrong" and is_judged and not lost and "advice" not in facts:
        hint = "Say under [lost] what it must lose, or under [advice] what is said of it."
        yield line, "A wrong submission loses nothing.", hint


def _place(folder: Path, text: str, name: str, where: Mapping[str, str] | None) -> Said:
    if where is None:
        return
    line = line_of(text, rf"^\[{name}\]|^{name}")
    if not {"file", "text"} <= where.keys():
        yield line, f"`{name}` needs `file` and `text`.", "The file, and a part of the line."
        return
    file = folder / where["file"]
    if not file.is_file():
        message = f"The case has no file {where['file']}."
        yield line, message, "Name the file that a finding must point at."
    elif where["text"] not in text_of(file):
        message = f"No line of {where['file']} holds: {where['text']}"
        yield line, message, "Copy a part of the line that a finding must point at."
