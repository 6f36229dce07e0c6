"""What a container's environment is: `environment` as a list or a mapping, over `env_file`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.compose.merging import by_name
from grader.compose.nodes import Node, Scalar, Sequence, Table
from grader.compose.refusal import Place, Refused
from grader.locale import _


@dataclass(frozen=True)
class Setting:
    """One variable; ``value`` is None where the shell that starts Compose would give it."""

    value: str | None
    place: Place


def read_environment(node: Node | None, known: Mapping[str, str]) -> dict[str, Setting]:
    """Return the variables by name; one without a value takes that of ``known``. Raises Refused."""
    if node is None:
        return {}
    table = by_name(node)
    if not isinstance(table, Table):
        place = table.place
        if isinstance(table, Sequence):
            place = next(x.place for x in table.items if not isinstance(x, Scalar))
        raise Refused(
            _("environment is neither a list of NAME=value nor a mapping of NAME: value."),
            place,
            expected="- SERVICES=s3,lambda,dynamodb,events",
            hint=_("After a hyphen comes NAME=value; without hyphens, NAME: value."),
        )
    found = {}
    for name, value in table.entries.items():
        place = table.keys.get(name, value.place)
        if not isinstance(value, Scalar):
            raise Refused(
                _("The variable {name} has more than one value.").format(name=name),
                place,
                hint=_("Write a list of services with commas, in one line."),
            )
        found[name] = Setting(known.get(name) if value.is_null else value.text, place)
    return found


@dataclass(frozen=True)
class EnvFile:
    """A file that `env_file` names."""

    path: str
    required: bool
    place: Place


def read_env_files(node: Node | None) -> tuple[EnvFile, ...]:
    """Return the files of `env_file`, in their order. Raises Refused."""
    found = []
    for item in node.items if isinstance(node, Sequence) else (node,) if node else ():
        if isinstance(item, Scalar):
            found.append(EnvFile(item.text, True, item.place))
        elif isinstance(item, Table) and (path := item.text("path")):
            found.append(EnvFile(path, (item.text("required") or "true") != "false", item.place))
        else:
            raise Refused(_("env_file names no file."), item.place, expected="env_file: .env")
    return tuple(found)
