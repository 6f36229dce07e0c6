"""Schemas of the small providers, in few words."""

from __future__ import annotations

from typing import Any

from grader.terraform.provider.schema import Schema, read_schema


def schema(
    attributes: dict[str, Any], blocks: dict[str, Any] | None = None, version: int = 0
) -> Schema:
    """A schema of attributes (and blocks) in Terraform's JSON notation."""
    return read_schema(
        {"version": version, "block": {"attributes": attributes, "block_types": blocks or {}}}
    )


def required(kind: Any, *, sensitive: bool = False) -> dict[str, Any]:
    """An argument that must be given."""
    return {"type": kind, "required": True, "sensitive": sensitive}


def optional(kind: Any, *, sensitive: bool = False) -> dict[str, Any]:
    """An argument that may be left out."""
    return {"type": kind, "optional": True, "sensitive": sensitive}


def defaulted(kind: Any) -> dict[str, Any]:
    """An argument that the provider fills when it is left out."""
    return {"type": kind, "optional": True, "computed": True}


def computed(kind: Any, *, sensitive: bool = False) -> dict[str, Any]:
    """A value that the provider alone decides."""
    return {"type": kind, "computed": True, "sensitive": sensitive}


STRINGS = ["map", "string"]
"""The type of a map of strings."""
