"""What the official provider made of each configuration, recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conformance.configuration import HERE, Configuration
from tests.conformance.masks import comparable

RECORD = "python -m tests.conformance.record"


class Stale(Exception):
    """There is no record of this very configuration."""


def place(configuration: Configuration) -> Path:
    """Where the record of ``configuration`` is."""
    return HERE / "golden" / f"{configuration.name.replace('/', '.')}.json"


def read(configuration: Configuration) -> dict[str, Any]:
    """The record; raises Stale when it is missing, or of other files."""
    file = place(configuration)
    how = f"{RECORD} {configuration.name}"
    if not file.exists():
        raise Stale(f"{configuration.name} was never recorded: {how}")
    found = json.loads(file.read_text(encoding="utf-8"))
    if found["hash"] != configuration.hash:
        raise Stale(f"{configuration.name} changed since it was recorded: {how}")
    return dict(found["record"])


def write(configuration: Configuration, record: dict[str, Any]) -> None:
    """Keep ``record``: a line for each thing, so that a change shows."""
    steps = []
    for step, parts in comparable(record).items():
        lines = []
        for part, value in parts.items():
            if isinstance(value, dict) and value:
                inner = ",\n".join(
                    f"    {_line(name)}: {_line(one)}" for name, one in value.items()
                )
                lines.append(f"   {_line(part)}: {{\n{inner}\n   }}")
            else:
                lines.append(f"   {_line(part)}: {_line(value)}")
        steps.append(f"  {_line(step)}: {{\n" + ",\n".join(lines) + "\n  }")
    body = ",\n".join(steps)
    text = f'{{\n "hash": "{configuration.hash}",\n "record": {{\n{body}\n }}\n}}\n'
    place(configuration).write_text(text, encoding="utf-8")


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
