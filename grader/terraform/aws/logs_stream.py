"""A stream of a CloudWatch log group, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable

from grader.terraform.aws.api import Aws, AwsResource, is_missing
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_LONGEST_NAME = 512


class LogStream(AwsResource):
    """aws_cloudwatch_log_stream."""

    type_name = "aws_cloudwatch_log_stream"
    label = "CloudWatch Logs Log Stream"
    naming = "name"
    forces_replacement = frozenset({"log_group_name", "name"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Its name."""
        name = known(config, "name")
        if name is not None and ":" in name:
            yield Problem(("name",), 'colons not allowed in "name":')
        if name is not None and not 1 <= len(name) <= _LONGEST_NAME:
            words = f'"name" must be between 1 and {_LONGEST_NAME} characters: "{name}"'
            yield Problem(("name",), words)

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it in its group."""
        name = planned["name"]
        api.client("logs").create_log_stream(
            logGroupName=planned["log_group_name"], logStreamName=name
        )
        return {**(self.read(api, {**planned, "id": name}) or {}), "id": name}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            answer = api.client("logs").describe_log_streams(
                logGroupName=state["log_group_name"], logStreamNamePrefix=state["id"]
            )
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        for found in answer["logStreams"]:
            if found["logStreamName"] == state["id"]:
                return {"arn": found["arn"], "name": state["id"]}
        return None

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("logs").delete_log_stream(
            logGroupName=state["log_group_name"], logStreamName=state["id"]
        )

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By GROUP:STREAM."""
        group, colon, name = identifier.partition(":")
        if not colon:
            raise Refused(
                f"wrong format of import ID ({identifier}), use: 'log-group-name:log-stream-name'"
            )
        return {"id": name, "log_group_name": group}
