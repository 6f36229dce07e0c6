"""hashicorp/null: resources that do nothing."""

from __future__ import annotations

import secrets
from pathlib import Path

from grader.terraform.builtin.chance import Chance
from grader.terraform.builtin.fields import STRINGS, computed, defaulted, optional, schema
from grader.terraform.provider.resource import DataSource, Resource
from grader.terraform.provider.schema import Schema
from grader.terraform.provider.values import Values


class NullResource(Resource[Path]):
    """null_resource."""

    type_name = "null_resource"
    its_schema = schema({"id": computed("string"), "triggers": optional(STRINGS)})
    forces_replacement = frozenset({"triggers"})

    def __init__(self, schema: Schema) -> None:
        """One source of chance for all of them."""
        super().__init__(schema)
        self._chance = Chance()

    def create(self, api: Path, planned: Values) -> Values:
        """Only an identifier is made."""
        return {"id": str(self._chance.of(self.type_name, planned).randrange(2**63))}

    def update(self, api: Path, prior: Values, planned: Values) -> Values:
        """Nothing can change in place."""
        return {}

    def delete(self, api: Path, state: Values) -> None:
        """There is nothing."""


class NullDataSource(DataSource[Path]):
    """data null_data_source."""

    type_name = "null_data_source"
    its_schema = schema(
        {
            "has_computed_default": defaulted("string"),
            "id": computed("string"),
            "inputs": optional(STRINGS),
            "outputs": computed(STRINGS),
            "random": computed("string"),
        }
    )

    def read(self, api: Path, config: Values) -> Values:
        """The outputs are the inputs."""
        return {
            "has_computed_default": config.get("has_computed_default") or "default",
            "id": "static",
            "outputs": config.get("inputs"),
            "random": str(secrets.randbelow(2**63)),
        }


RESOURCES = (NullResource,)
DATA_SOURCES = (NullDataSource,)
