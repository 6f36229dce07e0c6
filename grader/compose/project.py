"""A Compose project as Compose would read it from a submission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grader.compose import dotenv, files, keys
from grader.compose.environment import Setting, read_env_files
from grader.compose.extending import extended
from grader.compose.interpolation import Variables
from grader.compose.merging import merged
from grader.compose.nodes import Node, Scalar, Sequence, Table, scalars
from grader.compose.refusal import Place, Refused, Unreadable
from grader.compose.service import Service
from grader.compose.volumes import Mount
from grader.compose.yaml_source import read
from grader.locale import _
from grader.submission import Submission

MAX_FILES = 20
MAX_SERVICES = 100


@dataclass
class Project:
    """The services of ``file`` and the files that belong to it.

    ``absent`` are files that env_file asks for and that were not handed in.
    """

    file: str
    services: dict[str, Service] = field(default_factory=dict)
    volumes: frozenset[str] = frozenset()
    variables: Variables = field(default_factory=lambda: Variables({}))
    unknown: tuple[Refused, ...] = ()
    """Keys that look like misspelt ones."""
    strange: tuple[tuple[str, Place], ...] = ()
    """Keys that Compose may not know."""
    absent: tuple[tuple[str, Place], ...] = ()

    def refusals(self) -> tuple[Refused, ...]:
        """Return why Compose would start nothing."""
        found = list(self.unknown)
        for service in self.services.values():
            for part in ("environment", "ports", "mounts"):
                try:
                    getattr(service, part)
                except Refused as refused:
                    found.append(refused)
                    break
            else:
                found += [one for mount in service.mounts for one in self.undeclared(mount)]
        return tuple(found)

    def undeclared(self, mount: Mount) -> Iterator[Refused]:
        """Yield the reason where a mount's volume has a name that is declared nowhere."""
        if mount.kind == "volume" and mount.source and mount.source not in self.volumes:
            yield Refused(
                _("The volume {name} is used and not declared.").format(name=mount.source),
                mount.place,
                expected=f"volumes:\n  {mount.source}:",
                found=", ".join(sorted(self.volumes)) or _("no volumes at the end of the file"),
                hint=_("Name it under volumes: at the left margin, beside services:."),
            )


def read_project(submission: Submission, names: tuple[str, ...]) -> Project:
    """Return the project that the files ``names`` make, from below to above. Raises Refused."""
    return _Reading(submission, names).project()


class _Reading:
    """Reads one project's files."""

    def __init__(self, submission: Submission, names: tuple[str, ...]) -> None:
        self._submission = submission
        self._folder = PurePosixPath(names[0]).parent.as_posix()
        self._variables = Variables(self._dotenv())
        self._names = files.named_by(self._variables.values, self._folder) or names
        self._absent: list[tuple[str, Place]] = []
        self._read: dict[str, Table] = {}

    def project(self) -> Project:
        whole = self._laid_over(self._names)
        services = whole.table("services") or _EMPTY
        if len(services.entries) > MAX_SERVICES:
            raise Refused(
                _("The file describes more services than one machine runs."),
                services.place,
                expected=_("at most {n}").format(n=MAX_SERVICES),
                found=str(len(services.entries)),
            )
        volumes = whole.table("volumes") or _EMPTY
        unknown, strange = keys.judged(whole)
        return Project(
            self._names[0],
            {
                name: self._service(name, table, services.keys[name])
                for name, table in services.tables.items()
            },
            frozenset(volumes.entries),
            self._variables,
            unknown,
            strange,
            tuple(self._absent),
        )

    def _service(self, name: str, table: Table, place: Place) -> Service:
        table = extended(table, self._base)
        known = self._variables.values
        below: dict[str, Setting] = {}
        for one in read_env_files(table.get("env_file")):
            path = files.beside(self._folder, one.path)
            text = self._text(path)
            if text is None and one.required:
                self._absent.append((path, one.place))
            for key, value in dotenv.read(text or "", path, known).items():
                below[key] = Setting(value, one.place)
        return Service(name, table, place, below, known)

    def _base(self, name: str, file: str | None, here: Place) -> Table:
        """Return the service that another one extends. Raises Refused."""
        path = files.beside(self._folder, file) if file else here.file
        services = self._content(path, here).table("services") or _EMPTY
        base = services.table(name)
        if base is None:
            raise Refused(
                _("The service {name} that is extended is not there.").format(name=name),
                here,
                found=", ".join(services.entries) or path,
            )
        return base

    def _laid_over(self, names: tuple[str, ...]) -> Table:
        whole: Table | None = None
        for name in names:
            table = self._content(name, Place(names[0], 1))
            for other in _included(table):
                path = files.beside(self._folder, other.text)
                table = _table(merged(self._content(path, other.place), table), path)
            whole = table if whole is None else _table(merged(whole, table), name)
        return whole or _EMPTY

    def _content(self, path: str, asked: Place) -> Table:
        """Return what a file holds, variables filled in. Raises Refused."""
        if path in self._read:
            return self._read[path]
        text = self._text(path)
        if text is None or len(self._read) >= MAX_FILES:
            raise Refused(
                _("The file {file} is not there.").format(file=path),
                asked,
                hint=_("Hand it in as well, or take its name out."),
            )
        whole: Table | None = None
        for document in read(text, path):
            table = _table(self._variables.fill(document), path)
            whole = table if whole is None else _table(merged(whole, table), path)
        self._read[path] = whole or Table({}, Place(path, 1), {})
        return self._read[path]

    def _dotenv(self) -> dict[str, str]:
        """Return the variables of `.env` beside the files, over those of the top folder."""
        found: dict[str, str] = {}
        for path in dict.fromkeys((files.DOTENV, files.beside(self._folder, files.DOTENV))):
            found |= dotenv.read(self._text(path) or "", path, found)
        return found

    def _text(self, path: str) -> str | None:
        if path not in self._submission.files:
            return None
        try:
            return self._submission.text(path)
        except UnicodeDecodeError:
            raise Unreadable(
                _("{file} is not text in UTF-8.").format(file=path),
                Place(path, 1),
                hint=_("Save the file with the encoding UTF-8 in your editor."),
            ) from None


_EMPTY = Table({}, Place("", 1), {})


def _table(node: Node, file: str) -> Table:
    if isinstance(node, Scalar) and node.is_null:
        return Table({}, node.place, {})
    if not isinstance(node, Table):
        raise Unreadable(
            _("{file} holds no mapping: it begins with something else than a key.").format(
                file=file
            ),
            node.place,
            expected="services:",
        )
    return node


def _included(table: Table) -> Iterator[Scalar]:
    """Yield the files that `include` names."""
    node = table.get("include")
    for item in node.items if isinstance(node, Sequence) else ():
        yield from scalars(item.get("path") if isinstance(item, Table) else item)
