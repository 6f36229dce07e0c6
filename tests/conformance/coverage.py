"""Which arguments and which rules of ours the configurations reach, as far as text can tell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import hcl2

from grader.terraform.aws import catalogue
from grader.terraform.aws.provider import course_schema
from grader.terraform.aws.s3_inline import NOT_HERE
from tests.conformance import golden
from tests.conformance.configuration import ROOT, Configuration, configurations

AWS = ROOT / "grader" / "terraform" / "aws"
_EXPRESSION = re.compile(r"^\$\{(.*)\}$", re.DOTALL)


def arguments() -> Iterator[str]:
    """Every argument of every type that ours serves: ``resource aws_x: block.argument``."""
    for kind, section, types in (
        ("resource", "resource_schemas", catalogue.RESOURCES),
        ("data", "data_source_schemas", catalogue.DATA_SOURCES),
    ):
        for name in types:
            for path in _arguments(course_schema()[section][name]["block"], ""):
                yield f"{kind} {name}: {path}"


def _arguments(block: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for name, one in block.get("attributes", {}).items():
        settable = one.get("required") or one.get("optional")
        if settable and f"{prefix}{name}" not in ("id", "tags_all"):
            yield prefix + name
    for name, nested in block.get("block_types", {}).items():
        if not (prefix == "" and name in NOT_HERE):
            yield from _arguments(nested["block"], f"{prefix}{name}.")


def set_somewhere() -> set[str]:
    """Every argument that some configuration sets to something that is not its default."""
    return {path for one in configurations() for path in _set_in(one)}


@cache
def _defaults(name: str) -> Mapping[str, Any]:
    from grader.terraform.aws.provider import _load

    place = catalogue.RESOURCES.get(name)
    return _load(place).defaults if place else {}


def _set_in(configuration: Configuration) -> Iterator[str]:
    sources = [one for name, one in configuration.files.items() if name.endswith(".tf")]
    for source in (*sources, *configuration.steps.values()):
        try:
            content = hcl2.loads(source.decode("utf-8-sig").replace("\r\n", "\n"))
        except Exception:  # a configuration that is meant not to parse
            continue
        for kind in ("resource", "data"):
            for block in content.get(kind, []):
                for name, bodies in block.items():
                    name = name.strip('"')
                    for body in bodies.values():
                        for path in _given(body, "", _defaults(name) if kind == "resource" else {}):
                            yield f"{kind} {name}: {path}"


def _given(body: Mapping[str, Any], prefix: str, defaults: Mapping[str, Any]) -> Iterator[str]:
    for name, value in body.items():
        path = prefix + name.strip('"')
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for element in value:
                yield from _given(element, f"{path}.", defaults)
        if path == "dynamic":
            continue
        if path not in defaults or _plain(value) != defaults[path]:
            yield path


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        found = _EXPRESSION.match(value)
        return (found[1] if found else value).strip('"')
    return value


def rejections() -> tuple[str, ...]:
    """Everything that the official provider said against a configuration."""
    said = set()
    for one in configurations():
        try:
            record = golden.read(one)
        except golden.Stale:
            continue
        for step in record.values():
            for part in (step, step.get("plan", {})):
                said |= {
                    f"{each['summary']}\n{each['detail']}" for each in part.get("diagnostics", [])
                }
    return tuple(sorted(said))


def rules() -> Iterator[tuple[str, str]]:
    """Every rule of ours that is written out in words: its place, and a pattern for its words."""
    for file in sorted(AWS.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            position = {"Problem": 1, "Refused": 0}.get(node.func.id)
            if position is None or len(node.args) <= position:
                continue
            pattern = _pattern(node.args[position])
            if pattern:
                yield f"{file.name}:{node.lineno}", pattern


def _pattern(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(str(one.value)) if isinstance(one, ast.Constant) else "(?s:.*?)"
            for one in node.values
        ]
        return "".join(parts)
    return None
