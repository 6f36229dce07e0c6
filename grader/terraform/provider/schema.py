"""Schemas: read from data files, looked at by the planner, handed to Terraform."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tf.gen import tfplugin_pb2 as pb

_NESTING = {"single": 1, "list": 2, "set": 3, "map": 4, "group": 5}


@dataclass(frozen=True)
class Attribute:
    """One argument or exported value of a block."""

    name: str
    type: Any
    """Terraform's JSON notation: ``"string"``, ``["set", "string"]`` …"""
    required: bool = False
    optional: bool = False
    computed: bool = False
    sensitive: bool = False
    deprecated: bool = False

    @cached_property
    def is_set(self) -> bool:
        """Whether order and repetition do not matter."""
        return isinstance(self.type, list) and self.type[0] == "set"


@dataclass(frozen=True)
class NestedBlock:
    """A block type inside a block."""

    name: str
    nesting: str
    block: Block
    min_items: int = 0
    max_items: int = 0


@dataclass(frozen=True)
class Block:
    """The attributes and block types of a resource, or of a block in it."""

    attributes: Mapping[str, Attribute]
    blocks: Mapping[str, NestedBlock]
    deprecated: bool = False


@dataclass(frozen=True)
class Schema:
    """A versioned block: what Terraform knows of a type."""

    block: Block
    version: int = 0


def read_schema(data: Mapping[str, Any]) -> Schema:
    """Read one schema in the notation of ``terraform providers schema -json``."""
    return Schema(read_block(data["block"]), int(data.get("version", 0)))


def read_block(data: Mapping[str, Any]) -> Block:
    """Read a block in the notation of ``terraform providers schema -json``."""
    return Block(
        attributes={
            name: Attribute(
                name,
                one["type"],
                required=one.get("required", False),
                optional=one.get("optional", False),
                computed=one.get("computed", False),
                sensitive=one.get("sensitive", False),
                deprecated=one.get("deprecated", False),
            )
            for name, one in data.get("attributes", {}).items()
        },
        blocks={
            name: NestedBlock(
                name,
                one["nesting_mode"],
                read_block(one["block"]),
                one.get("min_items", 0),
                one.get("max_items", 0),
            )
            for name, one in data.get("block_types", {}).items()
        },
        deprecated=data.get("deprecated", False),
    )


def message(schema: Schema) -> pb.Schema:
    """The schema as a message of the protocol."""
    return pb.Schema(version=schema.version, block=_block_message(schema.block))


def _block_message(block: Block) -> pb.Schema.Block:
    return pb.Schema.Block(
        deprecated=block.deprecated,
        attributes=[
            pb.Schema.Attribute(
                name=one.name,
                type=json.dumps(one.type).encode(),
                required=one.required,
                optional=one.optional,
                computed=one.computed,
                sensitive=one.sensitive,
                deprecated=one.deprecated,
            )
            for one in block.attributes.values()
        ],
        block_types=[
            pb.Schema.NestedBlock(
                type_name=one.name,
                block=_block_message(one.block),
                nesting=_NESTING[one.nesting],
                min_items=one.min_items,
                max_items=one.max_items,
            )
            for one in block.blocks.values()
        ],
    )
