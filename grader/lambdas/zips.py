"""The package of a function that was deployed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.lambdas.package import Package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.lambdas.function import Function
    from grader.stage import Stage


def deployed_package(stage: Stage, function: Function) -> Package | None:
    """Return the zip that Terraform deployed ``function`` with, or None when it cannot be had."""
    for resource in stage.deployment.resources:
        if (
            resource.type == "aws_lambda_function"
            and resource.attributes.get("function_name") == function.name
        ):
            return _of(stage, resource.attributes)
    return None


def _of(stage: Stage, attributes: Mapping[str, Any]) -> Package | None:
    filename = attributes.get("filename")
    if isinstance(filename, str):
        root = stage.submission.root.resolve()
        path = (root / stage.terraform_root / filename).resolve()
        if path.is_relative_to(root) and path.is_file():
            return Package(path.read_bytes(), path.relative_to(root).as_posix())
        return None
    bucket, key = attributes.get("s3_bucket"), attributes.get("s3_key")
    if isinstance(bucket, str) and isinstance(key, str):
        answer = stage.cloud.client("s3").get_object(Bucket=bucket, Key=key)
        return Package(answer["Body"].read(), f"s3://{bucket}/{key}")
    return None
