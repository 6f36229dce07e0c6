"""The links of a brief: whether they lead to a file or a heading that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from grader.lint.defect import Defect
from grader.lint.subject import Subject, text_of

_INLINE = re.compile(r"!?\[[^\]]*\]\(\s*<?(?P<target>[^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s*<?(?P<target>[^\s>]+)>?")
_ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FENCE = re.compile(r"^\s*(```|~~~)")
_CODE = re.compile(r"`[^`]*`")


def defects(subject: Subject) -> Iterator[Defect]:
    """Links in any README of the challenge that lead nowhere in the course."""
    for path in sorted(subject.folder.glob("README*.md")):
        for line, target in links(text_of(path)):
            file, _mark, heading = unquote(target).partition("#")
            goal = (path.parent / file) if file else path
            if not _is_there(goal):
                message = f"The link leads nowhere: there is no {file}."
                hint = "Mend the path; it begins at the folder of the brief."
                yield subject.defect(path, line, message, hint)
            elif heading and goal.suffix == ".md" and heading not in headings(goal):
                message = f"{goal.name} has no heading #{heading}."
                hint = "It has " + ", ".join(f"#{one}" for one in sorted(headings(goal))) + "."
                yield subject.defect(path, line, message, hint)


def unlisted(subject: Subject) -> Iterator[Defect]:
    """The project's README, where it does not lead to the brief."""
    path, brief = subject.root / "README.md", subject.said(subject.folder / "README.md")
    if path.is_file() and brief not in {one for _line, one in links(text_of(path))}:
        hint = f"Add a row: | {subject.number} | [name]({brief}) | what is taught |"
        yield subject.defect(path, None, "The table of challenges does not list this one.", hint)


def links(text: str) -> Iterator[tuple[int, str]]:
    """The line and target of every link that stays in the course, code left out."""
    for number, line in _prose(text):
        plain = _CODE.sub("", line)
        for match in (*_INLINE.finditer(plain), *_REFERENCE.finditer(plain)):
            if not _ELSEWHERE.match(match["target"]):
                yield number, match["target"]


def headings(path: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    found = set()
    for _number, line in _prose(text_of(path)):
        if line.startswith("#"):
            words = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower())
            found.add(words.replace(" ", "-"))
    return found


def _prose(text: str) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, line


def _is_there(path: Path) -> bool:
    """Whether there is a folder, or a file of exactly this name whatever the system allows."""
    if path.is_dir():
        return True
    return path.is_file() and path.name in {one.name for one in path.parent.iterdir()}
