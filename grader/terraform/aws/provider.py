"""The aws provider itself: which types it serves, and its configuration."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, Clients
from grader.terraform.aws.catalogue import DATA_SOURCES, RESOURCES, service_of
from grader.terraform.aws.outside import OutsideDataSource, OutsideResource
from grader.terraform.deployment import ProviderConfig
from grader.terraform.folder import Folder
from grader.terraform.provider.resource import Problem
from grader.terraform.provider.schema import read_schema
from grader.terraform.provider.values import Values, has_unknown
from grader.terraform.sentences import NO_REGION, meant

DEFAULT_REGION = "us-east-1"


@cache
def course_schema() -> Mapping[str, Any]:
    """The schemas of the course's types, as hashicorp/aws 5.100.0 states them."""
    file = Path(__file__).parents[1] / "schema" / "schema_course.json"
    data: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


class AwsProvider:
    """hashicorp/aws, as far as the course needs it."""

    name = "aws"

    def __init__(self, folder: Folder) -> None:
        """Serve the types that ``folder`` mentions."""
        self.endpoint = ""
        self.outside: dict[str, str] = {}
        self._clients = Clients()
        self._configurations: list[ProviderConfig] = []
        tokens = folder.tokens
        data = course_schema()
        self.schema = read_schema({"block": data["provider"]["block"]})
        self.resources: dict[str, AwsResource] = {
            name: _resource(name, _with_region(one) if name in folder.types_with_region else one)
            for name, one in data["resource_schemas"].items()
            if name in tokens
        }
        self.data_sources: dict[str, AwsDataSource] = {
            name: _data_source(name, one)
            for name, one in data["data_source_schemas"].items()
            if name in tokens
        }
        if folder.asks_for_region and "aws_region" in self.data_sources:
            newer = _with_region(data["data_source_schemas"]["aws_region"])
            self.data_sources["aws_region"] = _data_source("aws_region", newer)

    @property
    def configurations(self) -> tuple[ProviderConfig, ...]:
        """The evaluated configurations that Terraform handed over, each once."""
        return tuple(self._configurations)

    def warm_up(self) -> None:
        """Load what the clients of the services in use need."""
        services = {service_of(name) for name in (*self.resources, *self.data_sources)}
        for service in sorted(one for one in services if one is not None):
            self._clients.get(service, DEFAULT_REGION, "http://127.0.0.1:9")

    def validate(self, config: Values) -> Iterable[Problem]:
        """What is wrong with a provider block."""
        if config.get("region") is None:
            yield Problem((), meant(NO_REGION), warning=True)

    def configure(self, config: Values) -> Aws:
        """Remember a configuration; whatever it says, everything goes to the cell."""
        if config:
            recorded = _record(config)
            if recorded not in self._configurations:
                self._configurations.append(recorded)
        tags: dict[str, Any] = {}
        for block in config.get("default_tags") or []:
            tags.update(block.get("tags") or {})
        return Aws(self._clients, self.endpoint, config.get("region") or DEFAULT_REGION, tags)

    def note_outside(self, name: str, summary: str) -> None:
        """Remember that something outside the course was asked for."""
        self.outside[summary] = name


def _with_region(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with the argument ``region`` that release 6.x gives to all types."""
    block = data["block"]
    argument = {"type": "string", "optional": True}
    if "region" in block["attributes"] or data is course_schema()["data_source_schemas"].get(
        "aws_region"
    ):
        argument["computed"] = True
    attributes = {**block["attributes"], "region": argument}
    return {**data, "block": {**block, "attributes": attributes}}


def _resource(name: str, data: Mapping[str, Any]) -> AwsResource:
    schema = read_schema(data)
    if name not in RESOURCES:
        return OutsideResource(name, schema)
    made: AwsResource = _load(RESOURCES[name])(schema)
    return made


def _data_source(name: str, data: Mapping[str, Any]) -> AwsDataSource:
    schema = read_schema(data)
    if name not in DATA_SOURCES:
        return OutsideDataSource(name, schema)
    made: AwsDataSource = _load(DATA_SOURCES[name])(schema)
    return made


def _load(place: str) -> Any:
    module, _colon, name = place.partition(":")
    return getattr(import_module(f"grader.terraform.aws.{module}"), name)


def _record(config: Values) -> ProviderConfig:
    endpoints = {
        service: url
        for block in config.get("endpoints") or []
        for service, url in block.items()
        if url
    }
    settings = {
        name: value
        for name, value in config.items()
        if name not in ("region", "endpoints")
        and value not in (None, [])
        and not has_unknown(value)
    }
    region = config.get("region")
    return ProviderConfig("aws", region if isinstance(region, str) else None, endpoints, settings)
