"""Terraform's addresses, such as ``module.storage["eu"].aws_s3_bucket.raw[0]``, in its text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.hcl.configuration import Configuration
    from grader.hcl.reading import Block

INDEX = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*")\]')
TOP = "."


@dataclass(frozen=True)
class Address:
    """The module calls on the way, "resource" or "data", the type and the name; no indexes."""

    modules: tuple[str, ...]
    kind: str
    type: str
    name: str

    @classmethod
    def parse(cls, text: str) -> Address | None:
        """Return the address of a resource or data source; None where ``text`` is of neither."""
        parts = INDEX.sub("", text).split(".")
        modules: list[str] = []
        while len(parts) > 2 and parts[0] == "module":
            modules.append(parts[1])
            parts = parts[2:]
        kind = "resource"
        if parts[0] == "data":
            kind, parts = "data", parts[1:]
        return cls(tuple(modules), kind, *parts) if len(parts) == 2 else None


def block_of(configuration: Configuration, text: str, root: str = TOP) -> Block | None:
    """Return the block that declares the resource at an address, or None.

    ``root`` is the folder of the root module. Where a module's folder cannot be told, the first
    block of that type and name stands for it.
    """
    address = Address.parse(text)
    if address is None:
        return None
    found = tuple(configuration.blocks(address.kind, address.type, address.name))
    folder = _folder(configuration, address.modules, root)
    inside = (block for block in found if _folder_of(block.file) == folder)
    return next(inside, next(iter(found), None))


def _folder(configuration: Configuration, modules: tuple[str, ...], root: str) -> str | None:
    folder = posixpath.normpath(root)
    for name in modules:
        call = next(_calls(configuration, name, folder), None)
        source = configuration.value(call, "source") if call else None
        if not isinstance(source, str):
            return None
        folder = posixpath.normpath(posixpath.join(folder, source))
    return folder


def _calls(configuration: Configuration, name: str, folder: str) -> Iterator[Block]:
    return (b for b in configuration.blocks("module", name) if _folder_of(b.file) == folder)


def _folder_of(file: str) -> str:
    return posixpath.dirname(file) or TOP
