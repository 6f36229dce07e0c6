"""What IAM's resource types share: names, tags, documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from grader.terraform.aws import checks
from grader.terraform.provider.planner import normal_json
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values

_NAME = r"^[\w+=,.@-]*$"


def name_problems(config: Values, attribute: str, longest: int) -> Iterable[Problem]:
    """The rules for names in IAM."""
    import re

    name = known(config, attribute)
    yield from checks.conflicting(config, (attribute, f"{attribute}_prefix"))
    if name is None:
        return
    if len(name) > longest:
        yield Problem(
            (attribute,),
            f"expected length of {attribute} to be in the range (1 - {longest}), "
            f"got {checks.shown(name)}",
        )
    elif not re.match(_NAME, name):
        yield Problem(
            (attribute,),
            f"invalid value for {attribute} (must match [\\w+=,.@-])",
        )


def attached(client: Any, role: str) -> list[str]:
    """The ARNs of the managed policies of a role."""
    found = client.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
    return [one["PolicyArn"] for one in found]


def retag(
    prior: Values,
    planned: Values,
    untag: Callable[[list[str]], object],
    tag: Callable[[dict[str, str]], object],
) -> None:
    """Take away the tags that are gone, and put those that are new or changed."""
    before, after = prior.get("tags_all") or {}, planned.get("tags_all") or {}
    gone = [key for key in before if key not in after]
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    if gone:
        untag(gone)
    if changed:
        tag(changed)


def written(document: Any, normal: Callable[[str], str] = normal_json) -> str:
    """A policy's document as the state has it."""
    text = document if isinstance(document, str) else json.dumps(document)
    return normal(unquote(text) if text.startswith("%") else text)


def shown_moment(moment: Any) -> str:
    """A moment as the state has it."""
    return moment if isinstance(moment, str) else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
