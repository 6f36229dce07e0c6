"""One of every type: what Terraform applied is what the cloud has; then changed, then gone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.cells import CellFolder
from grader.terraform.deploy import DeployChild
from grader.terraform.deployment import Deployment

CONFORMANCE = Path(__file__).parents[1] / "conformance" / "configurations"


@pytest.fixture(scope="module")
def applied(emulator, recorded):
    emulator.reset()
    cell = CellFolder.create()
    work = cell.path / "work"
    work.mkdir()
    for name, content in recorded("state").items():
        (work / name).write_bytes(content)
    child = DeployChild.start(cell, work)
    yield emulator, child.deploy(emulator.endpoint, second_plan=True, seconds=60)
    child.stop()
    cell.remove()


def test_every_type_of_the_catalogue_is_tried(applied):
    from grader.terraform.aws.catalogue import DATA_SOURCES, RESOURCES

    _cloud, found = applied
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    tried = {(one.mode, one.type) for one in found.resources}
    sources = [file.read_text(encoding="utf-8") for file in CONFORMANCE.glob("*/*.tf")]
    for keyword, mode in (("resource", "managed"), ("data", "data")):
        used = re.compile(rf'^{keyword} "(aws_\w+)"', re.MULTILINE)
        tried |= {(mode, name) for source in sources for name in used.findall(source)}
    every = {("managed", name) for name in RESOURCES} | {("data", name) for name in DATA_SOURCES}
    assert every - tried == set()


def test_buckets_and_their_settings(applied):
    cloud, found = applied
    s3 = cloud.client("s3")
    assert s3.get_bucket_versioning(Bucket="mi-data-lake")["Status"] == "Enabled"
    block = s3.get_public_access_block(Bucket="mi-data-lake")["PublicAccessBlockConfiguration"]
    assert block == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": False,
        "RestrictPublicBuckets": False,
    }
    encryption = s3.get_bucket_encryption(Bucket="mi-data-lake")
    (rule,) = encryption["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    rules = s3.get_bucket_lifecycle_configuration(Bucket="mi-data-lake")["Rules"]
    assert [one["ID"] for one in rules] == ["expire", "all"]
    assert rules[0]["Transitions"] == [{"Days": 10, "StorageClass": "GLACIER"}]
    assert rules[1]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 5}
    owner = s3.get_bucket_ownership_controls(Bucket="mi-data-lake")["OwnershipControls"]
    assert owner["Rules"] == [{"ObjectOwnership": "BucketOwnerPreferred"}]
    (cors,) = s3.get_bucket_cors(Bucket="mi-data-lake")["CORSRules"]
    assert cors["AllowedMethods"] == ["GET"]
    prefixed = attributes(found, "aws_s3_bucket.p")["bucket"]
    assert prefixed.startswith("pre-")
    policy = json.loads(s3.get_bucket_policy(Bucket=prefixed)["Policy"])
    assert policy["Statement"][0]["Resource"] == f"arn:aws:s3:::{prefixed}/*"
    assert s3.get_bucket_versioning(Bucket="old-style-bucket")["Status"] == "Enabled"
    (rule,) = s3.get_bucket_lifecycle_configuration(Bucket="old-style-bucket")["Rules"]
    assert rule["Expiration"]["Days"] == 3


def test_objects(applied):
    cloud, _found = applied
    s3 = cloud.client("s3")
    found = s3.get_object(Bucket="mi-data-lake", Key="raw/a.json")
    assert (found["Body"].read(), found["ContentType"]) == (b"{}", "application/json")
    assert s3.get_object(Bucket="mi-data-lake", Key="raw/old.txt")["Body"].read() == b"hello"
    assert s3.head_object(Bucket="mi-data-lake", Key="raw/f.py")


def test_functions_layers_aliases(applied):
    cloud, found = applied
    functions = cloud.client("lambda")
    hello = functions.get_function_configuration(FunctionName="hello-lambda")
    layer = attributes(found, "aws_lambda_layer_version.l")["arn"]
    assert [one["Arn"] for one in hello["Layers"]] == [layer]
    assert hello["Environment"]["Variables"] == {"A": "b"}
    assert hello["Role"] == attributes(found, "aws_iam_role.r")["arn"]
    other = functions.get_function_configuration(FunctionName="g")
    assert other["Timeout"] == 30
    queue = attributes(found, "aws_sqs_queue.q")["arn"]
    assert other["DeadLetterConfig"] == {"TargetArn": queue}
    alias = functions.get_alias(FunctionName="g", Name="live")
    assert alias["FunctionVersion"] == "1"
    retries = functions.get_function_event_invoke_config(FunctionName="hello-lambda")
    assert retries["MaximumRetryAttempts"] == 0
    assert functions.get_function(FunctionName="s")["Configuration"]["CodeSize"] > 0


def test_roles_and_policies(applied):
    cloud, _found = applied
    iam = cloud.client("iam")
    attached = iam.list_attached_role_policies(RoleName="lambda-role")["AttachedPolicies"]
    assert {one["PolicyName"] for one in attached} == {"pol", "AWSLambdaBasicExecutionRole"}
    assert len(iam.list_role_policies(RoleName="lambda-role")["PolicyNames"]) == 2
    trust = iam.get_role(RoleName="lambda-role")["Role"]["AssumeRolePolicyDocument"]
    assert trust["Statement"][0]["Principal"] == {"Service": "lambda.amazonaws.com"}


def test_queues_keys_and_log_groups(applied):
    cloud, found = applied
    sqs = cloud.client("sqs")
    url = sqs.get_queue_url(QueueName="live")["QueueUrl"]
    read = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert json.loads(read["RedrivePolicy"])["maxReceiveCount"] == 3
    dead = sqs.get_queue_url(QueueName="dead")["QueueUrl"]
    read = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["All"])["Attributes"]
    assert json.loads(read["Policy"])["Statement"][0]["Action"] == "sqs:*"
    key = attributes(found, "aws_kms_key.k")["key_id"]
    assert cloud.client("kms").describe_key(KeyId="alias/x")["KeyMetadata"]["KeyId"] == key
    (group,) = cloud.client("logs").describe_log_groups()["logGroups"]
    assert group["retentionInDays"] == 7


BEFORE = """
resource "aws_s3_bucket" "x" {
  bucket = "abc-one"
  tags   = { a = "1" }
}
resource "aws_sqs_queue" "x" {
  name = "queue"
}
resource "aws_cloudwatch_log_group" "x" {
  name              = "group"
  retention_in_days = 1
}
resource "aws_iam_role" "x" {
  name               = "role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "x" {
  function_name = "hello"
  role          = aws_iam_role.x.arn
  handler       = "hello.handler"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "random_pet" "x" {}
"""


def test_changes_in_place_replacement_and_removal(emulator, recorded):
    emulator.reset()
    cell = CellFolder.create()
    work = cell.path / "work"
    work.mkdir()
    files = recorded("state")
    for name in ("provider.tf", "hello.zip"):
        (work / name).write_bytes(files[name])
    main = work / "main.tf"
    main.write_text(BEFORE)
    child = DeployChild.start(cell, work)
    try:
        first = child.deploy(emulator.endpoint, second_plan=True, seconds=60)
        assert (first.stage, first.second_plan) == ("applied", ()), first.errors
        after = (
            BEFORE.replace("abc-one", "abc-two")
            .replace("retention_in_days = 1", "retention_in_days = 3")
            .replace('runtime       = "python3.12"', 'runtime = "python3.13"\n  timeout = 9')
            .replace('name = "queue"', 'name = "queue"\n  delay_seconds = 5')
            .replace('resource "random_pet" "x" {}\n', "")
        )
        main.write_text(after)
        second = child.deploy(emulator.endpoint, second_plan=True, seconds=60)
        assert (second.stage, second.second_plan) == ("applied", ()), second.errors
        actions = {one.address: one.actions for one in second.planned}
        assert actions["aws_s3_bucket.x"] == ("delete", "create")
        assert actions["random_pet.x"] == ("delete",)
        assert actions["aws_iam_role.x"] == ("no-op",)
        for changed in ("aws_cloudwatch_log_group", "aws_lambda_function", "aws_sqs_queue"):
            assert actions[f"{changed}.x"] == ("update",)
        buckets = emulator.client("s3").list_buckets()["Buckets"]
        assert [one["Name"] for one in buckets] == ["abc-two"]
        made = emulator.client("lambda").get_function_configuration(FunctionName="hello")
        assert (made["Timeout"], made["Runtime"]) == (9, "python3.13")
        main.write_text("")
        third = child.deploy(emulator.endpoint, second_plan=True, seconds=60)
        assert (third.stage, third.resources) == ("applied", ()), third.errors
        assert emulator.client("s3").list_buckets()["Buckets"] == []
    finally:
        child.stop()
        cell.remove()


def attributes(deployment: Deployment, address: str) -> Mapping[str, Any]:
    return next(one.attributes for one in deployment.resources if one.address == address)
