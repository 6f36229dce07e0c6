"""What surrounds a Lambda function: layers, aliases, retries, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing
from grader.terraform.aws.lambda_function import code_request, invoke_arn
from grader.terraform.aws.lambda_rules import NEWER_RUNTIMES, RUNTIMES
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import Problem, Refused, first, known
from grader.terraform.provider.sets import by_hash
from grader.terraform.provider.values import Values


class LayerVersion(AwsResource):
    """aws_lambda_layer_version: never changed, only published anew."""

    type_name = "aws_lambda_layer_version"
    label = "Lambda Layer Version"
    naming = "layer_name"
    defaults: ClassVar[dict[str, Any]] = {"skip_destroy": False}
    forces_replacement = frozenset(
        {
            "compatible_architectures",
            "compatible_runtimes",
            "description",
            "filename",
            "layer_name",
            "license_info",
            "s3_bucket",
            "s3_key",
            "s3_object_version",
            "skip_destroy",
            "source_code_hash",
        }
    )

    def validate(self, config: Values) -> Iterable[Problem]:
        """One source, and runtimes that there are."""
        if known(config, "filename") is not None:
            yield from checks.conflicting(config, ("filename", "s3_bucket"))
        yield from checks.each_of(config, "compatible_runtimes", RUNTIMES, newer=NEWER_RUNTIMES)
        yield from checks.each_of(config, "compatible_architectures", ("x86_64", "arm64"))

    def create(self, api: Aws, planned: Values) -> Values:
        """Publish it."""
        made = api.client("lambda").publish_layer_version(
            LayerName=planned["layer_name"],
            Content=code_request(api, planned),
            **given(
                CompatibleArchitectures=by_hash(planned.get("compatible_architectures") or ())
                or None,
                CompatibleRuntimes=by_hash(planned.get("compatible_runtimes") or ()) or None,
                Description=planned.get("description"),
                LicenseInfo=planned.get("license_info"),
            ),
        )
        return _layer(made)

    def read(self, api: Aws, state: Values) -> Values | None:
        """See whether it is there."""
        from botocore.exceptions import ClientError

        layer, _colon, version = state["id"].rpartition(":")
        try:
            made = api.client("lambda").get_layer_version(
                LayerName=layer, VersionNumber=int(version)
            )
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        return {
            **_layer(made),
            "compatible_architectures": made.get("CompatibleArchitectures", []),
            "compatible_runtimes": made.get("CompatibleRuntimes", []),
            "layer_name": layer.rpartition(":")[2],
            "source_code_hash": state.get("source_code_hash") or "",
        }

    def delete(self, api: Aws, state: Values) -> None:
        """Delete this version."""
        if not state.get("skip_destroy"):
            api.client("lambda").delete_layer_version(
                LayerName=state["layer_name"], VersionNumber=int(state["version"])
            )


class LayerVersionData(AwsDataSource):
    """data aws_lambda_layer_version."""

    type_name = "aws_lambda_layer_version"
    label = "Lambda Layer Version"

    def read(self, api: Aws, config: Values) -> Values:
        """The version that is named, or the latest."""
        client, name = api.client("lambda"), config["layer_name"]
        version = known(config, "version")
        if version is None:
            versions = client.list_layer_versions(
                LayerName=name,
                **given(
                    CompatibleArchitecture=known(config, "compatible_architecture"),
                    CompatibleRuntime=known(config, "compatible_runtime"),
                ),
            )["LayerVersions"]
            version = max(one["Version"] for one in versions)
        made = client.get_layer_version(LayerName=name, VersionNumber=int(version))
        return {
            **_layer(made),
            "compatible_architectures": made.get("CompatibleArchitectures", []),
            "compatible_runtimes": made.get("CompatibleRuntimes", []),
            "source_code_hash": made["Content"]["CodeSha256"],
            "version": made["Version"],
        }


class Alias(AwsResource):
    """aws_lambda_alias."""

    type_name = "aws_lambda_alias"
    label = "Lambda Alias"
    naming = "name"
    forces_replacement = frozenset({"function_name", "name"})

    def create(self, api: Aws, planned: Values) -> Values:
        """Point it at a version."""
        made = api.client("lambda").create_alias(**_alias_request(planned))
        arn = made["AliasArn"]
        return {"arn": arn, "description": "", "id": arn, "invoke_arn": invoke_arn(api, arn)}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            made = api.client("lambda").get_alias(
                FunctionName=state["function_name"], Name=state["name"]
            )
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        arn = made["AliasArn"]
        weights = made.get("RoutingConfig", {}).get("AdditionalVersionWeights")
        return {
            "arn": arn,
            "description": made.get("Description", ""),
            "function_version": made["FunctionVersion"],
            "invoke_arn": invoke_arn(api, arn),
            "name": made["Name"],
            "routing_config": [{"additional_version_weights": weights}] if weights else [],
        }

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By function and name, with a slash between them."""
        function, slash, name = identifier.rpartition("/")
        if not slash:
            raise Refused(f'Unexpected format of ID ("{identifier}"), expected FUNCTION_NAME/ALIAS')
        arn = api.client("lambda").get_alias(FunctionName=function, Name=name)["AliasArn"]
        return {"id": arn, "function_name": function, "name": name}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Point it elsewhere."""
        api.client("lambda").update_alias(**_alias_request(planned))
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("lambda").delete_alias(FunctionName=state["function_name"], Name=state["name"])


class AliasData(AwsDataSource):
    """data aws_lambda_alias."""

    type_name = "aws_lambda_alias"
    label = "Lambda Alias"

    def read(self, api: Aws, config: Values) -> Values:
        """By function and name."""
        made = api.client("lambda").get_alias(
            FunctionName=config["function_name"], Name=config["name"]
        )
        arn = made["AliasArn"]
        return {
            "arn": arn,
            "description": made.get("Description", ""),
            "function_version": made["FunctionVersion"],
            "id": arn,
            "invoke_arn": invoke_arn(api, arn),
        }


class EventInvokeConfig(AwsResource):
    """aws_lambda_function_event_invoke_config."""

    type_name = "aws_lambda_function_event_invoke_config"
    label = "Lambda Function Event Invoke Config"
    naming = "function_name"
    defaults: ClassVar[dict[str, Any]] = {
        "maximum_event_age_in_seconds": 21600,
        "maximum_retry_attempts": 2,
    }
    forces_replacement = frozenset({"function_name", "qualifier"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Ages and attempts in their ranges."""
        yield from checks.between(config, "maximum_event_age_in_seconds", 60, 21600)
        yield from checks.between(config, "maximum_retry_attempts", 0, 2)

    def create(self, api: Aws, planned: Values) -> Values:
        """Set it on its function."""
        api.client("lambda").put_function_event_invoke_config(**_invoke_request(planned))
        name, qualifier = planned["function_name"], known(planned, "qualifier")
        return {"id": f"{name}:{qualifier}" if qualifier else name, "qualifier": ""}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = api.client("lambda").get_function_event_invoke_config(**_place(state))
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        kinds = {"on_failure": "OnFailure", "on_success": "OnSuccess"}
        targets = {
            name: [{"destination": found["DestinationConfig"][kind]["Destination"]}]
            for name, kind in kinds.items()
            if found.get("DestinationConfig", {}).get(kind, {}).get("Destination")
        }
        return {
            "destination_config": [targets] if targets else [],
            "function_name": state["function_name"],
            "maximum_event_age_in_seconds": found.get("MaximumEventAgeInSeconds", 0),
            "maximum_retry_attempts": found.get("MaximumRetryAttempts", 0),
            "qualifier": state.get("qualifier") or "",
        }

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By function and qualifier, with a colon between them."""
        if identifier.startswith("arn:"):
            return {"id": identifier, "function_name": identifier, "qualifier": ""}
        name, _colon, qualifier = identifier.partition(":")
        return {"id": identifier, "function_name": name, "qualifier": qualifier}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Set it anew."""
        api.client("lambda").put_function_event_invoke_config(**_invoke_request(planned))
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Take it away."""
        api.client("lambda").delete_function_event_invoke_config(**_place(state))


class FunctionsData(AwsDataSource):
    """data aws_lambda_functions."""

    type_name = "aws_lambda_functions"
    label = "Lambda Functions"

    def read(self, api: Aws, config: Values) -> Values:
        """All of them."""
        found = [
            one
            for page in api.client("lambda").get_paginator("list_functions").paginate()
            for one in page["Functions"]
        ]
        return {
            "function_arns": [one["FunctionArn"] for one in found],
            "function_names": [one["FunctionName"] for one in found],
            "id": api.region,
        }


def _layer(made: dict[str, Any]) -> Values:
    content = made["Content"]
    return {
        "arn": made["LayerVersionArn"],
        "code_sha256": content["CodeSha256"],
        "created_date": made["CreatedDate"],
        "description": made.get("Description", ""),
        "id": made["LayerVersionArn"],
        "layer_arn": made["LayerArn"],
        "license_info": made.get("LicenseInfo", ""),
        "signing_job_arn": "",
        "signing_profile_version_arn": "",
        "source_code_hash": "",
        "source_code_size": content["CodeSize"],
        "version": str(made["Version"]),
    }


def _alias_request(planned: Values) -> dict[str, Any]:
    weights = first(planned, "routing_config").get("additional_version_weights")
    return given(
        FunctionName=planned["function_name"],
        Name=planned["name"],
        FunctionVersion=planned["function_version"],
        Description=planned.get("description") or "",
        RoutingConfig={"AdditionalVersionWeights": weights} if weights else None,
    )


def _place(values: Values) -> dict[str, Any]:
    return given(FunctionName=values["function_name"], Qualifier=known(values, "qualifier") or None)


def _invoke_request(planned: Values) -> dict[str, Any]:
    destinations = first(planned, "destination_config")
    made: dict[str, Any] = {"OnFailure": {}, "OnSuccess": {}}
    for kind, name in (("OnFailure", "on_failure"), ("OnSuccess", "on_success")):
        if first(destinations, name):
            made[kind] = {"Destination": first(destinations, name)["destination"]}
    return {
        **_place(planned),
        "MaximumEventAgeInSeconds": planned["maximum_event_age_in_seconds"],
        "MaximumRetryAttempts": planned["maximum_retry_attempts"],
        "DestinationConfig": made,
    }
