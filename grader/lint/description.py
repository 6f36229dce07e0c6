"""challenge.toml: whether it says all that the course needs to know."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.lint.defect import Defect
from grader.lint.subject import NotToml, Subject, facts_of, line_of, text_of

NAME = "challenge.toml"
HINTS = 3
"""How many hints a student who is stuck can ask for, at least."""
REQUIRED: Mapping[str, type] = {
    "number": int,
    "slug": str,
    "title": str,
    "taught": str,
    "order": int,
    "files": list,
    "requires": list,
    "hints": list,
}
OPTIONAL: Mapping[str, type] = {
    "functions": list, "page": bool, "second_plan": bool, "terraform": bool,
}  # fmt: skip
_TYPES = {int: "a whole number", str: "a text", list: "a list of texts", bool: "true or false"}
_EXAMPLE = "See the challenge.toml of a challenge beside it."


def defects(subject: Subject) -> Iterator[Defect]:
    """What challenge.toml lacks, or says wrongly."""
    path = subject.folder / NAME
    if not path.is_file():
        yield subject.defect(
            path, None, "The challenge has no challenge.toml.", f"Write one. {_EXAMPLE}"
        )
        return
    text = text_of(path)
    try:
        facts = facts_of(text)
    except NotToml as error:
        yield subject.defect(path, error.line, str(error), "Mend the syntax.")
        return
    for line, message, hint in (*_keys(text, facts), *_values(subject, text, facts)):
        yield subject.defect(path, line, message, hint)


Found = Iterator[tuple[int | None, str, str]]


def _keys(text: str, facts: Mapping[str, Any]) -> Found:
    known = {**REQUIRED, **OPTIONAL}
    for name in REQUIRED:
        if name not in facts:
            yield None, f"`{name}` is missing.", f"Add {name}: {_TYPES[REQUIRED[name]]}. {_EXAMPLE}"
    for name, value in facts.items():
        line = line_of(text, rf"^\s*{re.escape(name)}\s*=")
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."
            yield line, f"Nothing reads `{name}`.", hint
        elif not _is(value, known[name]):
            yield line, f"`{name}` is not {_TYPES[known[name]]}.", f"Found {value!r}."
        elif value in ("", []):
            yield line, f"`{name}` is empty.", _EXAMPLE


def _values(subject: Subject, text: str, facts: Mapping[str, Any]) -> Found:
    for name, expected in (("number", subject.number), ("slug", subject.slug)):
        if name in facts and facts[name] != expected:
            line = line_of(text, rf"^\s*{name}\s*=")
            message = f"`{name}` is {facts[name]!r}, and the folder is called {subject.slug}."
            yield line, message, f"Write {name} = {expected!r}, or rename the folder."
    hints = facts.get("hints")
    if isinstance(hints, list) and 0 < len(hints) < HINTS:
        message = f"There are {len(hints)} hints; a student may ask for {HINTS} at least."
        yield line_of(text, r"^\s*hints\s*="), message, "From a nudge to nearly the answer."
    functions = facts.get("functions")
    for name in functions if isinstance(functions, list) else []:
        if not (subject.folder / str(name)).is_dir():
            line = line_of(text, r"^\s*functions\s*=")
            yield line, f"The starter has no folder {name}.", "Name the folder of the functions."


def _is(value: object, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    return type(value) is kind
