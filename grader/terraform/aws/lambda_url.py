"""The URL of a Lambda function, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing, says
from grader.terraform.aws.s3_settings import given
from grader.terraform.aws.shapes import Shape
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values

_CORS = Shape(
    {
        "allow_credentials": "AllowCredentials",
        "allow_headers": "AllowHeaders",
        "allow_methods": "AllowMethods",
        "allow_origins": "AllowOrigins",
        "expose_headers": "ExposeHeaders",
        "max_age": "MaxAge",
    },
    zeros={"allow_credentials": False, "max_age": 0},
)
_URL = Shape(
    {"authorization_type": "AuthType", "invoke_mode": "InvokeMode"},
    blocks={"cors": ("Cors", _CORS)},
    zeros={"invoke_mode": "BUFFERED"},
)


class FunctionUrl(AwsResource):
    """aws_lambda_function_url."""

    type_name = "aws_lambda_function_url"
    label = "Lambda Function URL"
    defaults: ClassVar[dict[str, Any]] = {"invoke_mode": "BUFFERED"}
    forces_replacement = frozenset({"function_name", "qualifier"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Each argument by itself."""
        yield from checks.enumeration(config, "authorization_type", ("NONE", "AWS_IAM"))
        yield from checks.enumeration(config, "invoke_mode", ("BUFFERED", "RESPONSE_STREAM"))
        for path, block in checks.blocks(config, "cors"):
            yield from checks.at_most(block, "max_age", 86400, path=path)

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it, and let everybody call one that asks for no signature."""
        client = api.client("lambda")
        client.create_function_url_config(**_place(planned), **_URL.request(planned))
        if planned["authorization_type"] == "NONE":
            _open(client, _place(planned))
        name, qualifier = planned["function_name"], known(planned, "qualifier")
        planned["id"] = f"{name}/{qualifier}" if qualifier else name
        return {**(self.read(api, planned) or {}), "id": planned["id"]}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = api.client("lambda").get_function_url_config(**_place(state))
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        return {
            **_URL.now(state, found),
            "function_arn": found["FunctionArn"],
            "function_name": state["function_name"],
            "function_url": found["FunctionUrl"],
            "qualifier": known(state, "qualifier") or "",
            "url_id": _identifier(found["FunctionUrl"]),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """How it may be called, and from where."""
        request = _URL.request(planned)
        if prior["cors"] and not planned["cors"]:
            request["Cors"] = {}
        api.client("lambda").update_function_url_config(**_place(planned), **request)
        return self.read(api, planned) or {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it; the function's policy stays."""
        from botocore.exceptions import ClientError

        try:
            api.client("lambda").delete_function_url_config(**_place(state))
        except ClientError as error:
            if not is_missing(error, "ResourceNotFoundException"):
                raise

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By FUNCTION, or FUNCTION/QUALIFIER."""
        name, _slash, qualifier = identifier.partition("/")
        return {"function_name": name, "id": identifier, "qualifier": qualifier}


class FunctionUrlData(AwsDataSource):
    """data aws_lambda_function_url."""

    type_name = "aws_lambda_function_url"
    label = "Lambda Function URL"
    naming = "function_name"

    def read(self, api: Aws, config: Values) -> Values:
        """By its function and qualifier."""
        found = api.client("lambda").get_function_url_config(**_place(config))
        name, qualifier = config["function_name"], config.get("qualifier") or ""
        return {
            **_URL.values(found),
            "creation_time": found["CreationTime"],
            "function_arn": found["FunctionArn"],
            "function_url": found["FunctionUrl"],
            "id": f"{name}/{qualifier}" if qualifier else name,
            "last_modified_time": found["LastModifiedTime"],
            "qualifier": qualifier,
            "url_id": _identifier(found["FunctionUrl"]),
        }


def _place(values: Values) -> dict[str, str]:
    return given(FunctionName=values["function_name"], Qualifier=known(values, "qualifier") or None)


def _identifier(url: str) -> str:
    return url.removeprefix("https://").partition(".")[0]


def _open(client: Any, place: dict[str, str]) -> None:
    from botocore.exceptions import ClientError

    try:
        client.add_permission(
            **place,
            StatementId="FunctionURLAllowPublicAccess",
            Action="lambda:InvokeFunctionUrl",
            Principal="*",
            FunctionUrlAuthType="NONE",
        )
    except ClientError as error:
        if not says(error, "ResourceConflictException"):
            raise
