"""When two policies mean the same, as hashicorp/aws decides it."""

from __future__ import annotations

import json
from typing import Any

from grader.terraform.provider.planner import normal_json

_LISTS = ("Action", "NotAction", "NotResource", "Resource")
_PRINCIPALS = ("NotPrincipal", "Principal")


def meaning(text: str) -> str:
    """A policy with order and single-element lists taken out; raises ValueError for no JSON."""
    policy = json.loads(text)
    if not isinstance(policy, dict):
        return normal_json(text)
    statements = policy.get("Statement") or []
    if isinstance(statements, dict):
        statements = [statements]
    forms = [_statement(one) if isinstance(one, dict) else one for one in statements]
    forms.sort(key=lambda one: json.dumps(one, sort_keys=True))
    return json.dumps({**policy, "Statement": forms}, sort_keys=True)


def kept(before: str | None, now: str) -> str:
    """The text to keep for a policy that reads ``now``: the one before if it means the same."""
    try:
        if before and meaning(before) == meaning(now):
            return before
        return normal_json(now)
    except ValueError:
        return now


def _statement(statement: dict[str, Any]) -> dict[str, Any]:
    form = dict(statement)
    for name in _LISTS:
        if name in form:
            form[name] = _words(form[name])
    for name in _PRINCIPALS:
        principal = form.get(name)
        if isinstance(principal, dict):
            form[name] = {kind: _words(principal[kind]) for kind in principal}
        elif principal == "*":
            form[name] = {"AWS": ["*"]}
    condition = form.get("Condition")
    if isinstance(condition, dict):
        form["Condition"] = {
            test: {name: _words(values) for name, values in tested.items()}
            if isinstance(tested, dict)
            else tested
            for test, tested in condition.items()
        }
    return form


def _words(value: Any) -> list[str]:
    words = value if isinstance(value, list) else [value]
    return sorted(str(one).lower() if isinstance(one, bool) else str(one) for one in words)
