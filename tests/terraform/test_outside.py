"""What exists but is not part of the course, and what does not exist at all."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ('resource "aws_instance" "x" {\n  ami = "x"\n}', "aws_instance"),
        ('resource "aws_vpc" "x" {\n  cidr_block = "10.0.0.0/16"\n}', "aws_vpc"),
        ('data "aws_ami" "x" {\n  owners = ["self"]\n}', "aws_ami"),
        ('data "aws_eks_cluster" "x" {\n  name = "x"\n}', "aws_eks_cluster"),
        ('data "external" "x" {\n  program = ["true"]\n}', "external"),
        ('data "http" "x" {\n  url = "http://example.com"\n}', "http"),
        ('resource "tls_private_key" "x" {\n  algorithm = "RSA"\n}', "tls_private_key"),
        (
            "terraform {\n  required_providers {\n    docker = {\n"
            '      source = "kreuzwerker/docker"\n    }\n  }\n}\n'
            'resource "docker_image" "x" {\n  name = "x"\n}',
            "docker_image",
        ),
        (
            'resource "aws_s3_bucket" "x" {\n  bucket = "abc"\n  logging {\n'
            '    target_bucket = "b"\n  }\n}',
            "aws_s3_bucket.logging",
        ),
    ],
)
def test_what_the_course_lacks_is_named_and_never_ignored(deploy, block, name):
    found = deploy({"main.tf": block})
    assert name in found.outside
    assert found.stage == "nothing"
    assert any(one.outside and name in one.summary for one in found.errors)


def test_a_provider_that_is_only_declared_is_no_obstacle(deploy):
    found = deploy(
        {
            "main.tf": "terraform {\n  required_providers {\n    docker = {\n"
            '      source = "kreuzwerker/docker"\n      version = "~> 3.0"\n    }\n  }\n}\n'
            'resource "aws_s3_bucket" "x" {\n  bucket = "abc"\n}'
        }
    )
    assert found.stage == "applied"
    assert found.outside == ()


@pytest.mark.parametrize(
    ("block", "line", "hint"),
    [
        ('resource "aws_s3_buckett" "x" {\n  bucket = "a"\n}', 1, "aws_s3_bucket"),
        ('resource "aws_lamda_function" "x" {\n}', 1, "aws_lambda_function"),
        ('resource "aw_s3_bucket" "x" {\n}', 1, "aws_s3_bucket"),
        ('\n\ndata "aws_iam_policy_documents" "x" {\n}', 3, "aws_iam_policy_document"),
    ],
)
def test_a_type_that_does_not_exist_is_a_mistake_with_a_hint(deploy, block, line, hint):
    found = deploy({"main.tf": block})
    (error,) = found.errors
    assert error.summary in ("Invalid resource type", "Invalid data source")
    assert (error.file, error.line, error.outside) == ("main.tf", line, False)
    assert f'"{hint}"' in error.detail
    assert found.outside == ()


def test_a_resource_written_as_data_gets_terraforms_own_hint(deploy):
    found = deploy({"main.tf": 'resource "aws_iam_policy_document" "x" {\n}'})
    assert "data" in found.errors[0].detail
    assert "Did you" in found.errors[0].detail


def test_an_unknown_argument_is_terraforms_to_say(deploy):
    found = deploy({"main.tf": 'resource "aws_s3_bucket" "x" {\n  bucket = "a"\n  naem = 1\n}'})
    (error,) = found.errors
    assert error.summary == "Unsupported argument"
    assert (error.file, error.line) == ("main.tf", 3)


def test_s3_force_path_style_is_gone_in_release_5(deploy):
    found = deploy(
        {"main.tf": 'resource "aws_s3_bucket" "x" {\n  bucket = "abc"\n}\n'},
        provider='provider "aws" {\n  region = "us-east-1"\n  s3_force_path_style = true\n}\n',
    )
    (error,) = found.errors
    assert error.summary == "Unsupported argument"
    assert "s3_force_path_style" in error.detail
    assert (error.file, error.line) == ("provider.tf", 3)


def test_what_only_release_6_has_is_accepted_with_a_warning(deploy):
    found = deploy(
        {
            "main.tf": """
resource "aws_s3_bucket" "x" {
  bucket = "abc"
  region = "us-east-1"
}
resource "aws_cloudwatch_log_group" "x" {
  name   = "abc"
  region = "us-east-1"
}
data "aws_region" "here" {}
output "region" {
  value = data.aws_region.here.region
}
"""
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    assert found.outputs == {"region": "us-east-1"}
    assert {one.severity for one in found.diagnostics} == {"warning"}
    assert len(found.diagnostics) >= 3
