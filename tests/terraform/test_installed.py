"""The same with a terraform program of this machine."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import psutil
import pytest

TERRAFORM = shutil.which("terraform")
pytestmark = pytest.mark.skipif(TERRAFORM is None, reason="there is no terraform on PATH")

MAIN = """
terraform {
  required_version = ">= 99"
  backend "s3" {}
}
module "m" {
  source = "./m"
}
resource "random_pet" "x" {}
"""


def test_a_deployment_with_an_installed_terraform(deploy, cloud):
    found = deploy(
        {"main.tf": MAIN, "m/main.tf": 'resource "aws_s3_bucket" "x" {\n  bucket = "abc"\n}\n'},
        terraform=TERRAFORM,
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    assert cloud.client("s3").head_bucket(Bucket="abc")
    assert found.terraform.startswith("1.")


def test_its_provisioners_never_run_either(deploy, tmp_path):
    sign = tmp_path / "ran"
    found = deploy(
        {
            "main.tf": 'resource "terraform_data" "x" {\n  provisioner "local-exec" {\n'
            f'    command = "touch {sign}"\n  }}\n}}\n'
        },
        terraform=TERRAFORM,
    )
    assert not sign.exists()
    assert found.stage == "planned"


def test_it_is_run_below_the_top_of_a_submission(deploy):
    files = {"infra/main.tf": MAIN.replace("./m", "../m"), "m/main.tf": "resource {}\n"}
    found = deploy(files, terraform=TERRAFORM, directory="infra")
    assert {(one.file, one.line) for one in found.errors} == {("m/main.tf", 1)}


def test_its_bombs_end_too(deploy, cell):
    found = deploy(
        {"main.tf": 'resource "aws_s3_bucket" "x" {\n  count = 1000000000\n}\n'},
        terraform=TERRAFORM,
        seconds=4,
    )
    assert found.limit in ("time", "memory")
    signs = f"GROUNDTRACK_CELL={cell.token}".encode()
    for process in psutil.process_iter():
        with contextlib.suppress(OSError):
            assert signs not in Path(f"/proc/{process.pid}/environ").read_bytes()
