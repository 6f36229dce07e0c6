"""What hashicorp/aws 5.100 says against a function's configuration before anything is made."""

from __future__ import annotations

from collections.abc import Iterator

from grader.terraform.aws import checks
from grader.terraform.aws.outside import outside
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values


def function_problems(config: Values) -> Iterator[Problem]:
    """Where the code comes from, and each argument by itself."""
    if config.get("code_signing_config_arn"):
        yield outside("aws_lambda_function.code_signing_config_arn")
    yield from checks.exactly_one(config, ("filename", "image_uri", "s3_bucket"))
    yield from checks.together(config, ("s3_bucket", "s3_key"))
    yield from checks.enumeration(config, "runtime", RUNTIMES, newer=NEWER_RUNTIMES)
    yield from checks.enumeration(config, "package_type", ("Zip", "Image"))
    yield from checks.each_of(config, "architectures", ("x86_64", "arm64"))
    yield from checks.arn(config, "role")
    yield from checks.arn(config, "kms_key_arn")
    yield from checks.between(config, "timeout", 1, 900)
    yield from checks.between(config, "memory_size", 128, 10240)
    yield from checks.at_least(config, "reserved_concurrent_executions", -1)
    yield from checks.length(config, "handler", 1, 128)
    yield from checks.function_name(config)
    for index, layer in enumerate(known(config, "layers") or []):
        yield from checks.arn_text(layer, f"layers.{index}", ("layers", index))
    yield from _nested(config)


def _nested(config: Values) -> Iterator[Problem]:
    for path, block in checks.blocks(config, "dead_letter_config"):
        yield from checks.arn(block, "target_arn", path=path)
    for path, block in checks.blocks(config, "ephemeral_storage"):
        yield from checks.between(block, "size", 512, 10240, path=path)
    for path, block in checks.blocks(config, "tracing_config"):
        yield from checks.enumeration(block, "mode", ("Active", "PassThrough"), at=path)
    for path, block in checks.blocks(config, "logging_config"):
        yield from checks.enumeration(block, "log_format", ("JSON", "Text"), at=path)


RUNTIMES = (
    "nodejs",
    "nodejs4.3",
    "nodejs6.10",
    "nodejs8.10",
    "nodejs10.x",
    "nodejs12.x",
    "nodejs14.x",
    "nodejs16.x",
    "java8",
    "java8.al2",
    "java11",
    "python2.7",
    "python3.6",
    "python3.7",
    "python3.8",
    "python3.9",
    "dotnetcore1.0",
    "dotnetcore2.0",
    "dotnetcore2.1",
    "dotnetcore3.1",
    "dotnet6",
    "dotnet8",
    "nodejs4.3-edge",
    "go1.x",
    "ruby2.5",
    "ruby2.7",
    "provided",
    "provided.al2",
    "nodejs18.x",
    "python3.10",
    "java17",
    "ruby3.2",
    "ruby3.3",
    "ruby3.4",
    "python3.11",
    "nodejs20.x",
    "provided.al2023",
    "python3.12",
    "java21",
    "python3.13",
    "nodejs22.x",
)
"""What 5.100.0 accepts, in its order."""

NEWER_RUNTIMES = ("python3.14", "nodejs24.x", "java25", "dotnet10")
"""What releases 6.x accept as well."""
