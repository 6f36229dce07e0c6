"""What a change of a resource's tags asks for."""

from __future__ import annotations

from grader.terraform.provider.values import Values


def dropped_tags(prior: Values, planned: Values) -> list[str]:
    """The keys that an update takes away."""
    after = planned.get("tags_all") or {}
    return [key for key in prior.get("tags_all") or {} if key not in after]


def changed_tags(prior: Values, planned: Values) -> dict[str, str]:
    """The tags that an update sets anew."""
    before = prior.get("tags_all") or {}
    after = planned.get("tags_all") or {}
    return {key: value for key, value in after.items() if before.get(key) != value}
