"""Tags of resources: what the provider stores, and what a change of them asks for."""

from __future__ import annotations

from collections.abc import Mapping

from grader.terraform.aws.api import Aws
from grader.terraform.provider.values import Values


def stored_tags(api: Aws, state: Values, found: Mapping[str, str]) -> Values:
    """``tags`` and ``tags_all`` for the tags that the cloud has.

    The provider's default tags are left out of ``tags`` where the resource does not name them.
    """
    own = state.get("tags") or {}
    return {
        "tags": {
            key: value
            for key, value in found.items()
            if key in own or api.default_tags.get(key) != value
        },
        "tags_all": dict(found),
    }


def dropped_tags(prior: Values, planned: Values) -> list[str]:
    """The keys that an update takes away."""
    after = planned.get("tags_all") or {}
    return [key for key in prior.get("tags_all") or {} if key not in after]


def changed_tags(prior: Values, planned: Values) -> dict[str, str]:
    """The tags that an update sets anew."""
    before = prior.get("tags_all") or {}
    after = planned.get("tags_all") or {}
    return {key: value for key, value in after.items() if before.get(key) != value}
