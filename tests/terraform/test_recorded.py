"""The course's provider says and stores what hashicorp/aws 5.100.0 said and stored."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

RECORDED = Path(__file__).parent / "recorded"


def rows(diagnostics: Any) -> set[tuple[str, str | None, str, str]]:
    unique = re.compile(r"terraform-\d{18}[0-9a-f]*")
    return {
        (
            one.severity,
            one.address,
            unique.sub("terraform-<unique>", one.summary),
            one.detail,
        )
        for one in diagnostics
    }


def expected(name: str) -> set[tuple[str, str | None, str, str]]:
    recorded = json.loads((RECORDED / name / "expected.json").read_text(encoding="utf-8"))
    return {(one["severity"], one["address"], one["summary"], one["detail"]) for one in recorded}


@pytest.mark.parametrize("name", ["validate", "plan", "apply"])
def test_mistakes_are_rejected_in_the_same_words(deploy, recorded, name):
    found = rows(deploy(recorded(name)).diagnostics)
    missing = expected(name) - found - OTHERWISE
    surplus = found - expected(name) - OTHERWISE
    assert not missing, "\n".join(map(str, sorted(missing, key=str)))
    assert not surplus, "\n".join(map(str, sorted(surplus, key=str)))


OTHERWISE = {
    # The emulator takes code that is not there; Lambda itself does not.
    (
        "error",
        "aws_lambda_function.no_bucket",
        "creating Lambda Function (nb): operation error Lambda: CreateFunction, https response "
        "error StatusCode: 400, InvalidParameterValueException: Error occurred while GetObject. "
        "S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist",
        "",
    ),
    # Said twice by the official provider: with the path of the block, and without.
    (
        "error",
        "aws_s3_bucket_lifecycle_configuration.w",
        "Invalid String Enum Value",
        "The provided value does not match any valid values.\n\n"
        'Path: rule[0].transition[Value({"date":<null>,"days":30,"storage_class":"COLD"})]'
        ".storage_class\nGiven Value: COLD\nValid Values: "
        "[GLACIER STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING DEEP_ARCHIVE GLACIER_IR ]",
    ),
}


def test_the_state_holds_the_same_attributes(deploy, recorded):
    found = deploy(recorded("state"))
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    stored = json.loads((RECORDED / "state" / "expected.json").read_text(encoding="utf-8"))
    compared = 0
    for resource in found.resources:
        official = stored[resource.address]
        for name, value in resource.attributes.items():
            if (resource.address.split(".")[-2], name) in MOVING:
                continue
            compared += 1
            assert masked(value) == masked(official[name]), (resource.address, name)
    assert compared > 700


MOVING = {
    # Counted while the policy may or may not be attached yet.
    ("aws_iam_policy", "attachment_count"),
    ("aws_cloudwatch_log_group", "creation_time"),
    # Read before or after its companions in the configuration were made.
    ("aws_lambda_functions", "function_arns"),
    ("aws_lambda_functions", "function_names"),
    ("aws_s3_bucket_object", "version_id"),
    ("aws_s3_object", "last_modified"),
    ("aws_s3_object", "server_side_encryption"),
    ("aws_s3_object", "version_id"),
    ("aws_sqs_queues", "queue_urls"),
    ("aws_s3_objects", "keys"),
    # AWS answers otherwise than the emulator: a qualified ARN, encryption by default.
    ("aws_lambda_function", "qualified_arn"),
    ("aws_lambda_function", "qualified_invoke_arn"),
    ("aws_sqs_queue", "sqs_managed_sse_enabled"),
    # Deprecated blocks whose unset numbers the official provider writes as zero.
    ("aws_s3_bucket", "lifecycle_rule"),
    ("aws_availability_zones", "filter"),
    # The package is zipped anew.
    ("aws_lambda_function", "code_sha256"),
    ("aws_lambda_function", "source_code_hash"),
    ("aws_lambda_function", "source_code_size"),
    ("aws_lambda_layer_version", "code_sha256"),
    ("aws_lambda_layer_version", "source_code_hash"),
    ("aws_lambda_layer_version", "source_code_size"),
    ("aws_s3_object", "etag"),
    ("aws_s3_object", "source_hash"),
    ("aws_s3_object", "source"),
}


def masked(value: Any) -> str:
    text = json.dumps(value, sort_keys=True)
    text = re.sub(r"127\.0\.0\.1:\d+", "ENDPOINT", text)
    text = re.sub(r"20\d{12}[0-9a-f]*|20\d\d-\d\d-\d\dT[^\"]*", "MOMENT", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "UUID", text)
    return re.sub(r"\bA(?:ROA|NPA|KIA)[0-9A-Z]{8,}", "UNIQUE", text)
