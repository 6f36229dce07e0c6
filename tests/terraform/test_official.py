"""hashicorp/aws in the place of the course's provider."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.official import NOT_STARTED
from grader.terraform.deploy import TerraformMissing
from grader.terraform.official import VERSION, places
from grader.terraform.official.aim import aimed
from grader.terraform.official.install import obtain

ROOT = Path(__file__).parent.parent.parent
official = pytest.mark.skipif(places.find() is None, reason="hashicorp/aws is not on this machine")
NOWHERE = "http://127.0.0.1:9"
BUCKET = 'resource "aws_s3_bucket" "data_lake" {\n  bucket = "mi-data-lake"\n}\n'
ELSEWHERE = """provider "aws" {
  region  = "us-east-1"
  profile = "mine"

  endpoints {
    s3 = "https://s3.amazonaws.com"
  }
}

provider "aws" {
  alias  = "west"
  region = var.region

  assume_role {
    role_arn = "arn:aws:iam::123456789012:role/any"
  }
}

variable "region" {
  default = "eu-west-1"
}
"""
WEST = """resource "aws_s3_bucket" "west" {
  provider = aws.west
  bucket   = "in-the-west"
}
resource "aws_ssm_parameter" "only_the_official_one_has_it" {
  name  = "any"
  type  = "String"
  value = "any"
}
"""


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without the provider and without a network."""
    monkeypatch.setattr(places, "MIRRORS", ())
    for name in (*places.VARIABLES, "TF_CLI_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HTTPS_PROXY", NOWHERE)
    return tmp_path


def test_a_provider_that_cannot_be_had_is_named_with_a_remedy(nowhere: Path) -> None:
    with pytest.raises(TerraformMissing) as missing:
        obtain("bundled")
    words = str(missing.value)
    assert words.startswith(f"hashicorp/aws {VERSION} is not on this machine")
    assert "~/.terraform.d/plugins" in words
    assert "\n" not in words


def test_a_mirror_and_a_plugin_cache_are_found(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = f"registry.terraform.io/hashicorp/aws/{VERSION}/{places.system()}"
    program = nowhere / "cache of plugins" / inside / f"terraform-provider-aws_v{VERSION}_x5"
    program.parent.mkdir(parents=True)
    program.touch()
    assert places.find() is None
    monkeypatch.setenv("TF_PLUGIN_CACHE_DIR", str(nowhere / "cache of plugins"))
    assert places.find() == program


def test_an_aimed_configuration_leads_nowhere_else() -> None:
    config = {
        "access_key": "AKIAEXAMPLE",
        "allowed_account_ids": ["000000000000"],
        "assume_role": [{"role_arn": "arn:aws:iam::123456789012:role/any"}],
        "default_tags": [{"tags": {"Project": "groundtrack"}}],
        "endpoints": [{"s3": "https://s3.amazonaws.com"}],
        "https_proxy": "http://proxy.example:3128",
        "profile": "mine",
        "region": None,
        "use_fips_endpoint": True,
    }
    assert aimed(config) == {
        "access_key": "test",
        "allowed_account_ids": ["000000000000"],
        "assume_role": [],
        "default_tags": [{"tags": {"Project": "groundtrack"}}],
        "endpoints": [],
        "https_proxy": None,
        "profile": None,
        "region": "us-east-1",
        "use_fips_endpoint": None,
    }
    assert aimed({"region": "eu-west-1"}) == {"region": "eu-west-1"}


@official
def test_every_configuration_is_evaluated_as_written_and_leads_to_the_cell(
    cloud: Any, deploy: Any
) -> None:
    done = deploy({"main.tf": BUCKET + WEST}, provider=ELSEWHERE, official=places.find())
    assert done.stage == "applied", done.diagnostics
    assert done.second_plan == ()
    s3 = cloud.client("s3")
    assert [one["Name"] for one in s3.list_buckets()["Buckets"]] == ["in-the-west", "mi-data-lake"]
    assert s3.get_bucket_location(Bucket="in-the-west")["LocationConstraint"] == "eu-west-1"
    first, second = sorted(done.providers, key=lambda one: str(one.region), reverse=True)
    assert dict(first.endpoints) == {"s3": "https://s3.amazonaws.com"}
    assert first.settings["profile"] == "mine"
    assert second.region == "eu-west-1"


@official
def test_a_provider_block_is_judged_as_it_was_written(deploy: Any) -> None:
    block = 'provider "aws" {\n  region = "us-east-1"\n\n  s3_force_path_style = true\n}\n'
    done = deploy({"main.tf": BUCKET}, provider=block, official=places.find())
    (error,) = done.errors
    assert done.stage == "nothing"
    assert (error.summary, error.file, error.line) == ("Unsupported argument", "provider.tf", 4)


@official
def test_without_a_provider_block_the_usual_region_is_meant(deploy: Any) -> None:
    done = deploy({"main.tf": BUCKET}, with_provider=False, official=places.find())
    assert done.stage == "applied", done.diagnostics


def test_a_program_that_does_not_start_is_told_apart(deploy: Any, tmp_path: Path) -> None:
    program = tmp_path / "terraform-provider-aws"
    program.write_text("no program")
    program.chmod(0o700)
    done = deploy({"main.tf": BUCKET}, official=program)
    assert done.stage == "nothing"
    assert any(one.summary.startswith(NOT_STARTED) for one in done.errors), done.errors


@official
def test_the_same_verdict_by_the_official_provider(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "grader", "check", "2"),
            *("--in", "solutions/02_s3_bucket", "--provider", "official", "--format", "json"),
        ],
        cwd=ROOT,
        env={"PATH": os.defpath, "HOME": str(tmp_path)},
        capture_output=True,
        timeout=300,
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["score"] == 100, report
    assert report["graded_on"]["provider"] == f"hashicorp/aws {VERSION}"
