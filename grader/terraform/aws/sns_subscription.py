"""Who receives what is published to an SNS topic, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsResource, is_missing
from grader.terraform.aws.sns_attributes import SUBSCRIPTION, SUBSCRIPTION_JSON, stored, text
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_PROTOCOLS = (
    "application",
    "email",
    "email-json",
    "firehose",
    "http",
    "https",
    "lambda",
    "sms",
    "sqs",
)
_SETTABLE = (
    # The scope comes before the policy that is read by it.
    "filter_policy_scope",
    *SUBSCRIPTION_JSON,
    "raw_message_delivery",
    "subscription_role_arn",
)


class Subscription(AwsResource):
    """aws_sns_topic_subscription."""

    type_name = "aws_sns_topic_subscription"
    label = "SNS Topic Subscription"
    naming = "id"
    defaults: ClassVar[dict[str, Any]] = {
        "confirmation_timeout_in_minutes": 1,
        "endpoint_auto_confirms": False,
        "raw_message_delivery": False,
    }
    json_attributes = frozenset(SUBSCRIPTION_JSON)
    forces_replacement = frozenset({"endpoint", "protocol", "topic_arn"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Each argument by itself."""
        yield from checks.arn(config, "topic_arn")
        yield from checks.arn(config, "subscription_role_arn")
        yield from checks.enumeration(config, "protocol", _PROTOCOLS)
        scopes = ("MessageAttributes", "MessageBody")
        yield from checks.enumeration(config, "filter_policy_scope", scopes)
        for name in SUBSCRIPTION_JSON:
            yield from checks.json_text(config, name)

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """A scope is the scope of a policy."""
        scope, policy = known(planned, "filter_policy_scope"), planned["filter_policy"]
        if scope and policy in (None, ""):
            if prior is None or scope != prior["filter_policy_scope"]:
                raise Refused("filter_policy is required when filter_policy_scope is set")
            planned = {**planned, "filter_policy_scope": ""}
        return super().plan(api, prior, planned)

    def action(self, verb: str, values: Values) -> str:
        """One that is not yet made has no name."""
        return f"{verb} {self.label}" if verb == "creating" else super().action(verb, values)

    def create(self, api: Aws, planned: Values) -> Values:
        """Subscribe."""
        attributes = {
            SUBSCRIPTION[name]: text(planned[name]) for name in _SETTABLE if known(planned, name)
        }
        arn = api.client("sns").subscribe(
            TopicArn=planned["topic_arn"],
            Protocol=planned["protocol"],
            Endpoint=planned["endpoint"],
            Attributes=attributes,
            ReturnSubscriptionArn=True,
        )["SubscriptionArn"]
        return {**(self.read(api, {"id": arn}) or {}), "arn": arn, "id": arn}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        client = api.client("sns")
        try:
            answer = client.get_subscription_attributes(SubscriptionArn=state["id"])
        except ClientError as error:
            if is_missing(error, "NotFound", "NotFoundException"):
                return None
            raise
        return {**stored(SUBSCRIPTION, answer["Attributes"]), "arn": state["id"]}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Those attributes that changed."""
        client = api.client("sns")
        for name in _SETTABLE:
            before, after = text(prior[name]), text(planned[name])
            if before == after or (name == "filter_policy_scope" and not after):
                continue
            if not after:
                after = "{}" if name in SUBSCRIPTION_JSON else ""
            client.set_subscription_attributes(
                SubscriptionArn=prior["id"],
                AttributeName=SUBSCRIPTION[name],
                AttributeValue=after,
            )
        return self.read(api, planned) or {}

    def delete(self, api: Aws, state: Values) -> None:
        """Unsubscribe."""
        from botocore.exceptions import ClientError

        try:
            api.client("sns").unsubscribe(SubscriptionArn=state["id"])
        except ClientError as error:
            if not is_missing(error, "NotFound", "NotFoundException"):
                raise
