"""A project's Terraform text in pieces: one a block, with its comments, and what it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from grader.hcl.configuration import Configuration
from grader.hcl.reading import Block, Unreadable, read
from grader.submission import Submission

Name = tuple[str, ...]
"""What a block is called everywhere: its type and its labels."""

ONCE = frozenset({"terraform", "provider"})
"""Blocks that the student has already, whatever their labels."""
MENTIONED = re.compile(
    r"(?<![\w.])(?:(?P<data>data)\.)?(?P<type>[A-Za-z_]\w*)\.(?P<name>[A-Za-z_][\w-]*)"
)
KINDS = {"var": "variable", "module": "module"}


@dataclass(frozen=True)
class Piece:
    """One block of ``file`` with the comments above it, up to the next one."""

    file: str
    block: Block
    text: str

    @property
    def name(self) -> Name:
        """What the block is called."""
        type = self.block.type
        return (type,) if type in ONCE else (type, *self.block.labels)

    @cached_property
    def mentions(self) -> frozenset[Name]:
        """The names that stand in it; some may only look like one."""
        return frozenset(
            name for match in MENTIONED.finditer(self.text) if (name := _name(match)) != self.name
        )

    def relabelled(self, labels: Mapping[Name, Name]) -> str:
        """Return the text with other labels for the resources that have them."""

        def other(match: re.Match[str]) -> str:
            there = labels.get(_name(match))
            return f"{match['type']}.{there[-1]}" if there else match[0]

        return MENTIONED.sub(other, self.text)


@dataclass(frozen=True)
class Project:
    """Files by name; those of Terraform can be taken apart."""

    files: Mapping[str, bytes]

    @cached_property
    def configuration(self) -> Configuration:
        """What the text tells of values."""
        readable = {name: text for name, text in self.files.items() if name.endswith(".tf")}
        return Configuration.of(Submission(Path(), tuple(readable), "", sources=readable))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every block of every file that can be read."""
        return tuple(piece for name in sorted(self.files) for piece in self._pieces_of(name))

    @cached_property
    def names(self) -> frozenset[Name]:
        """The names of all blocks."""
        return frozenset(piece.name for piece in self.pieces)

    @property
    def root(self) -> str:
        """The folder of the root module: that of the provider, else the top."""
        for piece in self.pieces:
            if piece.block.type == "provider":
                return PurePosixPath(piece.file).parent.as_posix()
        return "."

    def head(self, file: str) -> str:
        """Return what stands in a file above its first block and its comments."""
        text = _decoded(self.files[file])
        own = [piece for piece in self.pieces if piece.file == file]
        return text[: text.index(own[0].text)] if own else text

    def _pieces_of(self, file: str) -> Iterator[Piece]:
        if not file.endswith(".tf"):
            return
        text = _decoded(self.files[file])
        try:
            blocks = read(text, file)
        except Unreadable:
            return  # `check` says what is wrong with it
        lines = text.splitlines(keepends=True)
        starts = [_start(lines, block.line) for block in blocks]
        for block, start, end in zip(blocks, starts, [*starts, len(lines)][1:], strict=False):
            yield Piece(file, block, "".join(lines[start:end]))


def _decoded(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _start(lines: list[str], line: int) -> int:
    """Return the index of the first line of a block, its comments counted in."""
    index = line - 1
    while index > 0 and lines[index - 1].lstrip().startswith(("#", "//")):
        index -= 1
    return index


def _name(match: re.Match[str]) -> Name:
    type, name = match["type"], match["name"]
    if match["data"]:
        return ("data", type, name)
    return (KINDS[type], name) if type in KINDS else ("resource", type, name)
