"""Configurations made from the schema: any argument of any type, with values of the right kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from grader.terraform.aws import catalogue
from grader.terraform.aws.provider import course_schema

SEEDS = range(240)
"""Those whose acceptance by the official provider is recorded."""
_TEXTS = (
    "name", "a-b.c", "Ab_1", "", "ñandú", "a b", "arn:aws:iam::000000000000:role/r",
    "arn:aws:s3:::bucket", "arn:aws:sqs:us-east-1:000000000000:q", "python3.12", "Enabled",
    "rate(5 minutes)", "cron(0 12 * * ? *)", "alias/key", "{}", "$${x}", "%%{x}", "es\\ncape",
    '{"Version":"2012-10-17","Statement":[]}', "PAY_PER_REQUEST", "S", "private", "10", "true",
)  # fmt: skip
_NUMBERS = (0, 1, 3, 5, 7, 30, 128, 900, 1024, -1, 3600)
_LIKELY = 0.25


def resource(random: Random, label: str) -> tuple[str, str]:
    """The address of a resource or data source, and its block."""
    kind, section, types = random.choice(
        (
            ("resource", "resource_schemas", catalogue.RESOURCES),
            ("data", "data_source_schemas", catalogue.DATA_SOURCES),
        )
    )
    name = random.choice(sorted(types))
    body = "\n".join(_body(random, course_schema()[section][name]["block"], "  "))
    address = f"{'data.' if kind == 'data' else ''}{name}.{label}"
    return address, f'{kind} "{name}" "{label}" {{\n{body}\n}}\n'


def recorded_set() -> dict[str, str]:
    """Blocks by address, one a seed."""
    return dict(resource(Random(seed), f"x{seed}") for seed in SEEDS)


def _body(random: Random, block: Mapping[str, Any], indent: str) -> list[str]:
    lines = []
    for name, one in sorted(block.get("attributes", {}).items()):
        wanted = one.get("required") or (one.get("optional") and random.random() < _LIKELY)
        if wanted and name not in ("id", "tags_all"):
            lines.append(f"{indent}{name} = {_value(random, one['type'])}")
    for name, nested in sorted(block.get("block_types", {}).items()):
        least = nested.get("min_items", 0)
        single = nested["nesting_mode"] == "single" or nested.get("max_items") == 1
        for _index in range(max(least, int(random.random() < _LIKELY) * (1 if single else 2))):
            lines.append(f"{indent}{name} {{")
            lines += _body(random, nested["block"], indent + "  ")
            lines.append(f"{indent}}}")
    return lines


def _value(random: Random, kind: Any) -> str:
    if kind == "bool":
        return random.choice(("true", "false"))
    if kind == "number":
        return str(random.choice(_NUMBERS))
    if kind == "string":
        return json.dumps(random.choice(_TEXTS), ensure_ascii=False).replace("\\\\n", "\\n")
    if isinstance(kind, list) and kind[0] == "map":
        return f"{{ a = {_value(random, kind[1])} }}"
    if isinstance(kind, list) and kind[0] == "object":
        fields = ", ".join(f"{name} = {_value(random, one)}" for name, one in kind[1].items())
        return f"{{ {fields} }}"
    return f"[{', '.join(_value(random, kind[1]) for _one in range(random.randint(0, 2)))}]"
