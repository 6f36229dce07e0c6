"""SERVICES: which services LocalStack loads."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.compose.environment import Setting
from grader.compose.refusal import Place

COURSE: Mapping[str, str] = {
    "s3": "S3", "lambda": "Lambda", "dynamodb": "DynamoDB", "events": "EventBridge"
}  # fmt: skip
"""The services of the course, as LocalStack calls them and as people do."""
ALIASES: Mapping[str, tuple[str, ...]] = {
    "eventbridge": ("events",),
    "cloudwatch": ("events", "monitoring"),
    "cloudwatchevents": ("events",),
    "cloudwatch-events": ("events",),
    "serverless": ("iam", "lambda", "dynamodb", "apigateway", "s3", "sns", "logs"),
    "cognito": ("cognito-idp", "cognito-identity"),
    "resourcegroupstaggingapi": ("tagging",),
    "edge": (),
}
"""Names in SERVICES that mean other services of the embedded cloud."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
LOOSE = frozenset({"0", "false", "False"})
MANY = 200


@dataclass(frozen=True)
class Enabled:
    """``names`` are as they were written; none means that every service is loaded."""

    names: tuple[str, ...]
    place: Place | None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.names

    @property
    def services(self) -> frozenset[str]:
        """The services that the names mean."""
        return frozenset(one for name in self.names for one in ALIASES.get(name, (name,)))

    @property
    def missing(self) -> tuple[str, ...]:
        """The services of the course that are not loaded."""
        return () if self.everything else tuple(x for x in COURSE if x not in self.services)

    @property
    def unheard_of(self) -> tuple[str, ...]:
        """The names that are no service of AWS at all."""
        return tuple(name for name in self.names if name not in ALIASES and not _exists(name))


def setting(environment: Mapping[str, Setting], name: str) -> Setting | None:
    """Return a setting of LocalStack's; LOCALSTACK_ before its name changes nothing."""
    return environment.get(f"LOCALSTACK_{name}") or environment.get(name)


def enabled(environment: Mapping[str, Setting]) -> Enabled:
    """Return what SERVICES says; a port behind a name, of old, is passed over."""
    services, strict = (
        setting(environment, "SERVICES"),
        setting(environment, "STRICT_SERVICE_LOADING"),
    )
    text = (services.value or "").strip() if services else ""
    if not services or not text or (strict and strict.value in LOOSE):
        return Enabled((), services.place if services else None)
    names = [re.split(r"[:=]", one)[0].strip() for one in text.split(",")[:MANY]]
    return Enabled(tuple(name for name in names if name), services.place)


def cloud_services(found: Enabled) -> tuple[str, ...]:
    """Return the services of the embedded cloud for what is enabled, with S3; none means all."""
    if found.everything:
        return ()
    return tuple(sorted({"s3", *(one for one in found.services if NAME.fullmatch(one))}))


def _exists(name: str) -> bool:
    """Whether AWS has a service of this name, as its own clients call it."""
    spec = importlib.util.find_spec("botocore")
    if not NAME.fullmatch(name) or spec is None or spec.origin is None:
        return False
    return name in COURSE or (Path(spec.origin).parent / "data" / name).is_dir()
