"""Where what stands on a running cloud is not what the files would make of it today."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.hcl.addresses import block_of
from grader.live.things import NAMED_BY

if TYPE_CHECKING:
    from grader.rubric import Where
    from grader.stage import Stage
    from grader.terraform.deployment import Deployed

FUNCTION = "aws_lambda_function"
COMPARED: Mapping[str, tuple[str, ...]] = {
    "aws_s3_bucket": ("bucket",),
    FUNCTION: ("function_name", "handler", "runtime", "timeout", "environment"),
    "aws_dynamodb_table": ("name", "hash_key", "range_key", "attribute"),
    "aws_cloudwatch_event_rule": ("name", "schedule_expression", "state"),
    "aws_cloudwatch_event_target": ("rule", "arn", "input"),
    "aws_scheduler_schedule": ("name", "schedule_expression", "state"),
    "aws_lambda_permission": ("function_name", "principal", "action", "source_arn"),
}
"""Attributes that are read from a running cloud, too, by the type of the resource."""
STEADY = frozenset(
    {"handler", "runtime", "timeout", "schedule_expression", "state", "principal", "action",
     "hash_key", "range_key", "attribute"}
)  # fmt: skip
"""What is the same at every deployment, even where names are drawn by lot."""
BY_LOT = re.compile(r"\brandom_\w+\.")
SAME = {"is_enabled": "state", "event_pattern": "schedule_expression"}
ACCOUNT = re.compile(r":\d{12}:")
FUNCTION_NAME = re.compile(r".*:function:([^:]+)(:.*)?")


@dataclass(frozen=True)
class Difference:
    """The block of a resource that stands otherwise, and the attributes in which it does."""

    type: str
    file: str
    line: int
    attributes: frozenset[str]


def differences(stage: Stage) -> tuple[Difference, ...]:
    """Return where what stands is not what the sources would make; nothing where they make none."""
    drawn = any(
        BY_LOT.search(stage.submission.text(file)) for file in stage.submission.matching("*.tf")
    )
    there = stage.deployment.resources
    return tuple(
        Difference(one.type, block.file, block.line, attributes)
        for one in stage.rehearsal.resources
        if one.mode == "managed" and one.type in COMPARED
        if (block := block_of(stage.configuration, one.address, stage.terraform_root)) is not None
        if (attributes := _unlike(one, _counterparts(one, there), by_lot=drawn))
    )


def is_outdated(stage: Stage, found: Iterable[Difference], where: Where) -> bool:
    """Whether a finding at that place is about something that stands otherwise.

    What is found in the code is about the functions that run it.
    """
    found = tuple(found)
    if where.file.endswith(".py"):
        return any(one.type == FUNCTION for one in found)
    top, name = _named_at(stage, where)
    if top is None:
        return False
    of_block = [one for one in found if (one.file, one.line) == (where.file, top)]
    return any(name in one.attributes or name not in COMPARED[one.type] for one in of_block)


def _named_at(stage: Stage, where: Where) -> tuple[int | None, str | None]:
    """Return the line of the block around a place, and the argument or inner block it is in."""
    line = where.line or 0
    blocks = [one for one in stage.configuration.files.get(where.file, ()) if one.line <= line]
    if not blocks:
        return None, None
    top = max(blocks, key=lambda one: one.line)
    inside = [(one.line, one.name) for one in top.attributes if one.line <= line]
    inside += [(one.line, one.type) for one in top.blocks if one.line <= line]
    name = max(inside)[1] if inside and line != top.line else None
    return top.line, SAME.get(name, name) if name else None


def _counterparts(one: Deployed, there: Iterable[Deployed]) -> list[Deployed]:
    """Return what stands for a resource: what has its name, else the only one of its type."""
    same = [other for other in there if other.type == one.type]
    key = NAMED_BY[one.type]
    named = [o for o in same if o.attributes.get(key) == one.attributes.get(key)]
    return named or (same if len(same) == 1 else [])


def _unlike(one: Deployed, others: list[Deployed], *, by_lot: bool) -> frozenset[str]:
    names = [name for name in COMPARED[one.type] if not by_lot or name in STEADY]
    if not others:
        return frozenset() if by_lot else frozenset(names)
    return min(
        (
            frozenset(
                name
                for name in names
                if _plain(one.attributes.get(name)) != _plain(other.attributes.get(name))
            )
            for other in others
        ),
        key=len,
    )


def _plain(value: Any) -> str:
    """Return a value in a form in which the same is equal, of whatever account and order."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, (list, tuple)):
        return json.dumps(sorted(_plain(item) for item in value))
    if isinstance(value, Mapping):
        return json.dumps({key: _plain(item) for key, item in sorted(value.items())})
    text = ACCOUNT.sub(":", str(value))
    function = FUNCTION_NAME.fullmatch(text) if text.startswith("arn:") else None
    return text if function is None or "/" in text else function[1]
