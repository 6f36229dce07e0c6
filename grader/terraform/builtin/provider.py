"""The small providers, and the stand-in for providers that the course lacks."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from grader.terraform.folder import Folder
from grader.terraform.provider.resource import DataSource, Problem, Resource
from grader.terraform.provider.schema import Block, Schema
from grader.terraform.provider.values import Values

_NOTHING = Schema(Block({}, {}))
_MODULES = {
    "hashicorp/archive": "archive",
    "hashicorp/local": "local",
    "hashicorp/null": "null",
    "hashicorp/random": "random",
}


class BuiltinProvider:
    """archive, local, null or random: no configuration, the work folder to work with."""

    sources = frozenset(_MODULES)

    def __init__(self, source: str, folder: Folder) -> None:
        """Serve all the types of the provider ``source``."""
        module = import_module(f"grader.terraform.builtin.{_MODULES[source]}")
        self.name = source.rpartition("/")[2]
        self.schema = _NOTHING
        self.resources: dict[str, Resource[Any]] = {
            one.type_name: one(one.its_schema) for one in module.RESOURCES
        }
        self.data_sources: dict[str, DataSource[Any]] = {
            one.type_name: one(one.its_schema) for one in module.DATA_SOURCES
        }

    def validate(self, config: Values) -> Iterable[Problem]:
        """There is nothing to configure."""
        return ()

    def configure(self, config: Values) -> Path:
        """Resources work in the folder of the root module."""
        return Path.cwd()

    def note_outside(self, name: str, summary: str) -> None:
        """These providers are whole."""


class OutsideProvider:
    """Answers for a provider that exists elsewhere: it has no types here."""

    def __init__(self, source: str) -> None:
        """Stand for ``source``."""
        self.name = source
        self.schema = _NOTHING
        self.resources: dict[str, Resource[Any]] = {}
        self.data_sources: dict[str, DataSource[Any]] = {}
        self.outside: dict[str, str] = {}

    def validate(self, config: Values) -> Iterable[Problem]:
        """Nothing is known about it."""
        return ()

    def configure(self, config: Values) -> None:
        """Nothing comes of it."""

    def note_outside(self, name: str, summary: str) -> None:
        """Remember that something outside the course was asked for."""
        self.outside[summary] = name
