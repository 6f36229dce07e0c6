"""The volumes of a service, short and long."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.compose.nodes import Node, Scalar, Sequence, Table
from grader.compose.refusal import Place, Refused
from grader.locale import _

DRIVE = re.compile(r"[A-Za-z]:(?=[\\/])")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
KINDS = frozenset({"volume", "bind", "tmpfs", "npipe", "cluster", "image"})
SOCKETS = ("docker.sock", "docker_engine", "podman.sock")


@dataclass(frozen=True)
class Mount:
    """``source`` is a folder for a bind, a volume's name, or None; ``target`` in the container."""

    kind: str
    source: str | None
    target: str
    read_only: bool
    place: Place

    @property
    def is_socket(self) -> bool:
        """Whether the container is given Docker itself."""
        return any(name in f"{self.source} {self.target}" for name in SOCKETS)

    def __str__(self) -> str:
        return f"{self.source}:{self.target}" if self.source else self.target


def read_mounts(node: Node | None) -> Iterator[Mount]:
    """Yield what is mounted. Raises Refused."""
    if node is None:
        return
    if not isinstance(node, Sequence):
        raise Refused(
            _("volumes is not a list."), node.place, hint=_("Begin each volume with a hyphen: - ")
        )
    for item in node.items:
        yield read_mount(item)


def read_mount(item: Node) -> Mount:
    """Return one volume. Raises Refused."""
    if isinstance(item, Scalar):
        return _short(item)
    if isinstance(item, Table):
        return _long(item)
    raise _malformed(str(item.place.line), item.place)


def _short(item: Scalar) -> Mount:
    text = item.text
    drive = DRIVE.match(text)
    start = drive.end() if drive else 0
    first, *rest = text[start:].split(":")
    parts = [text[:start] + first, *rest]
    if not all(parts) or len(parts) > 3:
        raise _malformed(text, item.place)
    source = parts[0] if len(parts) > 1 else None
    target = parts[1] if len(parts) > 1 else parts[0]
    modes = parts[2].split(",") if len(parts) == 3 else []
    if not target.startswith("/") and not re.match(r"[A-Za-z]:|\\\\", target):
        raise Refused(
            _("A volume's place in the container is not an absolute path."),
            item.place,
            expected="SOURCE:/absolute/path",
            found=text,
            hint=_("Write what is on this machine first, then a colon and the container's folder."),
        )
    kind = "bind" if source is not None and _is_path(source) else "volume"
    if kind == "volume" and source is not None and not NAME.fullmatch(source):
        raise Refused(
            _("This is neither a volume's name nor a path."),
            item.place,
            expected="./volume, localstack_data",
            found=source,
            hint=_("Begin a folder's path with ./ or /."),
        )
    return Mount(kind, source, posixpath.normpath(target), "ro" in modes, item.place)


def _long(item: Table) -> Mount:
    kind, target = item.text("type"), item.text("target")
    if kind not in KINDS or (not target and kind != "tmpfs"):
        raise Refused(
            _("A volume in the long form needs a type and a target."),
            item.place,
            expected="type: volume, source: localstack_data, target: /var/lib/localstack",
            found=f"type: {kind}, target: {target}",
        )
    source = item.text("source") or item.text("src")
    if kind == "bind" and not source:
        raise Refused(_("A bind needs a source: a folder of this machine."), item.place)
    read_only = item.get("read_only")
    is_read_only = isinstance(read_only, Scalar) and read_only.text.lower() == "true"
    target = posixpath.normpath(target or "/")
    return Mount(str(kind), source, target, is_read_only, item.place)


def _is_path(source: str) -> bool:
    return source.startswith((".", "/", "~", "\\")) or bool(DRIVE.match(source))


def _malformed(text: str, place: Place) -> Refused:
    return Refused(
        _("A volume is not written as Compose reads it."),
        place,
        expected="SOURCE:/folder/in/the/container",
        found=text,
        hint=_("A source that comes from a variable needs a default: ${NAME:-./volume}."),
    )
