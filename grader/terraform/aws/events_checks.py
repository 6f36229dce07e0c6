"""Rules for arguments of EventBridge, in the words of hashicorp/aws 5.100."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.terraform.aws import checks
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values

DEFAULT_BUS = "default"
_NAME = "^[0-9A-Za-z_.-]+$"
BUS_NAME = r"^[/\.\-_A-Za-z0-9]+$"
_LONGEST_NAME = 64


def called(bus: str) -> str:
    """The name of an event bus that is given by name or by ARN, as EventBridge takes either."""
    return bus.rpartition("event-bus/")[2]


def restricted_name(config: Values, attribute: str) -> Iterator[Problem]:
    """The name of a rule, or the identifier of a target."""
    value = known(config, attribute)
    if value is None:
        return
    if len(value) > _LONGEST_NAME:
        yield Problem(
            (attribute,),
            f'"{attribute}" cannot be longer than {_LONGEST_NAME} characters: '
            f'"{checks.shown(value)}"',
        )
    if not re.fullmatch(_NAME, value):
        yield Problem(
            (attribute,),
            f'"{attribute}" doesn\'t comply with restrictions ("{_NAME}"): "{checks.shown(value)}"',
        )


def bus_name(config: Values, attribute: str = "event_bus_name") -> Iterator[Problem]:
    """The name of an event bus, or its ARN: what is neither breaks the rules of both."""
    value = known(config, attribute)
    if value is None:
        return
    wrong_arn = list(checks.arn(config, attribute))
    if not wrong_arn or re.fullmatch(BUS_NAME, value):
        return
    yield from wrong_arn
    yield from checks.pattern(config, attribute, BUS_NAME)
