"""What a configuration must not be able to do, whatever it says."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import psutil
import pytest

from grader.sandbox.cells import CellFolder
from grader.sandbox.landlock import landlock_version
from grader.terraform.deploy import TerraformMissing

confined = pytest.mark.skipif(landlock_version() == 0, reason="needs Landlock")


def everything(deployment) -> str:
    return json.dumps(
        [
            [vars(one) for one in deployment.diagnostics],
            [one.values for one in deployment.planned],
            [one.attributes for one in deployment.resources],
            deployment.outputs,
        ],
        default=str,
    )


@pytest.mark.parametrize("kind", ["null_resource", "terraform_data"])
def test_provisioners_never_run(deploy, tmp_path, kind):
    sign = tmp_path / "ran"
    found = deploy(
        {
            "main.tf": f"""
            resource "{kind}" "x" {{
              provisioner "local-exec" {{
                command = "touch {sign} ran-here"
              }}
            }}
            """
        }
    )
    assert not sign.exists()
    assert found.stage == "planned"
    assert any("local-exec" in one.detail for one in found.errors)
    assert found.errors[0].address == f"{kind}.x"


def test_a_provisioner_in_a_module_never_runs(deploy, tmp_path):
    sign = tmp_path / "ran"
    found = deploy(
        {
            "main.tf": 'module "m" {\n  source = "./m"\n}\n',
            "m/main.tf": f"""
            resource "terraform_data" "x" {{
              count = 2
              provisioner "local-exec" {{
                command = "touch {sign}"
              }}
            }}
            """,
        }
    )
    assert not sign.exists()
    assert found.stage == "planned"
    assert [one.address for one in found.errors] == ["module.m.terraform_data.x"]


@confined
@pytest.mark.parametrize(
    "expression",
    [
        'bucket = file("/etc/passwd")',
        'bucket = jsondecode(file("/etc/passwd"))',
        'bucket = templatefile("/etc/passwd", {})',
        'bucket = filebase64("/etc/passwd")',
        'bucket = "${file("${"/etc"}/passwd")}"',
        'bucket = yamldecode(file("../../../../../../etc/passwd"))',
        'bucket = tonumber(file("/etc/hostname"))',
    ],
)
def test_files_of_the_machine_are_never_shown(deploy, expression):
    found = deploy({"main.tf": f'resource "aws_s3_bucket" "x" {{\n  {expression}\n}}\n'})
    shown = everything(found)
    assert found.stage == "nothing"
    assert found.errors
    for line in Path("/etc/passwd").read_text().splitlines():
        assert line not in shown
    assert Path("/etc/hostname").read_text().strip() not in shown


@pytest.mark.parametrize(
    "block",
    [
        'data "local_file" "x" {\n  filename = "/etc/passwd"\n}',
        'data "archive_file" "x" {\n  type = "zip"\n  source_file = "/etc/passwd"\n'
        '  output_path = "x.zip"\n}',
        'data "archive_file" "x" {\n  type = "zip"\n  source_dir = "../.."\n'
        '  output_path = "x.zip"\n}',
        'resource "local_file" "x" {\n  content = "x"\n  filename = "../escaped"\n}',
        'resource "aws_s3_bucket" "b" {\n  bucket = "abc"\n}\nresource "aws_s3_object" "x" {\n'
        '  bucket = aws_s3_bucket.b.id\n  key = "x"\n  source = "/etc/passwd"\n}',
        'resource "aws_lambda_layer_version" "x" {\n  layer_name = "x"\n'
        '  filename = "/etc/passwd"\n}',
    ],
)
def test_arguments_cannot_name_files_outside(deploy, cell, block):
    found = deploy({"main.tf": block})
    assert "leads out of the submission" in found.errors[0].detail
    assert "root:" not in everything(found)
    assert not (cell.path / "escaped").exists()


@confined
def test_a_link_out_of_the_folder_is_not_followed(deploy, cell):
    (cell.path / "secret").write_text("of-the-cell")
    found = deploy(
        {
            "main.tf": 'output "x" {\n  value = fileexists("../secret") '
            '? file("../secret") : "no"\n}\n'
        }
    )
    assert "of-the-cell" not in everything(found)


def test_modules_from_elsewhere_are_not_fetched(deploy):
    found = deploy({"main.tf": 'module "v" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n'})
    assert found.stage == "nothing"
    assert "terraform-aws-modules/vpc/aws" in found.errors[0].detail


@pytest.mark.parametrize(
    "source", ["git::https://example.com/x.git", "github.com/a/b", "https://example.com/m.zip"]
)
def test_a_remote_module_hidden_in_a_local_one_is_not_fetched(deploy, source):
    found = deploy(
        {
            "main.tf": 'module "v" {\n  source = "./m"\n}\n',
            "m/main.tf": f'module "w" {{\n\n  source = "{source}"\n}}\n',
        }
    )
    assert found.stage == "nothing"
    assert found.errors


@pytest.mark.parametrize(
    "body",
    [
        'resource "aws_s3_bucket" "x" {\n  count  = 1000000000\n  bucket = "b-${count.index}"\n}',
        "locals {\n  x = [for a in range(1000) : [for b in range(1000) : "
        '[for c in range(1000) : "${a}${b}${c}"]]]\n}\noutput "x" {\n  value = local.x\n}',
        'locals {\n  a0 = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"\n'
        + "".join(f'  a{n} = "${{local.a{n - 1}}}${{local.a{n - 1}}}"\n' for n in range(1, 40))
        + '}\noutput "x" {\n  value = local.a39\n}',
        'output "x" {\n  value = ' + "[" * 100_000 + "]" * 100_000 + "\n}",
    ],
    ids=["count", "for", "doubling", "brackets"],
)
def test_bombs_end_and_leave_nothing(deploy, cell, body):
    began = time.monotonic()
    found = deploy({"main.tf": body}, seconds=6)
    assert time.monotonic() - began < 30
    assert found.limit in ("time", "memory") or found.errors
    assert found.stage != "applied"
    assert found.errors
    assert not _processes(cell)


def test_nothing_is_left_after_a_deployment(deploy, cell):
    deploy({"main.tf": 'output "x" {\n  value = 1\n}\n'})
    assert not _processes(cell)


def test_a_planted_provider_and_state_are_not_used(deploy, tmp_path):
    sign = tmp_path / "ran"
    program = f"#!/bin/sh\ntouch {sign}\n"
    place = "hashicorp/evil/1.0.0/linux_amd64/terraform-provider-evil_v1.0.0"
    found = deploy(
        {
            "main.tf": 'resource "evil_thing" "x" {}\n',
            f".terraform/providers/registry.terraform.io/{place}": program,
            f"terraform.d/plugins/registry.terraform.io/{place}": program,
        }
    )
    assert not sign.exists()
    assert found.errors
    assert found.stage == "nothing"


def test_missing_terraform_is_named_with_a_remedy(cell: CellFolder, deploy):
    with pytest.raises(TerraformMissing, match="--terraform"):
        deploy({"main.tf": ""}, terraform="/not/there/terraform")


def _processes(cell: CellFolder) -> list[int]:
    if sys.platform != "linux":
        return []
    sign = f"GROUNDTRACK_CELL={cell.token}".encode()
    found = []
    for process in psutil.process_iter():
        try:
            if sign in Path(f"/proc/{process.pid}/environ").read_bytes():
                found.append(process.pid)
        except OSError:
            continue
    return found
