"""A challenge's starter on top of what the student built in the challenge before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.bench.pieces import ONCE, Name, Piece, Project
from grader.bench.sameness import same_things

TASK = re.compile(r"(?:#|//)\s*(TODO\b.*)")
ATTACHED = frozenset({"aws_iam_role_policy", "aws_iam_role_policy_attachment"})
"""Types that nothing refers to, and without which what they refer to is of no use."""


@dataclass(frozen=True)
class Carried:
    """``files`` is what the folder shall hold; ``added`` are those with something of the starter.

    ``tasks`` are the steps that the starter has where the student's own stays, as
    (file, line, text); ``steps`` are those in the files that are added, by their lines there.
    """

    files: Mapping[str, bytes]
    added: tuple[str, ...]
    tasks: tuple[tuple[str, int, str], ...]
    differing: tuple[str, ...]
    """Files of the student's that the starter has with another text."""
    adapted: tuple[tuple[str, str], ...] = ()
    """Resources that the student has under another label: the starter's address, the student's."""
    steps: tuple[tuple[str, int, str], ...] = ()


def carry(mine: Mapping[str, bytes], starter: Mapping[str, bytes]) -> Carried:
    """Keep every file of ``mine``; add what only ``starter`` has, and what that needs.

    Of a new Terraform file, only those blocks are added that ``mine`` declares nowhere, under
    whatever label. What an added block refers to is added, too, in a file of its own where the
    student has one of that name.
    """
    own = Project(mine)
    given = Project({_beside(own.root, name): content for name, content in starter.items()})
    carrying = _Carrying(own, given)
    differing = [n for n in sorted(given.files) if n in mine and mine[n] != given.files[n]]
    added = carrying.files()
    steps = tuple(task for name in sorted(added) for task in _tasks(name, added[name]))
    left = {text for _name, _line, text in steps}
    stays = [name for name in sorted(given.files) if name in differing or name not in mine]
    return Carried(
        {**mine, **added},
        tuple(sorted(added)),
        tuple(t for name in stays for t in _tasks(name, given.files[name]) if t[2] not in left),
        tuple(differing),
        tuple((_address(theirs), _address(ours)) for theirs, ours in carrying.same.items()),
        steps,
    )


class _Carrying:
    """Decides block by block what of the starter is added to the student's own."""

    def __init__(self, own: Project, given: Project) -> None:
        self._own = own
        self._given = given
        self.same = same_things(own, given)
        self._by_name = {piece.name: piece for piece in given.pieces}
        fresh = [p for p in given.pieces if p.file not in own.files and not self._is_known(p.name)]
        self._kept = [p for p in fresh if not self._serves_known_ones(p)]
        self._lacking: list[Piece] = []
        self._complete()
        self._kept = [p for p in self._kept if p.block.type != "output" or self._stands(p)]

    def files(self) -> dict[str, bytes]:
        """Return the files that are added, with their content."""
        added: dict[str, bytes] = {}
        for name, content in sorted(self._given.files.items()):
            if name not in self._own.files:
                text = self._of_new_file(name, content)
                if text.strip():
                    added[name] = text
        for name in dict.fromkeys(piece.file for piece in self._lacking):
            pieces = [piece for piece in self._lacking if piece.file == name]
            added[self._apart(name, added)] = self._joined(pieces).encode()
        return added

    def _of_new_file(self, name: str, content: bytes) -> bytes:
        every = [piece for piece in self._given.pieces if piece.file == name]
        kept = [piece for piece in self._kept if piece.file == name]
        if kept == every and not any(set(piece.mentions) & set(self.same) for piece in kept):
            return content
        return (self._given.head(name) + self._joined(kept)).encode()

    def _joined(self, pieces: Iterable[Piece]) -> str:
        ordered = sorted(pieces, key=lambda piece: piece.block.line)
        texts = [piece.relabelled(self.same).strip("\n") for piece in ordered]
        return "\n\n".join(texts) + "\n" if texts else ""

    def _apart(self, name: str, taken: Mapping[str, bytes]) -> str:
        """Return a free name for what comes of the starter's file beside the student's own."""
        path = PurePosixPath(name)
        candidates = (
            path.with_name(f"{path.stem}_from_starter{more}.tf").as_posix()
            for more in ("", *range(2, 100))
        )
        return next(one for one in candidates if one not in self._own.files and one not in taken)

    def _is_known(self, name: Name) -> bool:
        return name in self._own.names or name in self.same or name[0] in ONCE

    def _serves_known_ones(self, piece: Piece) -> bool:
        """Whether a data source is there only for blocks of which the student has own ones."""
        served = [other for other in self._given.pieces if piece.name in other.mentions]
        return (
            piece.block.type == "data"
            and bool(served)
            and all(self._is_known(other.name) for other in served)
        )

    def _complete(self) -> None:
        """Add what the blocks that are added need, and what makes it of use."""
        while fresh := list(self._missing()):
            self._lacking += fresh

    def _missing(self) -> Iterator[Piece]:
        there = [*self._kept, *self._lacking]
        names = {piece.name for piece in there}
        needed = {name for p in there if p.block.type != "output" for name in p.mentions}
        made = {name for name in names if name[0] == "resource"}
        for name, piece in self._by_name.items():
            if name in names or self._is_known(name):
                continue
            is_attached = name[0] == "resource" and name[1] in ATTACHED
            if name in needed or (is_attached and piece.mentions & made):
                yield piece

    def _stands(self, output: Piece) -> bool:
        names = {piece.name for piece in (*self._kept, *self._lacking)}
        meant = output.mentions & set(self._by_name)
        return all(name in names or self._is_known(name) for name in meant)


def _beside(root: str, name: str) -> str:
    """Return where a file of the starter belongs in a project whose root module is ``root``."""
    return name if root == "." else f"{root}/{name}"


def _address(name: Name) -> str:
    return ".".join(name[1:])


def _tasks(name: str, content: bytes) -> list[tuple[str, int, str]]:
    lines = content.decode("utf-8", "replace").splitlines()
    found = ((number, TASK.search(line)) for number, line in enumerate(lines, start=1))
    return [(name, number, match[1]) for number, match in found if match]
