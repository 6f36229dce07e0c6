"""The Lambda function, as hashicorp/aws 5.100."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, cloud_error, is_missing
from grader.terraform.aws.lambda_rules import function_problems
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider import paths
from grader.terraform.provider.resource import Problem, Refused, first, known
from grader.terraform.provider.values import UNKNOWN, Values

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
        if planned["publish"] and (code or _configuration_differs(prior, planned)):
            moving += _MOVES_WITH_VERSION
        return {**planned, **dict.fromkeys(moving, UNKNOWN)}

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it from its file, bucket or image."""
        client = api.client("lambda")
        made = client.create_function(
            FunctionName=planned["function_name"],
            PackageType=planned["package_type"],
            Publish=planned["publish"],
            Code=code_request(api, planned),
            Tags=planned["tags_all"] or {},
            **_configuration(planned),
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
        return _reported(api, made)

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            now = api.client("lambda").get_function(FunctionName=state["function_name"])
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        found = now["Configuration"]
        return {
            "handler": found.get("Handler") or state["handler"],
            "memory_size": found["MemorySize"],
            "role": found["Role"],
            "timeout": found["Timeout"],
            "runtime": found.get("Runtime") or state["runtime"],
            "code_sha256": found["CodeSha256"],
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Its code, configuration, tags and concurrency."""
        client = api.client("lambda")
        name = planned["function_name"]
        made = None
        if _configuration_differs(prior, planned):
            made = client.update_function_configuration(
                FunctionName=name, **_configuration(planned)
            )
        if any(planned.get(attribute) != prior.get(attribute) for attribute in _CODE):
            made = client.update_function_code(
                FunctionName=name, Publish=planned["publish"], **code_request(api, planned)
            )
        if planned["tags_all"] != prior.get("tags_all"):
            _retag(client, prior, planned)
        if planned["reserved_concurrent_executions"] != prior["reserved_concurrent_executions"]:
            _limit(client, planned)
        return {} if made is None else _reported(api, made)

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        if not state.get("skip_destroy"):
            api.client("lambda").delete_function(FunctionName=state["function_name"])

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By its name."""
        made = api.client("lambda").get_function(FunctionName=identifier)["Configuration"]
        return {"function_name": identifier, **_reported(api, made)}


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
        client = api.client("lambda")
        qualifier = given(Qualifier=config.get("qualifier"))
        client.list_versions_by_function(FunctionName=config["function_name"])
        found = client.get_function(FunctionName=config["function_name"], **qualifier)
        made = found["Configuration"]
        environment = made.get("Environment", {}).get("Variables")
        arn = made["FunctionArn"] if not qualifier else made["FunctionArn"].rpartition(":")[0]
        reported = _reported(api, {**made, "FunctionArn": arn})
        return {
            **reported,
            "architectures": made.get("Architectures", ["x86_64"]),
            "description": made.get("Description", ""),
            "environment": [{"variables": environment}] if environment else [],
            "handler": made.get("Handler", ""),
            "layers": [one["Arn"] for one in made.get("Layers", [])],
            "memory_size": made["MemorySize"],
            "reserved_concurrent_executions": -1,
            "role": made["Role"],
            "runtime": made.get("Runtime", ""),
            "source_code_hash": made["CodeSha256"],
            "tags": found.get("Tags", {}),
            "timeout": made["Timeout"],
        }


def invoke_arn(api: Aws, arn: str) -> str:
    """The ARN under which API Gateway calls a function."""
    return (
        f"arn:{api.partition}:apigateway:{api.region}:lambda:path/2015-03-31/functions/"
        f"{arn}/invocations"
    )


def _reported(api: Aws, made: dict[str, Any]) -> Values:
    arn, version = made["FunctionArn"], made.get("Version", "$LATEST")
    unqualified = ":".join(arn.split(":")[:7])
    qualified = f"{unqualified}:{version}"
    return {
        "architectures": made.get("Architectures", ["x86_64"]),
        "arn": unqualified,
        "code_sha256": made["CodeSha256"],
        "code_signing_config_arn": "",
        "description": "",
        "ephemeral_storage": [{"size": made.get("EphemeralStorage", {}).get("Size", 512)}],
        "id": made["FunctionName"],
        "image_uri": "",
        "invoke_arn": invoke_arn(api, unqualified),
        "kms_key_arn": "",
        "last_modified": made.get("LastModified", ""),
        "logging_config": [
            {
                "application_log_level": "",
                "log_format": "Text",
                "log_group": f"/aws/lambda/{made['FunctionName']}",
                "system_log_level": "",
            }
        ],
        "qualified_arn": qualified,
        "qualified_invoke_arn": invoke_arn(api, qualified),
        "signing_job_arn": "",
        "signing_profile_version_arn": "",
        "source_code_hash": "",
        "source_code_size": made.get("CodeSize", 0),
        "tracing_config": [{"mode": "PassThrough"}],
        "version": version,
    }


def _configuration(planned: Values) -> dict[str, Any]:
    environment = first(planned, "environment")
    letters = first(planned, "dead_letter_config")
    storage = first(planned, "ephemeral_storage")
    tracing = first(planned, "tracing_config")
    return given(
        DeadLetterConfig={"TargetArn": letters["target_arn"]} if letters else None,
        Description=planned.get("description") or "",
        Environment={"Variables": environment.get("variables") or {}} if environment else None,
        EphemeralStorage={"Size": storage["size"]} if known(storage, "size") else None,
        Handler=planned.get("handler"),
        KMSKeyArn=planned.get("kms_key_arn"),
        Layers=planned.get("layers"),
        MemorySize=planned["memory_size"],
        Role=planned["role"],
        Runtime=planned.get("runtime"),
        Timeout=planned["timeout"],
        TracingConfig={"Mode": tracing["mode"]} if tracing else None,
    )


def _configuration_differs(prior: Values, planned: Values) -> bool:
    return _configuration(prior) != _configuration(planned)


def code_request(api: Aws, planned: Values) -> dict[str, Any]:
    """The code of a function or layer; raises Refused when its file cannot be read."""
    if planned.get("filename"):
        return {"ZipFile": _package(planned["filename"])}
    if planned.get("s3_bucket"):
        _require_object(api, planned)
    return given(
        ImageUri=planned.get("image_uri"),
        S3Bucket=planned.get("s3_bucket"),
        S3Key=planned.get("s3_key"),
        S3ObjectVersion=planned.get("s3_object_version"),
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


def _retag(client: Any, prior: Values, planned: Values) -> None:
    before, after = prior.get("tags_all") or {}, planned["tags_all"] or {}
    gone = [key for key in before if key not in after]
    if gone:
        client.untag_resource(Resource=prior["arn"], TagKeys=gone)
    if after:
        client.tag_resource(Resource=prior["arn"], Tags=after)


def _limit(client: Any, planned: Values) -> None:
    amount, name = planned["reserved_concurrent_executions"], planned["function_name"]
    if amount < 0:
        client.delete_function_concurrency(FunctionName=name)
    else:
        client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=amount)
