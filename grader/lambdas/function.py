"""A deployed Lambda, as checks use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.cloud.protocol import Cloud, Time
    from grader.cloud.run import Run
    from grader.stage import Stage


ACCOUNT = "000000000000"
"""The account of the embedded cloud, and of LocalStack."""


@dataclass(frozen=True)
class Function:
    """A function on the cell. ``timeout`` in seconds."""

    name: str
    handler: str
    runtime: str
    timeout: int
    cloud: Cloud
    clock: Time
    region: str = "us-east-1"
    account: str = ACCOUNT

    @property
    def variables(self) -> dict[str, str]:
        """The variables of its environment, as they are deployed."""
        client = self.cloud.client("lambda", self.region)
        found = client.get_function_configuration(FunctionName=self.name)
        variables: dict[str, str] = found.get("Environment", {}).get("Variables", {})
        return variables

    def invoke(self, event: object = None) -> Run:
        """Run the function once, at a fresh moment of the world."""
        self.cloud.set_moment(self.clock.next_moment())
        return self.cloud.invoke(self.name, {} if event is None else event, region=self.region)


def deployed(stage: Stage) -> tuple[Function, ...]:
    """Return every function that stands on the cell, in whatever region Terraform put it."""
    arns = [
        str(resource.attributes.get("arn"))
        for resource in stage.deployment.resources
        if resource.type == "aws_lambda_function"
    ]
    regions = sorted({arn.split(":")[3] for arn in arns if arn.count(":") >= 6})
    return tuple(
        Function(
            name=one["FunctionName"],
            handler=one.get("Handler", ""),
            runtime=one.get("Runtime", ""),
            timeout=int(one.get("Timeout", 3)),
            cloud=stage.cloud,
            clock=stage.clock,
            region=region,
            account=one["FunctionArn"].split(":")[4],
        )
        for region in regions
        for one in stage.cloud.client("lambda", region).list_functions()["Functions"]
    )
