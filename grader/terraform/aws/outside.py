"""Types that the real provider has and the course lacks: refused by name, never ignored."""

from __future__ import annotations

from collections.abc import Iterable

from grader.terraform.aws.api import AwsDataSource, AwsResource
from grader.terraform.provider.resource import Problem
from grader.terraform.provider.schema import Schema
from grader.terraform.provider.values import Values
from grader.terraform.sentences import OUTSIDE, meant


class OutsideResource(AwsResource):
    """A resource type that the course does not implement."""

    def __init__(self, name: str, schema: Schema) -> None:
        """Stand for ``name``."""
        super().__init__(schema)
        self._name = name

    def validate(self, config: Values) -> Iterable[Problem]:
        """Say so."""
        yield outside(self._name)


class OutsideDataSource(AwsDataSource):
    """A data source that the course does not implement."""

    def __init__(self, name: str, schema: Schema) -> None:
        """Stand for ``name``."""
        super().__init__(schema)
        self._name = name

    def validate(self, config: Values) -> Iterable[Problem]:
        """Say so."""
        yield outside(self._name)


def outside(name: str) -> Problem:
    """The diagnostic for something that is not part of the course."""
    return Problem((), meant(OUTSIDE, name=name), outside=name)
