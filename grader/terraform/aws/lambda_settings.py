"""A Lambda function's configuration: as the block states it, and as the service does."""

from __future__ import annotations

from typing import Any

from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import first, known
from grader.terraform.provider.sets import by_hash
from grader.terraform.provider.values import UNKNOWN, Values


def configuration(planned: Values) -> dict[str, Any]:
    """What a request to create a function says of its configuration."""
    requests = _requests(planned)
    left_out: tuple[Any, ...] = (None, {}, [], "")
    return {name: one for name, one in requests.items() if one not in left_out}


def configuration_changes(prior: Values, planned: Values) -> dict[str, Any]:
    """What a request to change a function says: all that is not as it was."""
    before, after = _requests(prior), _requests(planned)
    changed = {name for name, one in after.items() if one != before[name]}
    if "KMSKeyArn" in changed:
        changed.add("Environment")
    return {
        name: _EMPTY.get(name) if after[name] is None else after[name] for name in sorted(changed)
    }


_EMPTY: dict[str, Any] = {
    "DeadLetterConfig": {"TargetArn": ""},
    "Description": "",
    "Environment": {"Variables": {}},
    "EphemeralStorage": {"Size": 512},
    "FileSystemConfigs": [],
    "ImageConfig": {},
    "KMSKeyArn": "",
    "Layers": [],
    "SnapStart": {"ApplyOn": "None"},
    "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []},
}


def _requests(values: Values) -> dict[str, Any]:
    environment, letters = first(values, "environment"), first(values, "dead_letter_config")
    storage, tracing = first(values, "ephemeral_storage"), first(values, "tracing_config")
    files, image = first(values, "file_system_config"), first(values, "image_config")
    network, logging = first(values, "vpc_config"), first(values, "logging_config")
    snap = first(values, "snap_start")
    return {
        "DeadLetterConfig": {"TargetArn": letters["target_arn"]} if letters else None,
        "Description": known(values, "description") or None,
        "Environment": {"Variables": environment.get("variables") or {}} if environment else None,
        "EphemeralStorage": {"Size": storage["size"]} if known(storage, "size") else None,
        "FileSystemConfigs": [{"Arn": files["arn"], "LocalMountPath": files["local_mount_path"]}]
        if files
        else None,
        "Handler": values.get("handler"),
        "ImageConfig": given(
            Command=image.get("command"),
            EntryPoint=image.get("entry_point"),
            WorkingDirectory=image.get("working_directory"),
        )
        or None,
        "KMSKeyArn": known(values, "kms_key_arn") or None,
        "Layers": values.get("layers") or None,
        "LoggingConfig": _logging_request(logging) if logging else None,
        "MemorySize": values["memory_size"],
        "Role": values["role"],
        "Runtime": values.get("runtime"),
        "SnapStart": {"ApplyOn": snap["apply_on"]} if snap else None,
        "Timeout": values["timeout"],
        "TracingConfig": {"Mode": tracing["mode"]} if tracing else None,
        "VpcConfig": given(
            Ipv6AllowedForDualStack=known(network, "ipv6_allowed_for_dual_stack"),
            SecurityGroupIds=by_hash(network["security_group_ids"]),
            SubnetIds=by_hash(network["subnet_ids"]),
        )
        if network
        else None,
    }


def _logging_request(block: Values) -> dict[str, Any]:
    return given(
        ApplicationLogLevel=known(block, "application_log_level") or None,
        LogFormat=block["log_format"] if block["log_format"] is not UNKNOWN else None,
        LogGroup=known(block, "log_group") or None,
        SystemLogLevel=known(block, "system_log_level") or None,
    )


def settings(made: dict[str, Any]) -> Values:
    """A function's configuration as the attributes of its block."""
    logging, network = made.get("LoggingConfig") or {}, made.get("VpcConfig") or {}
    image = (made.get("ImageConfigResponse") or {}).get("ImageConfig")
    letters, snap = made.get("DeadLetterConfig") or {}, made.get("SnapStart") or {}
    environment = made.get("Environment")
    return {
        "architectures": made.get("Architectures") or ["x86_64"],
        "code_sha256": made.get("CodeSha256", ""),
        "code_signing_config_arn": "",
        "dead_letter_config": [{"target_arn": letters["TargetArn"]}]
        if "TargetArn" in letters
        else [],
        "description": made.get("Description", ""),
        "environment": [{"variables": environment.get("Variables") or {}}]
        if environment is not None
        else [],
        "ephemeral_storage": [{"size": made.get("EphemeralStorage", {}).get("Size", 512)}],
        "file_system_config": [
            {"arn": one["Arn"], "local_mount_path": one["LocalMountPath"]}
            for one in made.get("FileSystemConfigs") or []
        ],
        "handler": made.get("Handler", ""),
        "image_config": [
            {
                "command": image.get("Command", []),
                "entry_point": image.get("EntryPoint", []),
                "working_directory": image.get("WorkingDirectory", ""),
            }
        ]
        if image
        else [],
        "kms_key_arn": made.get("KMSKeyArn", ""),
        "last_modified": made.get("LastModified", ""),
        "layers": [one["Arn"] for one in made.get("Layers") or []],
        "logging_config": [
            {
                "application_log_level": logging.get("ApplicationLogLevel", ""),
                "log_format": logging.get("LogFormat", "Text"),
                "log_group": logging.get("LogGroup", f"/aws/lambda/{made['FunctionName']}"),
                "system_log_level": logging.get("SystemLogLevel", ""),
            }
        ],
        "memory_size": made["MemorySize"],
        "role": made["Role"],
        "runtime": made.get("Runtime", ""),
        "signing_job_arn": made.get("SigningJobArn", ""),
        "signing_profile_version_arn": made.get("SigningProfileVersionArn", ""),
        "snap_start": [
            {
                "apply_on": snap["ApplyOn"],
                "optimization_status": snap.get("OptimizationStatus", ""),
            }
        ]
        if snap.get("ApplyOn") == "PublishedVersions"
        else [],
        "source_code_size": made.get("CodeSize", 0),
        "timeout": made["Timeout"],
        "tracing_config": [{"mode": (made.get("TracingConfig") or {}).get("Mode", "PassThrough")}],
        "vpc_config": [
            {
                "ipv6_allowed_for_dual_stack": network.get("Ipv6AllowedForDualStack", False),
                "security_group_ids": network.get("SecurityGroupIds", []),
                "subnet_ids": network.get("SubnetIds", []),
                "vpc_id": network.get("VpcId", ""),
            }
        ]
        if network.get("SubnetIds")
        else [],
    }
