"""Rules for single arguments, in the words of the plugin SDK that hashicorp/aws is built on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from grader.terraform.aws.gojson import mistake_in
from grader.terraform.provider.planner import Path
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values
from grader.terraform.sentences import LONG_VALUE, NEEDS_NEWER, NEEDS_NEWER_DETAIL, meant

_LONGEST_SHOWN = 160
_PARTITION = r"^aws(-[a-z]+)*$"
_REGION = r"[a-z]{2}(-[a-z]+)+-\d{1,2}"
_ACCOUNT = r"^(aws|aws-managed|third-party|aws-marketplace|\d{12}|cw.{10})$"


def blocks(config: Values, name: str, *, set_nested: bool = False) -> Iterator[tuple[Path, Values]]:
    """The known elements of a nested block, with their paths (a set's elements have none)."""
    given = config.get(name)
    if not isinstance(given, list):
        return
    for index, block in enumerate(given):
        if isinstance(block, dict):
            yield () if set_nested else (name, index), block


def exactly_one(config: Values, names: Sequence[str]) -> Iterator[Problem]:
    """One of the arguments, and only one."""
    listed = ",".join(names)
    given = [name for name in names if config.get(name) not in (None, [])]
    for name in names:
        if not given:
            words = f'"{name}": one of `{listed}` must be specified'
            yield Problem((), "Invalid combination of arguments", words)
        elif len(given) > 1:
            yield Problem(
                (name,) if name in given else (),
                "Invalid combination of arguments",
                f'"{name}": only one of `{listed}` can be specified, but '
                f"`{','.join(given)}` were specified.",
            )


def at_least_one(config: Values, names: Sequence[str]) -> Iterator[Problem]:
    """One of the arguments, or more."""
    if all(config.get(name) in (None, []) for name in names):
        for name in names:
            words = f'"{name}": one of `{",".join(names)}` must be specified'
            yield Problem((), "Missing required argument", words)


def together(config: Values, names: Sequence[str]) -> Iterator[Problem]:
    """All of the arguments or none."""
    given = [name for name in names if config.get(name) is not None]
    if given and len(given) < len(names):
        for name in given:
            yield Problem(
                (name,),
                "Missing required argument",
                f'"{name}": all of `{",".join(names)}` must be specified',
            )


def conflicting(config: Values, names: Sequence[str]) -> Iterator[Problem]:
    """At most one of the arguments or blocks."""
    given = [name for name in names if known(config, name) not in (None, [])]
    for name in given:
        others = [one for one in given if one != name]
        if others:
            yield Problem(
                () if isinstance(config[name], list) else (name,),
                "Conflicting configuration arguments",
                f'"{name}": conflicts with {others[0]}',
            )


def enumeration(
    config: Values,
    name: str,
    allowed: Sequence[str],
    *,
    newer: Sequence[str] = (),
    path: Path = (),
    at: Path = (),
) -> Iterator[Problem]:
    """One of the allowed words; ``newer`` ones, of later releases, are accepted.

    ``path`` is where the argument is and part of its name in the message, ``at`` only where.
    """
    yield from _allowed(
        known(config, name), _dotted(path, name), (*path, *at, name), allowed, newer
    )


def each_of(
    config: Values,
    name: str,
    allowed: Sequence[str],
    *,
    newer: Sequence[str] = (),
    at: Path = (),
) -> Iterator[Problem]:
    """A list of allowed words; ``at`` as for `enumeration`."""
    for value in known(config, name) or []:
        yield from _allowed(value, name, (*at, name), allowed, newer)


def between(
    config: Values, name: str, least: int, most: int, *, path: Path = (), at: Path = ()
) -> Iterator[Problem]:
    """A number in a range; ``path`` and ``at`` as for `enumeration`."""
    value = known(config, name)
    if value is not None and not least <= value <= most:
        yield Problem(
            (*path, *at, name),
            f"expected {_dotted(path, name)} to be in the range ({least} - {most}), got {value}",
        )


def between_or(
    config: Values, name: str, least: int, most: int, others: Sequence[int]
) -> Iterator[Problem]:
    """A number in a range, or one of others: what is neither breaks both rules."""
    value = known(config, name)
    if value is not None and value not in others:
        wrong = list(between(config, name, least, most))
        if wrong:
            yield from wrong
            allowed = " ".join(str(one) for one in others)
            yield Problem((name,), f"expected {name} to be one of [{allowed}], got {value}")


def at_least(config: Values, name: str, least: int, *, path: Path = ()) -> Iterator[Problem]:
    """A number from ``least`` on."""
    value = known(config, name)
    if value is not None and value < least:
        words = f"expected {_dotted(path, name)} to be at least ({least}), got {value}"
        yield Problem((*path, name), words)


def at_most(config: Values, name: str, most: int, *, path: Path = ()) -> Iterator[Problem]:
    """A number up to ``most``."""
    value = known(config, name)
    if value is not None and value > most:
        words = f"expected {_dotted(path, name)} to be at most ({most}), got {value}"
        yield Problem((*path, name), words)


def not_empty(config: Values, name: str) -> Iterator[Problem]:
    """A text that says something."""
    if config.get(name) == "":
        yield Problem((name,), f"{name} must not be empty, got ")


def moved(problem: Problem, path: Path) -> Problem:
    """The same at another place: nothing inside a set can be pointed at."""
    return replace(problem, path=path)


def length(
    config: Values, name: str, least: int, most: int, *, path: Path = (), at: Path = ()
) -> Iterator[Problem]:
    """A text of a certain length; ``path`` and ``at`` as for `enumeration`."""
    yield from _length(known(config, name), _dotted(path, name), (*path, *at, name), least, most)


def each_length(
    config: Values, name: str, least: int, most: int, *, path: Path = ()
) -> Iterator[Problem]:
    """Texts of a certain length in a list."""
    for index, value in enumerate(known(config, name) or []):
        where = (*path, name, index)
        yield from _length(value, _dotted(where[:-1], str(index)), where, least, most)


def arn(config: Values, name: str, *, path: Path = (), at: Path = ()) -> Iterator[Problem]:
    """The syntax of an ARN; ``path`` and ``at`` as for `enumeration`."""
    yield from arn_text(known(config, name), _dotted(path, name), (*path, *at, name))


def arn_text(value: Any, name: str, path: Path) -> Iterator[Problem]:
    """The syntax of one ARN; an empty text is none."""
    if not value:
        return
    for words in _arn_mistakes(value):
        yield Problem(path, f'"{name}" ({shown(value)}) is an invalid ARN: {words}')


def pattern(config: Values, name: str, expression: str) -> Iterator[Problem]:
    """A text that matches a regular expression, which Go quotes in the message."""
    value = known(config, name)
    if value is not None and not re.search(expression, value):
        quoted = expression.replace("\\", "\\\\")
        yield Problem(
            (name,),
            f'expected value of {name} to match regular expression "{quoted}", got {shown(value)}',
        )


def account(config: Values, name: str) -> Iterator[Problem]:
    """The number of an AWS account."""
    value = known(config, name)
    if value is not None and not re.fullmatch(r"\d{12}", value):
        yield Problem(
            (name,),
            f'"{name}" doesn\'t look like AWS Account ID (exactly 12 digits): "{shown(value)}"',
        )


def json_text(config: Values, name: str) -> Iterator[Problem]:
    """A text that is JSON."""
    value = known(config, name)
    if value is None:
        return
    mistake = mistake_in(value)
    if mistake is not None:
        yield Problem((name,), f'"{name}" contains an invalid JSON: {mistake.words}')


def policy_text(config: Values, name: str, *, path: Path = ()) -> Iterator[Problem]:
    """A text that is an IAM policy's JSON."""
    value = known(config, name)
    if value is None:
        return
    words = _policy_mistake(value)
    if words is not None:
        yield Problem((*path, name), f'"{name}" {words}')


def function_name(config: Values) -> Iterator[Problem]:
    """The name of a Lambda function, or its ARN."""
    name = known(config, "function_name")
    pattern = (
        r"(arn:[\w-]+:lambda:)?([a-z]{2}-(?:[a-z]+-){1,2}\d{1}:)?(\d{12}:)?(function:)?"
        r"([0-9A-Za-z_-]+)(:(\$LATEST|[0-9A-Za-z_-]+))?"
    )
    yield from length(config, "function_name", 1, 140)
    if name is not None and not re.fullmatch(pattern, name):
        yield Problem(
            ("function_name",),
            "invalid value for function_name (must be valid function name or function ARN)",
        )


def shown(value: Any) -> str:
    """A value as messages may quote it: one short line, never the content of a file."""
    text = str(value)
    if len(text) > _LONGEST_SHOWN or "\n" in text:
        return meant(LONG_VALUE)
    return text


def _allowed(
    value: Any, name: str, path: Path, allowed: Sequence[str], newer: Sequence[str]
) -> Iterator[Problem]:
    if value is None or value in allowed:
        return
    if value in newer:
        yield Problem(
            path,
            meant(NEEDS_NEWER, value=value),
            meant(NEEDS_NEWER_DETAIL),
            warning=True,
        )
        return
    quoted = " ".join(f'"{one}"' for one in allowed)
    yield Problem(path, f"expected {name} to be one of [{quoted}], got {shown(value)}")


def _length(value: Any, name: str, path: Path, least: int, most: int) -> Iterator[Problem]:
    if value is not None and not least <= len(value.encode()) <= most:
        yield Problem(
            path,
            f"expected length of {name} to be in the range ({least} - {most}), got {shown(value)}",
        )


def _arn_mistakes(value: str) -> list[str]:
    if not value.startswith("arn:"):
        return ["arn: invalid prefix"]
    if value.count(":") < 5:
        return ["arn: not enough sections"]
    _arn, partition, _service, region, account, resource = value.split(":", 5)
    found = []
    if not partition:
        found.append("missing partition value")
    elif not re.search(_PARTITION, partition):
        found.append(
            f"invalid partition value (expecting to match regular expression: {_PARTITION})"
        )
    if region and not re.fullmatch(_REGION, region):
        found.append("invalid region value")
    if account and not re.search(_ACCOUNT, account):
        found.append(
            f"invalid account ID value (expecting to match regular expression: {_ACCOUNT})"
        )
    if not resource:
        found.append("missing resource value")
    return found


def _policy_mistake(text: str) -> str | None:
    if not text:
        return "is an empty string, which is not a valid JSON value"
    if text.startswith("["):
        return "contains an invalid JSON policy: contains a JSON array, not a JSON object"
    if not text.startswith("{"):
        if text[0].isspace() and text.lstrip().startswith("{"):
            return "contains an invalid JSON policy: leading space characters are not allowed"
        return "contains an invalid JSON policy: not a JSON object"
    mistake = mistake_in(text)
    if mistake is None:
        return None
    return f"contains an invalid JSON policy: {mistake.words}, at byte offset {mistake.offset}"


def _dotted(path: Path, name: str) -> str:
    return ".".join(str(step) for step in (*path, name))
