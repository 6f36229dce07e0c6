"""A challenge's starter on top of what the student built in the challenge before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.hcl.reading import Block, Unreadable, read

TASK = re.compile(r"(?:#|//)\s*(TODO\b.*)")
ONCE = frozenset({"terraform", "provider"})
"""Blocks that the student has already, whatever their labels."""


@dataclass(frozen=True)
class Carried:
    """``files`` is what the folder shall hold; ``added`` are those with something of the starter.

    ``tasks`` are the steps that the starter has in files that stay the student's, as
    (file, line, text).
    """

    files: Mapping[str, bytes]
    added: tuple[str, ...]
    tasks: tuple[tuple[str, int, str], ...]
    differing: tuple[str, ...]
    """Files of the student's that the starter has with another text."""


def carry(mine: Mapping[str, bytes], starter: Mapping[str, bytes]) -> Carried:
    """Keep every file of ``mine``; add what only ``starter`` has.

    Of a new Terraform file, only those blocks are added that ``mine`` declares nowhere.
    """
    known = {_name(block) for name, content in mine.items() for block in _blocks(name, content)}
    files, added = dict(mine), []
    tasks: list[tuple[str, int, str]] = []
    differing = [name for name in sorted(starter) if name in mine and mine[name] != starter[name]]
    for name, content in sorted(starter.items()):
        if name in mine:
            if name in differing:
                tasks += _tasks(name, content)
            continue
        fresh = _without(name, content, known)
        if fresh.strip():
            files[name] = fresh
            added.append(name)
    return Carried(files, tuple(added), tuple(tasks), tuple(differing))


def _without(name: str, content: bytes, known: set[tuple[str, ...]]) -> bytes:
    """Return a Terraform file without the blocks that are ``known``; other files as they are."""
    blocks = _blocks(name, content)
    if not any(_name(block) in known for block in blocks):
        return content
    lines = content.decode("utf-8", "replace").splitlines(keepends=True)
    starts = [_start(lines, block.line) for block in blocks]
    pieces = [lines[: starts[0]]]
    for block, start, end in zip(blocks, starts, [*starts[1:], len(lines)], strict=True):
        if _name(block) not in known:
            pieces.append(lines[start:end])
    return "".join(line for piece in pieces for line in piece).encode()


def _start(lines: list[str], line: int) -> int:
    """Return the index of the first line of a block, its comments counted in."""
    index = line - 1
    while index > 0 and lines[index - 1].lstrip().startswith(("#", "//")):
        index -= 1
    return index


def _blocks(name: str, content: bytes) -> tuple[Block, ...]:
    if not name.endswith(".tf"):
        return ()
    try:
        return read(content.decode("utf-8-sig", "replace"), name)
    except Unreadable:
        return ()  # `check` says what is wrong with it


def _name(block: Block) -> tuple[str, ...]:
    return (block.type,) if block.type in ONCE else (block.type, *block.labels)


def _tasks(name: str, content: bytes) -> list[tuple[str, int, str]]:
    lines = content.decode("utf-8", "replace").splitlines()
    found = ((number, TASK.search(line)) for number, line in enumerate(lines, start=1))
    return [(name, number, match[1]) for number, match in found if match]
