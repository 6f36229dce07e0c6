"""hashicorp/aws in the place of the course's provider."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.terraform.deploy import TerraformMissing
from grader.terraform.official import VERSION, places
from grader.terraform.official.install import obtain

ROOT = Path(__file__).parent.parent.parent
NOWHERE = "http://127.0.0.1:9"


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


@pytest.mark.skipif(places.find() is None, reason="hashicorp/aws is not on this machine")
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
