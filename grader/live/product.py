"""Which product answers at an address: LocalStack, `up`, MiniStack, moto, or something else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from grader.cloud.endpoint import Endpoint, Unreachable
from grader.live.getting import plain_get
from grader.locale import _
from grader.rubric import CannotGrade

PATIENCE = 3.0
"""Seconds that each question may take."""
LARGEST = 1024 * 1024

COURSE = ("s3", "lambda", "dynamodb", "events", "scheduler", "iam", "logs")
UP = frozenset({"available", "running", "ready", "initialized"})

Name = Literal["LocalStack", "up", "MiniStack", "moto", "AWS-compatible"]


@dataclass(frozen=True)
class Product:
    """What answers; ``services`` by name with their state, empty where it does not tell."""

    name: Name
    version: str = ""
    edition: str = ""
    services: Mapping[str, str] = field(default_factory=dict)

    @property
    def offered(self) -> tuple[str, ...]:
        """The services of the course that it offers, as far as it tells."""
        return tuple(name for name in COURSE if self.services.get(name) in UP)

    @property
    def runs_functions(self) -> bool:
        """Whether a Lambda can be invoked there at all."""
        return self.name != "moto"

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.version, self.edition) if part)


def identify(endpoint: Endpoint) -> Product:
    """Ask what answers at ``endpoint``. Raises CannotGrade where nothing sensible does.

    LocalStack: GET /_localstack/health gives services, edition and version
    (docs.localstack.cloud, "Internal endpoints"). moto: /moto-api/ is its dashboard
    (docs.getmoto.org, "Server mode").
    """
    from grader.bench.standing import find

    try:
        endpoint.require()
    except Unreachable as error:
        raise _gone(endpoint, str(error).splitlines()[0]) from error
    if find(endpoint.port) is not None:
        return Product("up", services=_services(_json(endpoint, "/_localstack/health")))
    health = _json(endpoint, "/_localstack/health")
    ministack = _json(endpoint, "/_ministack/health")
    if ministack is not None:
        return Product("MiniStack", _text(ministack, "version"), services=_services(health))
    if health is not None:
        return Product(
            "LocalStack", _text(health, "version"), _text(health, "edition"), _services(health)
        )
    if b"Moto" in _page(endpoint, "/moto-api/"):
        return Product("moto")
    return Product("AWS-compatible")


def require_answers(endpoint: Endpoint) -> None:
    """Raise CannotGrade unless S3 answers as S3 does."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        if "Buckets" in endpoint.client("s3").list_buckets():
            return
        reason = _("no list of buckets")
    except (BotoCoreError, ClientError, Unreachable, ValueError) as error:
        reason = str(error).splitlines()[0][:200]
    raise _gone(endpoint, reason)


def _gone(endpoint: Endpoint, reason: str) -> CannotGrade:
    return CannotGrade(
        _("What is at {url} does not answer as a cloud does.").format(url=endpoint.url),
        found=reason,
        hint=_("Start LocalStack, or python -m grader up; or leave --live out."),
    )


def _json(endpoint: Endpoint, path: str) -> dict[str, Any] | None:
    """Return the JSON object at ``path``; None where there is none."""
    try:
        found = json.loads(_page(endpoint, path))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _page(endpoint: Endpoint, path: str) -> bytes:
    """Return what is at ``path``; nothing where it is not to be had."""
    try:
        return plain_get(endpoint.url + path, PATIENCE, LARGEST)
    except TimeoutError as error:
        raise _gone(endpoint, str(error)) from error
    except OSError:
        return b""


def _services(health: Mapping[str, Any] | None) -> dict[str, str]:
    found = (health or {}).get("services")
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _text(health: Mapping[str, Any], name: str) -> str:
    value = health.get(name)
    return value if isinstance(value, str) else ""
