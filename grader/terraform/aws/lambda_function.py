"""The Lambda function, as hashicorp/aws 5.100."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, cloud_error, is_missing
from grader.terraform.aws.iam import retag
from grader.terraform.aws.lambda_rules import function_problems
from grader.terraform.aws.lambda_settings import (
    configuration,
    configuration_changes,
    settings,
)
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider import paths
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import UNKNOWN, Values, known_values

_CODE = ("filename", "image_uri", "s3_bucket", "s3_key", "s3_object_version", "source_code_hash")
_MOVES_WITH_CODE = ("code_sha256", "last_modified", "source_code_size")
_MOVES_WITH_VERSION = ("qualified_arn", "qualified_invoke_arn", "version")


class Function(AwsResource):
    """aws_lambda_function."""

    type_name = "aws_lambda_function"
    label = "Lambda Function"
    naming = "function_name"
    defaults = {  # noqa: RUF012
        "memory_size": 128,
        "package_type": "Zip",
        "publish": False,
        "reserved_concurrent_executions": -1,
        "skip_destroy": False,
        "timeout": 3,
    }
    computed_blocks = frozenset({"ephemeral_storage", "logging_config", "tracing_config"})
    forces_replacement = frozenset({"function_name", "package_type"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """See `lambda_rules`."""
        return function_problems(config)

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """A change of the code makes new hashes, and a new version when it is published."""
        planned = super().plan(api, prior, planned)
        if planned["package_type"] == "Zip" and not (planned["handler"] and planned["runtime"]):
            raise Refused("handler and runtime must be set when PackageType is Zip")
        if prior is None:
            return planned
        code = any(planned.get(name) != prior.get(name) for name in _CODE)
        moving: list[str] = [*_MOVES_WITH_CODE] if code else []
        if planned["publish"] and (code or configuration_changes(prior, planned)):
            moving += _MOVES_WITH_VERSION
        return {**planned, **dict.fromkeys(moving, UNKNOWN)}

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it from its file, bucket or image."""
        client = api.client("lambda")
        name = planned["function_name"]
        client.create_function(
            FunctionName=planned["function_name"],
            PackageType=planned["package_type"],
            Publish=planned["publish"],
            Code=code_request(api, planned),
            Tags=planned["tags_all"] or {},
            **configuration(planned),
            **given(
                Architectures=known(planned, "architectures"),
                CodeSigningConfigArn=planned.get("code_signing_config_arn"),
            ),
        )
        if planned["reserved_concurrent_executions"] >= 0:
            client.put_function_concurrency(
                FunctionName=planned["function_name"],
                ReservedConcurrentExecutions=planned["reserved_concurrent_executions"],
            )
        found = self.read(api, {**known_values(planned), "id": name}) or {}
        return {**found, "id": name}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        client, name = api.client("lambda"), state["id"]
        try:
            now = client.get_function(FunctionName=name)
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        latest = client.list_versions_by_function(FunctionName=name)["Versions"][-1]
        found = now["Configuration"]
        return {
            **settings(found),
            **addresses(api, found["FunctionArn"], latest["FunctionArn"], latest["Version"]),
            "function_name": found["FunctionName"],
            "image_uri": now.get("Code", {}).get("ImageUri", ""),
            "package_type": found.get("PackageType", "Zip"),
            "reserved_concurrent_executions": now.get("Concurrency", {}).get(
                "ReservedConcurrentExecutions", -1
            ),
            "source_code_hash": state.get("source_code_hash") or "",
            **api.found_tags(now.get("Tags") or {}, state),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Its code, configuration, tags and concurrency."""
        client = api.client("lambda")
        name = planned["function_name"]
        if changes := configuration_changes(prior, planned):
            client.update_function_configuration(FunctionName=name, **changes)
        if any(planned.get(attribute) != prior.get(attribute) for attribute in _CODE):
            architectures = given(Architectures=known(planned, "architectures"))
            client.update_function_code(
                FunctionName=name, **architectures, **code_request(api, planned)
            )
        if planned["reserved_concurrent_executions"] != prior["reserved_concurrent_executions"]:
            _limit(client, planned)
        if planned["publish"] and known(planned, "version") is None:
            client.publish_version(FunctionName=name)
        arn = prior["arn"]
        retag(
            prior,
            planned,
            lambda gone: client.untag_resource(Resource=arn, TagKeys=gone),
            lambda tags: client.tag_resource(Resource=arn, Tags=tags),
        )
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        if not state.get("skip_destroy"):
            api.client("lambda").delete_function(FunctionName=state["function_name"])

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By its name."""
        return {"id": identifier, "function_name": identifier, "skip_destroy": False}


class FunctionData(AwsDataSource):
    """data aws_lambda_function."""

    type_name = "aws_lambda_function"
    label = "Lambda Function"

    def explain(self, error: Exception, verb: str, values: Values) -> str | None:
        """The versions are asked for first."""
        words = cloud_error(error, self.type_name)
        name = values.get("function_name")
        return None if words is None else f"{verb} Lambda Function ({name}) latest version: {words}"

    def read(self, api: Aws, config: Values) -> Values:
        """By its name, and a qualifier."""
        client, name = api.client("lambda"), config["function_name"]
        latest = client.list_versions_by_function(FunctionName=name)["Versions"][-1]["Version"]
        qualifier = config.get("qualifier") or latest
        asked = {} if qualifier == "$LATEST" else {"Qualifier": qualifier}
        found = client.get_function(FunctionName=name, **asked)
        made = found["Configuration"]
        unqualified = ":".join(made["FunctionArn"].split(":")[:7])
        qualified = f"{unqualified}:{made['Version']}"
        return {
            **settings(made),
            **addresses(api, unqualified, qualified, made["Version"]),
            "id": name,
            "image_uri": found.get("Code", {}).get("ImageUri", ""),
            "reserved_concurrent_executions": found.get("Concurrency", {}).get(
                "ReservedConcurrentExecutions", -1
            ),
            "source_code_hash": made["CodeSha256"],
            "tags": found.get("Tags", {}),
        }


def invoke_arn(api: Aws, arn: str) -> str:
    """The ARN under which API Gateway calls a function."""
    return (
        f"arn:{api.partition}:apigateway:{api.region}:lambda:path/2015-03-31/functions/"
        f"{arn}/invocations"
    )


def addresses(api: Aws, arn: str, qualified: str, version: str) -> Values:
    """What a function and its latest version are called."""
    return {
        "arn": arn,
        "invoke_arn": invoke_arn(api, arn),
        "qualified_arn": qualified,
        "qualified_invoke_arn": invoke_arn(api, qualified),
        "version": version,
    }


def code_request(api: Aws, planned: Values) -> dict[str, Any]:
    """The code of a function or layer; raises Refused when its file cannot be read."""
    if planned.get("filename"):
        return {"ZipFile": _package(planned["filename"])}
    if planned.get("s3_bucket"):
        _require_object(api, planned)
    return given(
        ImageUri=known(planned, "image_uri") or None,
        S3Bucket=planned.get("s3_bucket") or None,
        S3Key=planned.get("s3_key") or None,
        S3ObjectVersion=planned.get("s3_object_version") or None,
    )


def _require_object(api: Aws, planned: Values) -> None:
    """Lambda itself refuses code that is not there; the emulator would run nothing."""
    from botocore.exceptions import ClientError

    bucket, key = planned["s3_bucket"], planned["s3_key"]
    code, message = "NoSuchKey", "The specified key does not exist."
    try:
        api.client("s3").head_bucket(Bucket=bucket)
    except ClientError:
        code, message = "NoSuchBucket", "The specified bucket does not exist"
    else:
        try:
            api.client("s3").head_object(Bucket=bucket, Key=key)
        except ClientError:
            pass
        else:
            return
    action, operation = (
        f"creating Lambda Function ({planned.get('function_name')})",
        "CreateFunction",
    )
    if "layer_name" in planned:
        action = f"publishing Lambda Layer ({planned['layer_name']}) Version"
        operation = "PublishLayerVersion"
    raise Refused(
        f"{action}: operation error Lambda: {operation}, https response error StatusCode: 400, "
        "InvalidParameterValueException: Error occurred while GetObject. "
        f"S3 Error Code: {code}. S3 Error Message: {message}"
    )


def _package(filename: str) -> bytes:
    try:
        return paths.content(filename, "filename")
    except FileNotFoundError:
        reason = "no such file or directory"
    except IsADirectoryError:
        reason = "is a directory"
    except PermissionError:
        reason = "permission denied"
    raise Refused(f"reading ZIP file ({filename}): open {filename}: {reason}", path=("filename",))


def code_hash(package: bytes) -> str:
    """A package's hash as Lambda and Terraform's filebase64sha256 state it."""
    return base64.b64encode(hashlib.sha256(package).digest()).decode()


def _limit(client: Any, planned: Values) -> None:
    amount, name = planned["reserved_concurrent_executions"], planned["function_name"]
    if amount < 0:
        client.delete_function_concurrency(FunctionName=name)
    else:
        client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=amount)
