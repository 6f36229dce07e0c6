"""Environments kept ready for a function's version or alias, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsResource, is_missing
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values


class ProvisionedConcurrency(AwsResource):
    """aws_lambda_provisioned_concurrency_config."""

    type_name = "aws_lambda_provisioned_concurrency_config"
    label = "Lambda Provisioned Concurrency Config"
    defaults: ClassVar[dict[str, Any]] = {"skip_destroy": False}
    forces_replacement = frozenset({"function_name", "qualifier"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Names that are there, and one environment at least."""
        for name in ("function_name", "qualifier"):
            if known(config, name) == "":
                yield Problem((name,), f"{name} must not be empty, got ")
        yield from checks.at_least(config, "provisioned_concurrent_executions", 1)

    def create(self, api: Aws, planned: Values) -> Values:
        """Ask for them."""
        self._put(api, planned)
        return {"id": f"{planned['function_name']},{planned['qualifier']}"}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        name, _comma, qualifier = state["id"].partition(",")
        try:
            found = api.client("lambda").get_provisioned_concurrency_config(
                FunctionName=name, Qualifier=qualifier
            )
        except ClientError as error:
            if is_missing(error, "ProvisionedConcurrencyConfigNotFoundException"):
                return None
            raise
        return {
            "function_name": name,
            "provisioned_concurrent_executions": found["RequestedProvisionedConcurrentExecutions"],
            "qualifier": qualifier,
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Ask for another number."""
        self._put(api, planned)
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Give them up."""
        if not state.get("skip_destroy"):
            api.client("lambda").delete_provisioned_concurrency_config(
                FunctionName=state["function_name"], Qualifier=state["qualifier"]
            )

    def _put(self, api: Aws, planned: Values) -> None:
        api.client("lambda").put_provisioned_concurrency_config(
            FunctionName=planned["function_name"],
            Qualifier=planned["qualifier"],
            ProvisionedConcurrentExecutions=planned["provisioned_concurrent_executions"],
        )
