"""Ours makes of every configuration what hashicorp/aws 5.100.0 made of it."""

from __future__ import annotations

import pytest

from tests.conformance import figures, golden, official
from tests.conformance.allowed import CLOSER, GAPS, unexplained
from tests.conformance.compare import differences
from tests.conformance.configuration import Configuration, configurations, named
from tests.conformance.deployment import deploy

EVERY = configurations()
COMPARED = [one for one in EVERY if not one.name.startswith("newer_")]
NEWER = [one for one in EVERY if one.name.startswith("newer_")]
LIVE = (
    "iam_role_policies",
    "invalid_lambda_function",
    "kms_key_deleted",
    "s3_bucket_drifted",
    "s3_object",
    "tests/verdicts/02_s3_bucket/module_for_each",
)
"""Recorded anew in every run where the official provider is there: those without its waits."""


@pytest.mark.parametrize("configuration", COMPARED, ids=lambda one: one.name)
def test_as_recorded(configuration: Configuration) -> None:
    recorded = golden.read(configuration)
    ours = deploy(configuration, by_official=False, seconds=60)
    found = unexplained(configuration.name, differences(ours, recorded))
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("configuration", NEWER, ids=lambda one: one.name)
def test_what_release_6_accepts_is_accepted_with_advice(configuration: Configuration) -> None:
    recorded = golden.read(configuration)
    assert "changes" not in recorded["apply"]["plan"], "release 5.100 accepts it: no tolerance"
    ours = deploy(configuration, by_official=False, seconds=60)
    assert ours["apply"]["stage"] == "applied"
    assert ours["apply"]["second_plan"]["changes"] == {}
    advice = [one["summary"] for one in ours["apply"]["plan"]["diagnostics"]]
    assert advice
    assert all("release 6" in one for one in advice)


@pytest.mark.parametrize("allowed", (*GAPS, *CLOSER), ids=lambda one: one.name)
def test_what_is_allowed_is_still_there(allowed) -> None:
    configuration = named(allowed.configurations[0])
    ours = deploy(configuration, by_official=False, seconds=60)
    found = differences(ours, golden.read(configuration))
    assert any(allowed.covers(configuration.name, one) for one in found)


def test_few_gaps_are_left() -> None:
    assert len(GAPS) <= 10


def _live(configuration: Configuration):
    marks = () if configuration.name in LIVE else (pytest.mark.official,)
    return pytest.param(configuration, marks=marks, id=configuration.name)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("configuration", [_live(one) for one in EVERY])
def test_the_record_is_of_today(configuration: Configuration) -> None:
    if official.program() is None:
        pytest.skip(official.MISSING)
    live = deploy(configuration, by_official=True, seconds=600)
    found = list(differences(live, golden.read(configuration)))
    assert not found, "\n".join(map(str, found))


def test_a_record_of_other_files_is_refused(tmp_path, monkeypatch) -> None:
    configuration = named("iam_role")
    changed = Configuration("iam_role", {**configuration.files, "main.tf": b""}, {})
    with pytest.raises(golden.Stale, match="changed since it was recorded"):
        golden.read(changed)
    with pytest.raises(golden.Stale, match="never recorded"):
        golden.read(Configuration("nowhere", {}, {}))


def test_the_figures_are_those_of_the_readme() -> None:
    counted = figures.figures()
    assert counted.configurations >= 60
    assert counted.invalid >= 25
    for readme in figures.READMES:
        assert counted.sentence() in readme.read_text(encoding="utf-8"), figures.COMMAND
