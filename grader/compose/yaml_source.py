"""Reads YAML into nodes, within bounds: no object is ever made of what a file says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from grader.compose.nodes import Node, Order, Scalar, Sequence, Table
from grader.compose.refusal import Place, Unreadable
from grader.locale import _

MAX_BYTES = 128 * 1024
MAX_DEPTH = 40
MAX_NODES = 20_000
"""Nodes of a document with its aliases written out."""
CARET_WIDTH = 40
STANDARD = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "map", "seq", "merge", "timestamp")
)
ORDERS: dict[str, Order] = {"!reset": "!reset", "!override": "!override"}
MERGE = "<<"
CONFLICT = re.compile(r"<{7} |={7}$|>{7} ")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(text: str, file: str) -> tuple[Node, ...]:
    """Return the documents of a file. Raises Unreadable with line and caret."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise Unreadable(
            _("{file} is larger than a Compose file may be here.").format(file=file),
            Place(file, 1),
            expected=_("at most {n} KB").format(n=MAX_BYTES // 1024),
            hint=_("Keep only what starts LocalStack."),
        )
    strange = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if strange:
        raise _broken(text, file, *_position(text, strange.start()), _("a control character"))
    try:
        return _Composer(text, file).documents()
    except yaml.MarkedYAMLError as error:
        opened = "quoted" in str(error.context)  # the end of the file is no place to look at
        marks = (error.context_mark, error.problem_mark)
        mark = next((one for one in (marks if opened else marks[::-1]) if one), None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        words = str(error.problem or error.context).removeprefix("found ")
        raise _broken(text, file, line, column, words) from None


def caret(line: str, column: int) -> str:
    """Return a line, shortened, with a mark below its ``column`` (from 1)."""
    line = line.replace("\t", "»")
    start = max(0, column - 1 - CARET_WIDTH)
    return f"{line[start : start + 2 * CARET_WIDTH]}\n{' ' * (column - 1 - start)}^"


def _broken(text: str, file: str, line: int, column: int, words: str) -> Unreadable:
    lines = text.split("\n")
    marker = next((n for n, one in enumerate(lines, start=1) if CONFLICT.match(one)), None)
    if marker is not None:
        line, column = marker, 1
    tab = None if marker is not None else _tab_near(lines, line)
    if tab is not None:
        (line, column), words = tab, _("a tab in the indentation, shown as »")
    here = lines[line - 1] if line <= len(lines) else ""
    if marker is not None:
        hint = _("Keep one of the two versions and delete the lines <<<, === and >>>.")
    elif tab is not None:
        hint = _("Indent with spaces: YAML takes no tabs.")
    else:
        hint = _("Look at this line and the one before it: indentation, a colon or a quote.")
    return Unreadable(
        _("{file} is not valid YAML.").format(file=file),
        Place(file, line, column),
        found="\n".join(
            part for part in (words, caret(here, column) if here.strip() else "") if part
        ),
        hint=hint,
    )


def _tab_near(lines: list[str], line: int) -> tuple[int, int] | None:
    """Return line and column of a tab that indents a line, or the one before it."""
    for number in (line, line - 1):
        if 0 < number <= len(lines):
            text = lines[number - 1]
            column = text.find("\t", 0, len(text) - len(text.lstrip()))
            if column >= 0:
                return number, column + 1
    return None


def _position(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


@dataclass
class _Open:
    """A list or mapping whose end has not come yet; ``children`` of a mapping are key, value, …"""

    event: yaml.CollectionStartEvent
    children: list[Node] = field(default_factory=list)


class _Composer:
    """Puts a parser's events together, without recursion."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._anchors: dict[str, Node] = {}
        self._open: list[_Open] = []
        self._documents: list[Node] = []

    def documents(self) -> tuple[Node, ...]:
        for event in yaml.parse(self._text, Loader=_Loader):
            if isinstance(event, yaml.DocumentStartEvent):
                self._anchors = {}
            elif isinstance(event, yaml.ScalarEvent):
                quoted = event.style in ("'", '"', "|", ">")
                order = self._order(event)
                self._add(event, Scalar(event.value, self._place(event), quoted, order))
            elif isinstance(event, yaml.AliasEvent):
                self._add(event, self._anchored(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                done = self._open.pop()
                self._add(done.event, self._closed(done))
        return tuple(self._documents)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise self._too_deep(event)
        self._open.append(_Open(event))

    def _add(self, event: yaml.NodeEvent, node: Node) -> None:
        if node.size > MAX_NODES:
            raise self._unfit(event, _("{file} grows too large when its aliases are written out."))
        if node.depth > MAX_DEPTH:
            raise self._too_deep(event)
        if event.anchor and not isinstance(event, yaml.AliasEvent):
            self._anchors[event.anchor] = node
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._documents.append(node)

    def _anchored(self, event: yaml.AliasEvent) -> Node:
        if event.anchor not in self._anchors:
            place = self._place(event)
            words = _("no anchor &{name} before this").format(name=event.anchor)
            raise _broken(self._text, self._file, place.line, place.column, words)
        return self._anchors[event.anchor]

    def _closed(self, done: _Open) -> Node:
        place, order = self._place(done.event), self._order(done.event)
        if isinstance(done.event, yaml.SequenceStartEvent):
            return Sequence(tuple(done.children), place, order)
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        inherited: list[Table] = []
        for key, value in _pairs(done.children):
            if not isinstance(key, Scalar):
                raise self._unfit(done.event, _("In {file}, a key is not a plain name."))
            if key.text == MERGE and not key.quoted:
                inherited += self._merged(key, value)
                continue
            if key.text in keys:
                raise Unreadable(
                    _("{file} has the key {key} twice in one place.").format(
                        file=self._file, key=key.text
                    ),
                    key.place,
                    found=_("first in line {line}").format(line=keys[key.text].line),
                    hint=_("Keep one of the two, with everything that belongs below it."),
                )
            entries[key.text], keys[key.text] = value, key.place
        for table in inherited:
            entries = {**table.entries, **entries}
            keys = {**table.keys, **keys}
        return Table(entries, place, keys, order)

    def _merged(self, key: Scalar, value: Node) -> list[Table]:
        """Return the mappings that ``<<`` brings in."""
        found = value.items if isinstance(value, Sequence) else (value,)
        tables = [one for one in found if isinstance(one, Table)]
        if len(tables) != len(found):
            raise Unreadable(
                _("In {file}, << takes in something that is no mapping.").format(file=self._file),
                key.place,
                hint=_("A list cannot be taken in this way: write its items out."),
            )
        return tables

    def _order(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Order:
        tag = event.tag
        if tag is None or tag == "!" or tag in STANDARD:
            return ""
        if tag not in ORDERS:
            raise self._unfit(
                event, _("{file} has a tag that no Compose file knows."), found=str(tag)[:80]
            )
        return ORDERS[tag]

    def _too_deep(self, event: yaml.Event) -> Unreadable:
        return self._unfit(event, _("{file} is nested too deep."))

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None, "a parser's events have marks"
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _unfit(self, event: yaml.Event, message: str, found: str | None = None) -> Unreadable:
        return Unreadable(
            message.format(file=self._file),
            self._place(event),
            found=found,
            hint=_("Write it plainly: a Compose file for LocalStack needs about twenty lines."),
        )


def _pairs(children: list[Node]) -> Iterator[tuple[Node, Node]]:
    return zip(children[::2], children[1::2], strict=True)
