"""What a deployment by Terraform came to: data only, as it crosses the process boundary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.terraform.sentences import said

_CHOICES = re.compile(r'\[((?:"[^"]*" ){11,}"[^"]*")\], got (\S*)')
"""More than a dozen of them, as the plugin SDK lists what an argument may be."""
_USUAL = "python"


@dataclass(frozen=True)
class Diagnostic:
    """One message of Terraform or of a provider, in its own words."""

    severity: str
    """``"error"`` or ``"warning"``."""
    summary: str
    detail: str = ""
    file: str | None = None
    """Posix path relative to the submission."""
    line: int | None = None
    address: str | None = None
    """Of the resource that it is about."""
    outside: bool = False
    """The real provider has what is asked for, the course's provider does not."""

    @property
    def brief(self) -> str:
        """The summary, with a long list of choices cut down to those of the kind that is meant."""
        return _CHOICES.sub(_of_the_kind_meant, self.summary)


@dataclass(frozen=True)
class Planned:
    """One resource in a plan."""

    address: str
    type: str
    name: str
    mode: str
    """``"managed"`` or ``"data"``."""
    actions: tuple[str, ...]
    """Terraform's own: ``("create",)``, ``("update",)``, ``("delete", "create")`` …"""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What is known before apply."""


@dataclass(frozen=True)
class Deployed:
    """One resource instance in the state after apply."""

    address: str
    type: str
    name: str
    mode: str
    index: int | str | None
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ProviderConfig:
    """One provider configuration, evaluated, as Terraform handed it over."""

    provider: str
    """``"aws"``."""
    region: str | None
    endpoints: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Every other argument that is set: access_key, skip_credentials_validation, …"""


@dataclass(frozen=True)
class Deployment:
    """Everything that happened between reading the folder and the second plan."""

    stage: str
    """The last stage that succeeded: ``nothing``, ``valid``, ``planned`` or ``applied``."""
    diagnostics: tuple[Diagnostic, ...] = ()
    planned: tuple[Planned, ...] = ()
    resources: tuple[Deployed, ...] = ()
    outputs: Mapping[str, Any] = field(default_factory=dict)
    providers: tuple[ProviderConfig, ...] = ()
    second_plan: tuple[Planned, ...] | None = None
    """What the second plan would change; None when it was not made."""
    outside: tuple[str, ...] = ()
    """Types, arguments and providers that exist but are not part of the course."""
    limit: str | None = None
    """``"time"`` or ``"memory"`` when Terraform had to be stopped."""
    terraform: str = ""
    provider: str = ""

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that stopped something."""
        return tuple(one for one in self.diagnostics if one.severity == "error")


def deployment_from(answer: Mapping[str, Any]) -> Deployment:
    """Build a Deployment from the deploy child's JSON answer."""
    second = answer.get("second_plan")
    return Deployment(
        stage=str(answer["stage"]),
        diagnostics=tuple(_diagnostic(one) for one in answer["diagnostics"]),
        planned=tuple(_planned(one) for one in answer["planned"]),
        resources=tuple(Deployed(**one) for one in answer["resources"]),
        outputs=dict(answer["outputs"]),
        providers=tuple(ProviderConfig(**one) for one in answer["providers"]),
        second_plan=None if second is None else tuple(_planned(one) for one in second),
        outside=tuple(answer["outside"]),
        limit=answer.get("limit"),
        terraform=str(answer["terraform"]),
        provider=str(answer["provider"]),
    )


def _diagnostic(one: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(**{**one, "summary": said(one["summary"]), "detail": said(one["detail"])})


def _planned(one: Mapping[str, Any]) -> Planned:
    return Planned(**{**one, "actions": tuple(one["actions"])})


def _of_the_kind_meant(found: re.Match[str]) -> str:
    choices, given = found[1].split(" "), found[2]
    for kind in (*re.findall(r"\A[a-z]+", given), _USUAL):
        alike = [choice for choice in choices if choice.startswith(f'"{kind}')]
        if alike:
            return f"[… {' '.join(alike)} …], got {given}"
    return found[0]
