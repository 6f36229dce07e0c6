"""Names that the course's provider lacks: outside the course, or in no provider at all."""

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
    r"provider \S+ does not support (resource type|data source) \"(?P<type>\w+)\"", re.DOTALL
)


@cache
def real_names(kind: str) -> frozenset[str]:
    """All ``"resources"`` or ``"data_sources"`` of hashicorp/aws 5.100.0."""
    file = Path(__file__).with_name("schema") / "aws_names.json"
    return frozenset(json.loads(file.read_text(encoding="utf-8"))[kind])


def explain_unknown_types(
    diagnostics: Iterable[Diagnostic],
) -> tuple[list[Diagnostic], list[str]]:
    """Terraform's complaints about types that it was not served, each with the reason.

    Returns them with the names of the types that the real provider has.
    """
    explained, outside = [], []
    for one in diagnostics:
        found = _UNSUPPORTED.search(one.detail.replace("\n", " "))
        if found is None:
            explained.append(one)
            continue
        name = found["type"]
        names = real_names("resources" if found[1] == "resource type" else "data_sources")
        if name in names:
            outside.append(name)
            summary = meant(OUTSIDE, name=name)
            explained.append(replace(one, summary=summary, detail="", outside=True))
        else:
            near = get_close_matches(name, sorted(names), n=1, cutoff=0.7)
            if near and "Did you" not in one.detail:
                one = replace(one, detail=f"{one.detail} {meant(DID_YOU_MEAN, name=near[0])}")
            explained.append(one)
    return explained, outside
