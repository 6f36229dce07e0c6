"""A resource type and a data source: the schema, and what is done with the cloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from grader.terraform.provider import comparing, planner
from grader.terraform.provider.planner import Path, Rules
from grader.terraform.provider.schema import Schema
from grader.terraform.provider.values import UNKNOWN, Values, has_unknown

Api = TypeVar("Api")
"""What a provider's configuration gives its resources to work with."""


@dataclass(frozen=True)
class Problem:
    """Something to tell the author of a configuration, at an attribute's path."""

    path: Path
    summary: str
    detail: str = ""
    warning: bool = False
    outside: str | None = None
    """Name of what the real provider has and the course lacks."""


class Refused(Exception):
    """A request to the cloud, or a configuration, was refused: becomes a diagnostic."""

    def __init__(self, summary: str, detail: str = "", path: Path = ()) -> None:
        """Take the words of the diagnostic."""
        super().__init__(summary)
        self.problem = Problem(path, summary, detail)


class Resource(Generic[Api]):
    """A managed resource type. Subclasses state what differs and talk to the cloud."""

    type_name: ClassVar[str]
    label: ClassVar[str] = ""
    """As the provider's messages call it: ``"Lambda Function"``."""
    naming: ClassVar[str] = "id"
    """The attribute that messages name a resource by."""
    defaults: ClassVar[Mapping[str, Any]] = {}
    computed_blocks: ClassVar[frozenset[str]] = frozenset()
    kept: ClassVar[frozenset[str]] = frozenset()
    """Arguments that stay as the cloud has them when the configuration leaves them out."""
    json_attributes: ClassVar[frozenset[str]] = frozenset()
    """Texts that are JSON, kept in normal form."""
    policy_attributes: ClassVar[frozenset[str]] = frozenset()
    """Texts that are policies, kept with their version first."""
    normal_forms: ClassVar[Mapping[str, Callable[[str], str]]] = {}
    """Texts with a normal form of their own; it raises ValueError for what has none."""
    plugin_sdk: ClassVar[bool] = True
    """Whether the real one is built on the plugin SDK, not on the newer framework."""
    same_texts: ClassVar[Mapping[str, Callable[[str], str]]] = {}
    """Texts of which some forms mean the same: what they mean, or ValueError."""
    deprecated: ClassVar[Mapping[str, str]] = {}
    """Arguments that still work, and what the provider says of them."""
    forces_replacement: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, schema: Schema) -> None:
        """Bind the type to its schema."""
        self.schema = schema
        forms = dict(self.normal_forms)
        forms |= dict.fromkeys(self.json_attributes, planner.normal_json)
        forms |= dict.fromkeys(self.policy_attributes, planner.normal_policy)
        self.rules = Rules(self.defaults, self.computed_blocks, self.kept, forms, self.same_texts)

    def validate(self, config: Values) -> Iterable[Problem]:
        """What is wrong with a configuration whose values may be unknown."""
        return ()

    def check(self, config: Values) -> Iterable[Problem]:
        """What is wrong with a configuration, by the rules of the type and of its provider."""
        found = list(self.validate(config))
        yield from found
        wrong = {problem.path for problem in found}
        for name, words in self.deprecated.items():
            value = known(config, name)
            is_set = value is not None and (value or name in self.schema.block.attributes)
            if is_set and (name,) not in wrong:
                yield Problem((name,), "Argument is deprecated", words, warning=True)

    def place(self, api: Api, values: Values) -> Api:
        """The `api` for a resource with these values."""
        return api

    def plan(self, api: Api, prior: Values | None, planned: Values) -> Values:
        """Adjust planned values; ``prior`` is None on create, differs from ``planned`` else."""
        return planned

    def create(self, api: Api, planned: Values) -> Values:
        """Make it; returns what only the cloud knows (id, arn …)."""
        raise NotImplementedError

    def read(self, api: Api, state: Values) -> Values | None:
        """The attributes as they are now (those left out are unchanged), None when it is gone."""
        return {}

    def update(self, api: Api, prior: Values, planned: Values) -> Values:
        """Change it in place; returns what only the cloud knows."""
        raise NotImplementedError

    def delete(self, api: Api, state: Values) -> None:
        """Remove it."""
        raise NotImplementedError

    def import_state(self, api: Api, identifier: str) -> Values:
        """The attributes by which `read` finds an existing one."""
        return {"id": identifier}

    def name_of(self, values: Mapping[str, Any]) -> str:
        """How messages call this one."""
        name = values.get(self.naming) or values.get("id")
        return name if isinstance(name, str) else ""

    def action(self, verb: str, values: Values) -> str:
        """What was being done, as the provider's messages call it."""
        return f"{verb} {self.label or self.type_name} ({self.name_of(values)})"

    def explain(self, error: Exception, verb: str, values: Values) -> str | None:
        """The words for a refusal by the cloud; None for an error of our own."""
        return None

    def blames(self, error: Exception) -> Path:
        """The attribute that a refusal by the cloud is about, as far as it tells."""
        return ()


class DataSource(Generic[Api]):
    """A data source: reads, never changes."""

    type_name: ClassVar[str]
    label: ClassVar[str] = ""

    def __init__(self, schema: Schema) -> None:
        """Bind the type to its schema."""
        self.schema = schema

    def validate(self, config: Values) -> Iterable[Problem]:
        """What is wrong with a configuration whose values may be unknown."""
        return ()

    def read(self, api: Api, config: Values) -> Values:
        """Every attribute that the configuration does not give."""
        raise NotImplementedError

    def explain(self, error: Exception, verb: str, values: Values) -> str | None:
        """The words for a refusal by the cloud; None for an error of our own."""
        return None

    def blames(self, error: Exception) -> Path:
        """The argument that a refusal by the cloud is about, as far as it tells."""
        return ()


@dataclass(frozen=True)
class Change:
    """A planned change."""

    planned: Values
    replaced_by: tuple[str, ...] = ()
    """Attributes whose change needs a new resource."""


def plan_change(
    resource: Resource[Api], api: Api, prior: Values | None, proposed: Values
) -> Change:
    """Plan a create or an update; the planned values equal ``prior`` when nothing changes."""
    block = resource.schema.block
    planned = planner.plan(block, proposed, prior, resource.rules)
    planned = resource.plan(api, prior, planned)
    if prior is None:
        return Change(planned)
    # How long to wait is no property of the thing itself: alone, it is no change.
    if comparing.same(block, {**planned, "timeouts": prior.get("timeouts")}, prior):
        return Change(prior)
    changed = set(comparing.changed_paths(block, planned, prior)) & resource.forces_replacement
    if changed:
        # What is made anew is planned anew, with defaults that an imported one never had.
        anew = planner.plan(block, proposed, None, resource.rules)
        missing = {
            name: anew[name]
            for name in resource.forces_replacement & block.attributes.keys()
            if anew[name] is not UNKNOWN and anew[name] is not None and prior[name] is None
        }
        planned, changed = {**planned, **missing}, changed | missing.keys()
    return Change(planned, tuple(sorted(changed)))


def known(values: Mapping[str, Any], name: str) -> Any:
    """The value of an attribute, None when it is null or not known yet."""
    value = values.get(name)
    return None if value is UNKNOWN or value is None or has_unknown(value) else value


def first(values: Mapping[str, Any], name: str) -> Values:
    """The only element of a nested block, empty when there is none."""
    value = values.get(name)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return dict(value[0])
    return {}
