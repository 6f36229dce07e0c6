"""Rules for single arguments, in the words of the plugin SDK that hashicorp/aws is built on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from grader.terraform.provider.planner import Path
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values

_ARN = re.compile(
    r"^arn:(?P<partition>[a-z0-9-]*):(?P<service>[a-z0-9-]*):(?P<region>[^:]*):"
    r"(?P<account>[^:]*):(?P<resource>.+)$",
    re.DOTALL,
)
_LONGEST_SHOWN = 100


def exactly_one(config: Values, names: Sequence[str]) -> Iterator[Problem]:
    """One of the arguments, and only one."""
    listed = ",".join(names)
    set_ones = [name for name in names if config.get(name) is not None]
    if not set_ones:
        for name in names:
            yield Problem(
                (), "Invalid combination of arguments",
                f'"{name}": one of `{listed}` must be specified',
            )
    elif len(set_ones) > 1:
        for name in set_ones:
            yield Problem(
                (name,),
                "Invalid combination of arguments",
                f'"{name}": only one of `{listed}` can be specified, but '
                f"`{','.join(set_ones)}` were specified.",
            )


def enumeration(
    config: Values, name: str, allowed: Sequence[str], *, newer: Sequence[str] = (), path: Path = ()
) -> Iterator[Problem]:
    """One of the allowed words; ``newer`` ones, of later releases, are accepted."""
    value = known(config, name)
    if value is None or value in allowed:
        return
    if value in newer:
        yield Problem(
            (*path, name),
            f'"{value}" needs release 6.x of the aws provider',
            "Release 5.100 does not know it yet.",
            warning=True,
        )
        return
    quoted = " ".join(f'"{one}"' for one in allowed)
    dotted = ".".join(str(step) for step in (*path, name))
    yield Problem(
        (*path, name), f"expected {dotted} to be one of [{quoted}], got {shown(value)}"
    )


def between(
    config: Values, name: str, least: int, most: int, *, path: Path = ()
) -> Iterator[Problem]:
    """A number in a range."""
    value = known(config, name)
    if value is not None and not least <= value <= most:
        yield Problem(
            (*path, name),
            f"expected {_dotted(path, name)} to be in the range ({least} - {most}), got {value}",
        )


def at_least(config: Values, name: str, least: int, *, path: Path = ()) -> Iterator[Problem]:
    """A number from ``least`` on."""
    value = known(config, name)
    if value is not None and value < least:
        yield Problem(
            (*path, name),
            f"expected {_dotted(path, name)} to be at least ({least}), got {value}",
        )


def length(
    config: Values, name: str, least: int, most: int, *, path: Path = ()
) -> Iterator[Problem]:
    """A text of a certain length."""
    value = known(config, name)
    if value is not None and not least <= len(value) <= most:
        yield Problem(
            (*path, name),
            f"expected length of {_dotted(path, name)} to be in the range "
            f"({least} - {most}), got {shown(value)}",
        )


def arn(config: Values, name: str, *, path: Path = ()) -> Iterator[Problem]:
    """The syntax of an ARN."""
    value = known(config, name)
    if not value:
        return
    words = arn_error(value)
    if words is not None:
        yield Problem((*path, name), f'"{name}" ({shown(value)}) is an invalid ARN: {words}')


def arn_error(value: str) -> str | None:
    """What is wrong with an ARN, as the provider says it."""
    if not value.startswith("arn:"):
        return "arn: invalid prefix"
    if value.count(":") < 5:
        return "arn: not enough sections"
    _arn, partition, _service, region, account, resource = value.split(":", 5)
    if not partition:
        return "missing partition value"
    if not re.fullmatch(r"aws(-[a-z]+)*", partition):
        return f"invalid partition value (expecting to match regular expression: ^aws(-[a-z]+)*$)"
    if region and not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d{1,2}", region):
        return (
            "invalid region value (expecting to match regular expression: "
            r"^[a-z]{2}(-[a-z]+)+-\d{1,2}$)"
        )
    if account and not re.fullmatch(r"(aws|aws-managed|third-party|aws-marketplace|\d{12}|cw.{10})", account):
        return (
            "invalid account ID value (expecting to match regular expression: "
            r"^(aws|aws-managed|third-party|aws-marketplace|\d{12}|cw.{10})$)"
        )
    if not resource:
        return "missing resource value"
    return None


def json_text(config: Values, name: str, *, path: Path = ()) -> Iterator[Problem]:
    """A text that is JSON."""
    value = known(config, name)
    if value is None:
        return
    try:
        json.loads(value)
    except ValueError as error:
        yield Problem((*path, name), f'"{name}" contains an invalid JSON: {_go_words(error)}')


def function_name(name: str) -> Iterator[Problem]:
    """The name of a Lambda function."""
    if len(name) > 140:
        yield Problem(
            ("function_name",),
            f'"function_name" cannot be longer than 140 characters: "{shown(name)}"',
        )
    pattern = (
        r"(arn:[\w-]+:lambda:)?([a-z]{2}-(?:[a-z]+-){1,2}\d{1}:)?(\d{12}:)?(function:)?"
        r"([0-9A-Za-z_-]+)(:(\$LATEST|[0-9A-Za-z_-]+))?"
    )
    if not re.fullmatch(pattern, name):
        yield Problem(
            ("function_name",),
            f'"function_name" must be valid function name or function ARN: "{shown(name)}"',
        )


def shown(value: Any) -> str:
    """A value as messages may quote it: one short line, never the content of a file."""
    text = str(value)
    if len(text) > _LONGEST_SHOWN or "\n" in text:
        return "(a long value)"
    return text


def _dotted(path: Path, name: str) -> str:
    return ".".join(str(step) for step in (*path, name))


def _go_words(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError) and error.pos < len(error.doc):
        character = error.doc[error.pos]
        return f"invalid character '{character}' looking for beginning of value"
    return "unexpected end of JSON input"


def json_error(text: str, error: ValueError) -> str:
    """What is wrong with JSON, nearly as Go says it."""
    position = error.pos if isinstance(error, json.JSONDecodeError) else len(text)
    return f"{_go_words(error)} (at byte {position})"
