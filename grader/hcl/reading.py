"""One Terraform file as blocks and attributes with their lines; python-hcl2 parses it."""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

SIZE_LIMIT = 96 * 1024
"""Characters of one file; beyond it parsing costs seconds, and no student writes so much."""


RECOVERED = 100
"""Blocks of an unreadable file that are tried one by one."""
ENDINGS = ("", "\n}", "\n}\n}")
"""What may lack at the end of a block of an unreadable file."""
QUOTES = 2
"""Quotes that may lack in a block of an unreadable file."""
CARET_WIDTH = 30
"""Characters shown on each side of a syntax error."""


class Unreadable(Exception):
    """A file is not HCL. ``line`` and ``column`` count from 1; ``caret`` is line and marker."""

    def __init__(self, message: str, line: int, column: int, source: str) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        text = source.split("\n")[line - 1] if line <= source.count("\n") + 1 else ""
        self.text = text
        start = max(0, column - CARET_WIDTH)
        self.caret = f"{text[start : start + 2 * CARET_WIDTH]}\n{' ' * (column - 1 - start)}^"


class MergeConflict(Unreadable):
    """The file still holds the markers of a merge conflict."""


@dataclass(frozen=True)
class Attribute:
    """``name = value``; ``value`` is python-hcl2's form: strings keep their quotes and ``${…}``."""

    name: str
    value: Any
    file: str
    line: int


@dataclass(frozen=True)
class Block:
    """``type "label" … { … }`` with everything in it."""

    type: str
    labels: tuple[str, ...]
    file: str
    line: int
    attributes: tuple[Attribute, ...]
    blocks: tuple[Block, ...]

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute called ``name``, if it is set in this very block."""
        return next((a for a in self.attributes if a.name == name), None)

    def nested(self, type: str) -> tuple[Block, ...]:
        """Return the blocks of that type directly inside, ``dynamic`` ones by their content."""
        direct = [b for b in self.blocks if b.type == type]
        for dynamic in self.blocks:
            if dynamic.type == "dynamic" and dynamic.labels == (type,):
                direct += [b for b in dynamic.blocks if b.type == "content"]
        return tuple(direct)

    def walk(self) -> Iterator[Block]:
        """Yield this block and every block below it."""
        yield self
        for block in self.blocks:
            yield from block.walk()


def read(source: str, file: str, *, grammar: Path | None = None) -> tuple[Block, ...]:
    """Parse the text of one file.

    ``grammar`` is where the compiled grammar is kept between runs. Raises Unreadable.
    """
    return tuple(_block(view, file) for view in _parsed(source, grammar).blocks())


def read_values(source: str, file: str, *, grammar: Path | None = None) -> tuple[Attribute, ...]:
    """Parse the text of one ``.tfvars`` file. Raises Unreadable."""
    return _attributes(_parsed(source, grammar), file)


def _parsed(source: str, grammar: Path | None) -> Any:
    for number, line in enumerate(source.split("\n"), start=1):
        if re.match(r"(<{7}|>{7}|={7})( |$)", line):
            raise MergeConflict("merge conflict", number, 1, source)
    if len(source) > SIZE_LIMIT:
        raise Unreadable("too long", 1, 1, source)
    import hcl2.parser
    from lark.exceptions import LarkError, UnexpectedInput

    if grammar is not None:
        hcl2.parser.PARSER_FILE = grammar
    from hcl2.query import DocumentView

    try:
        # The parser wants the last line ended, Terraform does not care.
        return DocumentView.parse(source if source.endswith("\n") else source + "\n")
    except UnexpectedInput as error:
        lines = source.count("\n") + 1
        row, column = int(error.line), int(error.column)
        at = min(row, lines) if row > 0 else lines
        raise Unreadable("syntax", at, max(column, 1), source) from None
    except LarkError:
        raise Unreadable("syntax", 1, 1, source) from None
    except RecursionError:
        raise Unreadable("nesting", 1, 1, source) from None


def recover(source: str, file: str, *, grammar: Path | None = None) -> tuple[Block, ...]:
    """Return the top-level blocks of an unreadable file that can be read by themselves.

    Nothing of a file that is too long: parsing it would cost more than it tells.
    """
    if len(source) > SIZE_LIMIT:
        return ()
    lines = source.split("\n")
    starts = [n for n, line in enumerate(lines) if re.match(r"[a-z]+( +\"[^\"]*\"?)* *\{", line)]
    found: list[Block] = []
    for start, end in list(zip(starts, [*starts[1:], len(lines)], strict=True))[:RECOVERED]:
        for text in _attempts(lines[start:end]):
            with contextlib.suppress(Unreadable):
                blocks = read(text, file, grammar=grammar)
                found += (_moved(block, start) for block in blocks)
                break
    return tuple(found)


def _attempts(lines: list[str]) -> Iterator[str]:
    """Yield a block as it stands and with an end, then with a quote where one lacks, or without.

    No more than two quotes: each is tried in several ways.
    """
    text = "\n".join(lines)
    yield from (text + ending for ending in ENDINGS)
    odd = [number for number, line in enumerate(lines) if _is_quote_open(line)]
    if not 0 < len(odd) <= QUOTES:
        return
    for choice in itertools.product(*(_with_quote(lines[number]) for number in odd)):
        mended = dict(zip(odd, choice, strict=True))
        yield "\n".join(mended.get(number, line) for number, line in enumerate(lines))


def _is_quote_open(line: str) -> bool:
    """Whether a line has a quote too many or too few; what follows a # does not count."""
    code = re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
    return '"' in re.sub(r"(#|//).*", "", code)


def _with_quote(line: str) -> Iterator[str]:
    """Yield a line with its quote closed, with it opened, and an empty one in its place."""
    yield f'{line.rstrip()}"'
    if line.rstrip().endswith("{"):
        yield re.sub(r" *\{\s*$", '" {', line)
    yield re.sub(r"= *", '= "', line, count=1)
    yield ""


def _moved(block: Block, lines: int) -> Block:
    """Return ``block`` so many lines further down."""
    return replace(
        block,
        line=block.line + lines,
        attributes=tuple(replace(a, line=a.line + lines) for a in block.attributes),
        blocks=tuple(_moved(inner, lines) for inner in block.blocks),
    )


def _attributes(view: Any, file: str) -> tuple[Attribute, ...]:
    return tuple(Attribute(a.name, a.value, file, a.raw._meta.line) for a in view.attributes())


def _block(view: Any, file: str) -> Block:
    labels = view.labels
    return Block(
        type=labels[0],
        labels=tuple(labels[1:]),
        file=file,
        line=view.raw._meta.line,
        attributes=_attributes(view.body, file),
        blocks=tuple(_block(b, file) for b in view.body.blocks()),
    )
