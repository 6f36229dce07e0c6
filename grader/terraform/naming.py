"""Names that the course's providers lack: outside the course, or in no provider at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from grader.terraform.deployment import Diagnostic
from grader.terraform.sentences import DID_YOU_MEAN, OUTSIDE, meant

_UNSUPPORTED = re.compile(
    r"provider (?P<provider>\S+) does not support "
    r'(?P<kind>resource type|data source) "(?P<type>\w+)"'
)
_COURSE = frozenset({"archive", "aws", "local", "null", "random", "terraform"})
_KNOWN_ELSEWHERE = frozenset(
    {
        "acme", "alicloud", "ansible", "auth0", "awscc", "azapi", "azuread", "azurerm", "boundary",
        "cloudflare", "cloudinit", "confluent", "consul", "datadog", "digitalocean", "dns",
        "docker", "external", "fastly", "github", "gitlab", "google", "grafana", "heroku", "hcp",
        "helm", "http", "kafka", "kubectl", "kubernetes", "linode", "localos", "mongodbatlas",
        "mysql", "newrelic", "nomad", "oci", "okta", "openstack", "pagerduty", "postgresql",
        "proxmox", "rabbitmq", "snowflake", "template", "tfe", "time", "tls", "vault", "vercel",
        "vsphere",
    }
)  # fmt: skip
"""Providers of the registry that submissions may well use, and the course does not."""


@cache
def real_names(kind: str) -> frozenset[str]:
    """All ``"resources"`` or ``"data_sources"`` of hashicorp/aws 5.100.0."""
    file = Path(__file__).with_name("schema") / "aws_names.json"
    return frozenset(json.loads(file.read_text(encoding="utf-8"))[kind])


def is_elsewhere(provider: str) -> bool:
    """Whether ``namespace/name`` is a provider that exists and is not the course's."""
    namespace, _slash, name = provider.partition("/")
    if namespace != "hashicorp":
        return True
    return name in _KNOWN_ELSEWHERE and name not in _COURSE


def explain_unknown_types(
    diagnostics: Iterable[Diagnostic],
) -> tuple[list[Diagnostic], list[str]]:
    """Terraform's complaints about types that it was not served, each with the reason.

    Returns them with the names of the types that exist, but not in the course.
    """
    explained, outside = [], []
    for one in diagnostics:
        found = _UNSUPPORTED.search(" ".join(one.detail.split()))
        if found is None:
            explained.append(one)
            continue
        name = found["type"]
        names = real_names("resources" if found["kind"] == "resource type" else "data_sources")
        if name in names or is_elsewhere(found["provider"]):
            outside.append(name)
            summary = meant(OUTSIDE, name=name)
            explained.append(replace(one, summary=summary, detail="", outside=True))
        else:
            explained.append(_with_hint(one, name, names))
    return explained, outside


def _with_hint(diagnostic: Diagnostic, name: str, names: frozenset[str]) -> Diagnostic:
    near = get_close_matches(name, sorted(names), n=1, cutoff=0.7)
    if not near or "Did you" in diagnostic.detail:
        return diagnostic
    hint = meant(DID_YOU_MEAN, name=near[0])
    return replace(diagnostic, detail=f"{diagnostic.detail} {hint}")
