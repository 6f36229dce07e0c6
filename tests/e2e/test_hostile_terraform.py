"""Terraform that would run, fetch, read or burn something is named, and does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Grader


def lost(report: dict) -> set[str]:
    assert report["status"] == "graded", report
    return {c["id"] for c in report["criteria"] if c["status"] in {"failed", "partial"}}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('resource "null_resource" "x" {\n  provisioner "local-exec" {\n'
         '    command = "touch MARK"\n  }\n}\n', "provisioner"),
        ('resource "terraform_data" "x" {\n  provisioner "local-exec" {\n'
         '    command = "touch MARK"\n  }\n}\n', "provisioner"),
        ('data "external" "x" {\n  program = ["touch", "MARK"]\n}\n', "external"),
        ('module "x" {\n  source = "git::https://example.com/x.git"\n}\n', "module"),
        ('module "x" {\n  source = "terraform-aws-modules/s3-bucket/aws"\n}\n', "module"),
    ],
)  # fmt: skip
def test_what_would_run_or_fetch(
    text: str, names: str, grader: Grader, submission: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    (submission / "extra.tf").write_text(text.replace("MARK", str(mark)))
    report = grader.report("4", "--in", str(submission))
    assert lost(report) == {"deployed"}
    finding = report["criteria"][0]["findings"][0]
    assert names in finding["message"] or names in str(finding["found"])
    assert finding["where"]["file"] == "extra.tf"
    assert not mark.exists()
    grader.assert_nothing_left()


@pytest.mark.parametrize(
    "text",
    [
        'resource "null_resource" "x" {\n  count = 1e9\n}\n',
        'output "x" {\n  value = length(flatten([for a in range(99999) : [for b in range(99999) : a]]))\n}\n',
        "locals {\n  s0 = \"xxxxxxxxxxxxxxxx\"\n"
        + "".join(f'  s{n} = "${{local.s{n - 1}}}${{local.s{n - 1}}}"\n' for n in range(1, 40))
        + '}\noutput "x" {\n  value = local.s39\n}\n',
        'output "x" {\n  value = ' + "[" * 100_000 + "]" * 100_000 + "\n}\n",
    ],
    ids=["count", "for", "doubling", "brackets"],
)  # fmt: skip
def test_bombs_end_in_a_finding(text: str, grader: Grader, submission: Path) -> None:
    (submission / "extra.tf").write_text(text)
    report = grader.report("4", "--in", str(submission))
    assert lost(report) == {"deployed"}, report
    grader.assert_nothing_left()


@pytest.mark.parametrize(
    "text",
    [
        'resource "aws_s3_bucket" "x" {\n  bucket = file("/etc/passwd")\n}\n',
        'locals {\n  x = jsondecode(file("/etc/passwd"))\n}\noutput "x" {\n  value = local.x\n}\n',
        'output "x" {\n  value = templatefile("/etc/passwd", {})\n}\n',
        'resource "aws_s3_bucket" "x" {\n  bucket = substr(file("/etc/passwd"), 0, 20)\n}\n',
        'data "local_file" "x" {\n  filename = "/etc/passwd"\n}\noutput "x" {\n'
        "  value = jsondecode(data.local_file.x.content)\n}\n",
        'resource "aws_s3_object" "x" {\n  bucket = "b"\n  key = "k"\n  source = "/etc/passwd"\n}\n',
    ],
)
def test_nothing_of_a_file_elsewhere_is_told(text: str, grader: Grader, submission: Path) -> None:
    (submission / "extra.tf").write_text(text)
    report = grader.report("4", "--in", str(submission), "--verbose")
    assert "root:" not in str(report)
    assert "/root" not in str(report)
    assert "deployed" in lost(report)


def test_a_planted_provider_is_left_out(grader: Grader, submission: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    for folder in (".terraform/providers", "terraform.d/plugins"):
        place = submission / folder / "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64"
        place.mkdir(parents=True)
        program = place / "terraform-provider-aws_v5.100.0_x5"
        program.write_text(f"#!/bin/sh\ntouch {mark}\n")
        program.chmod(0o755)
    (submission / ".terraform.lock.hcl").write_text('provider "x" {')
    assert grader.report("4", "--in", str(submission))["score"] == 100
    assert not mark.exists()


@pytest.mark.parametrize("backend", ['backend "s3" {\n    bucket = "x"\n  }', "cloud {}"])
def test_a_backend_elsewhere_is_not_used(backend: str, grader: Grader, submission: Path) -> None:
    (submission / "extra.tf").write_text(f"terraform {{\n  {backend}\n}}\n")
    report = grader.report("4", "--in", str(submission))
    assert report["status"] == "graded", report
    assert report["score"] == 100 or lost(report) == {"deployed"}


def test_a_type_outside_the_course_is_not_the_students_fault(
    grader: Grader, submission: Path
) -> None:
    (submission / "extra.tf").write_text(
        'resource "aws_instance" "x" {\n  ami = "ami-1"\n  instance_type = "t3.micro"\n}\n'
    )
    report = grader.report("4", "--in", str(submission))
    assert (report["status"], report["score"]) == ("error", None)
    deployed = report["criteria"][0]
    assert deployed["status"] == "error"
    assert "aws_instance" in deployed["findings"][0]["message"]
    assert grader.run("check", "4", "--in", str(submission), code=2)


def test_a_type_that_does_not_exist_is(grader: Grader, submission: Path) -> None:
    (submission / "extra.tf").write_text('resource "aws_s3_buckett" "x" {\n  bucket = "x"\n}\n')
    report = grader.report("4", "--in", str(submission))
    assert lost(report) == {"deployed"}
    assert "aws_s3_bucket" in report["criteria"][0]["findings"][0]["found"]
