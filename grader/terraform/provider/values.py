"""Values as Terraform passes them: msgpack, with a sign for what is not known yet."""

from __future__ import annotations

import json
from typing import Any, Final, final

import msgpack  # type: ignore[import-untyped]
from tf.gen import tfplugin_pb2 as pb

Values = dict[str, Any]
"""The attributes and nested blocks of one block, by name."""


@final
class Unknown:
    """A value that is only known after apply."""

    def __repr__(self) -> str:
        """As Terraform prints it."""
        return "(known after apply)"


UNKNOWN: Final = Unknown()
_UNKNOWN_ON_THE_WIRE: Final = msgpack.ExtType(0, b"\0")
_INTEGERS: Final = range(-(2**63), 2**63)


def has_unknown(value: object) -> bool:
    """Whether ``value`` or anything inside it is unknown."""
    if isinstance(value, dict):
        return any(has_unknown(one) for one in value.values())
    if isinstance(value, list):
        return any(has_unknown(one) for one in value)
    return value is UNKNOWN


def known_values(values: Values) -> Values:
    """Those values in which nothing is unknown."""
    return {name: one for name, one in values.items() if not has_unknown(one)}


def decode(value: pb.DynamicValue) -> Any:
    """Read a DynamicValue: None, or the values of a block."""
    if value.msgpack:
        return unpack(value.msgpack)
    return json.loads(value.json) if value.json else None


def unpack(data: bytes) -> Any:
    """Read msgpack; extensions of any kind (refined ones, too) are unknown values."""
    return msgpack.unpackb(
        data, raw=False, strict_map_key=False, ext_hook=lambda _code, _data: UNKNOWN
    )


def encode(value: Any) -> pb.DynamicValue:
    """Write a DynamicValue."""
    return pb.DynamicValue(msgpack=pack(value))


def pack(value: Any) -> bytes:
    """Write msgpack as Terraform reads it."""
    packed: bytes = msgpack.packb(_wire(value))
    return packed


def _wire(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _wire(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_wire(one) for one in value]
    if value is UNKNOWN:
        return _UNKNOWN_ON_THE_WIRE
    if isinstance(value, int) and not isinstance(value, bool) and value not in _INTEGERS:
        return str(value)
    return value
