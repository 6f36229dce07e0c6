"""Ours makes of every configuration what hashicorp/aws 5.100.0 made of it."""

from __future__ import annotations

import pytest

from tests.conformance import golden
from tests.conformance.compare import differences
from tests.conformance.configuration import Configuration, configurations
from tests.conformance.deployment import deploy

EVERY = configurations()


@pytest.mark.parametrize("configuration", EVERY, ids=lambda one: one.name)
def test_as_recorded(configuration: Configuration) -> None:
    official = golden.read(configuration)
    ours = deploy(configuration, by_official=False, seconds=60)
    found = list(differences(ours, official))
    assert not found, "\n".join(map(str, found))
