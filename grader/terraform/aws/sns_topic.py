"""SNS topics and their policies, as hashicorp/aws 5.100."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import (
    Aws,
    AwsDataSource,
    AwsResource,
    is_missing,
    tag_list,
    tag_map,
)
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.s3_settings import given
from grader.terraform.aws.sns_attributes import (
    FEEDBACK_ROLES,
    SAMPLE_RATES,
    TOPIC,
    TOPIC_JSON,
    stored,
    text,
)
from grader.terraform.aws.tags import changed_tags, dropped_tags
from grader.terraform.provider.planner import normal_json
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_FIFO = ".fifo"
_DECIDED_BY_THE_CLOUD = ("beginning_archive_time", "owner")


class Topic(AwsResource):
    """aws_sns_topic."""

    type_name = "aws_sns_topic"
    label = "SNS Topic"
    naming = "name"
    defaults: ClassVar[dict[str, Any]] = {"content_based_deduplication": False, "fifo_topic": False}
    json_attributes = frozenset(TOPIC_JSON)
    forces_replacement = frozenset({"fifo_topic", "name", "name_prefix"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Each argument by itself."""
        yield from checks.conflicting(config, ("name", "name_prefix"))
        for name in TOPIC_JSON:
            yield from checks.json_text(config, name)
        for name in FEEDBACK_ROLES:
            yield from checks.arn(config, name)
        for name in SAMPLE_RATES:
            yield from checks.between(config, name, 0, 100)
        yield from checks.between(config, "signature_version", 1, 2)
        yield from checks.enumeration(config, "tracing_config", ("Active", "PassThrough"))
        yield from checks.enumeration(config, "fifo_throughput_scope", ("Topic", "MessageGroup"))

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """A FIFO topic's name ends in .fifo, another's does not."""
        fifo = planned["fifo_topic"]
        name = known(planned, "name")
        if prior is None and name is not None:
            ending = re.escape(_FIFO) if fifo else ""
            if not re.fullmatch(r"[0-9A-Za-z_-]{1,256}" + ending, name):
                raise Refused(f"invalid topic name: {checks.shown(name)}")
        if fifo is False:
            if planned["content_based_deduplication"]:
                raise Refused("content-based deduplication can only be set for FIFO topics")
            if planned["archive_policy"]:
                raise Refused("message archive policy can only be set for FIFO topics")
        return super().plan(api, prior, planned)

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it with its attributes."""
        ending = _FIFO if planned["fifo_topic"] else ""
        name = known(planned, "name") or unique_name(known(planned, "name_prefix")) + ending
        attributes = {
            attribute: text(planned[argument])
            for argument, attribute in TOPIC.items()
            if known(planned, argument)
        }
        rates = {attribute: text(planned[name] or 0) for name, attribute in SAMPLE_RATES.items()}
        arn = api.client("sns").create_topic(
            Name=name,
            Attributes={**attributes, **rates},
            **given(Tags=tag_list(planned["tags_all"]) or None),
        )["TopicArn"]
        return {**_reported(api, arn), "id": arn}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = _reported(api, state["id"])
        except ClientError as error:
            if is_missing(error, "NotFound", "NotFoundException"):
                return None
            raise
        return {**found, **api.found_tags(_tags(api, state["id"]), state)}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Those attributes that changed, and the tags."""
        client, arn = api.client("sns"), prior["arn"]
        for argument, attribute in TOPIC.items():
            if argument not in _DECIDED_BY_THE_CLOUD and planned[argument] != prior[argument]:
                client.set_topic_attributes(
                    TopicArn=arn, AttributeName=attribute, AttributeValue=text(planned[argument])
                )
        gone, new = dropped_tags(prior, planned), changed_tags(prior, planned)
        if gone:
            client.untag_resource(ResourceArn=arn, TagKeys=gone)
        if new:
            client.tag_resource(ResourceArn=arn, Tags=tag_list(new))
        return _reported(api, arn)

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("sns").delete_topic(TopicArn=state["id"])


class TopicPolicy(AwsResource):
    """aws_sns_topic_policy."""

    type_name = "aws_sns_topic_policy"
    label = "SNS Topic Policy"
    naming = "arn"
    json_attributes = frozenset({"policy"})
    forces_replacement = frozenset({"arn"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """An ARN, and JSON."""
        yield from checks.arn(config, "arn")
        yield from checks.json_text(config, "policy")

    def action(self, verb: str, values: Values) -> str:
        """An attribute of its topic is set."""
        if verb == "reading":
            return super().action(verb, values)
        return f"setting SNS Topic ({values['arn']}) attribute (Policy)"

    def create(self, api: Aws, planned: Values) -> Values:
        """Set it on its topic."""
        self._put(api, planned["arn"], planned["policy"])
        return {"id": planned["arn"], "owner": _attributes(api, planned["arn"])["Owner"]}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = _attributes(api, state["id"])
        except ClientError as error:
            if is_missing(error, "NotFound", "NotFoundException"):
                return None
            raise
        policy = found.get("Policy")
        if not policy:
            return None
        return {
            "arn": found["TopicArn"],
            "owner": found["Owner"],
            "policy": normal_json(policy),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Set it anew."""
        self._put(api, prior["arn"], planned["policy"])
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """A topic is never without: put the one back that SNS begins with."""
        from botocore.exceptions import ClientError

        statement = {
            "Sid": "__default_statement_ID",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": [f"SNS:{name}" for name in _ALLOWED_BY_DEFAULT],
            "Resource": state["arn"],
            "Condition": {"StringEquals": {"AWS:SourceOwner": state["owner"]}},
        }
        policy = {"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}
        try:
            self._put(api, state["arn"], json.dumps(policy))
        except ClientError as error:
            if not is_missing(error, "NotFound", "NotFoundException"):
                raise

    def _put(self, api: Aws, arn: str, policy: str) -> None:
        api.client("sns").set_topic_attributes(
            TopicArn=arn, AttributeName="Policy", AttributeValue=policy
        )


class TopicData(AwsDataSource):
    """data aws_sns_topic."""

    type_name = "aws_sns_topic"
    label = "SNS Topic"

    def read(self, api: Aws, config: Values) -> Values:
        """By its name."""
        name = config["name"]
        for page in api.client("sns").get_paginator("list_topics").paginate():
            for one in page["Topics"]:
                arn = one["TopicArn"]
                if arn.rpartition(":")[2] == name:
                    return {"arn": arn, "id": arn, "tags": _tags(api, arn)}
        raise Refused(f"reading SNS Topic ({name}): empty result")


_ALLOWED_BY_DEFAULT = (
    "Publish",
    "RemovePermission",
    "SetTopicAttributes",
    "DeleteTopic",
    "ListSubscriptionsByTopic",
    "GetTopicAttributes",
    "Receive",
    "AddPermission",
    "Subscribe",
)


def _attributes(api: Aws, arn: str) -> dict[str, str]:
    found: dict[str, str] = api.client("sns").get_topic_attributes(TopicArn=arn)["Attributes"]
    return found


def _reported(api: Aws, arn: str) -> Values:
    found = _attributes(api, arn)
    name = arn.rpartition(":")[2]
    fifo = found.get("FifoTopic") == "true"
    return {
        **stored(TOPIC, found),
        "arn": arn,
        "name": name,
        "name_prefix": name_prefix(name, _FIFO if fifo else ""),
    }


def _tags(api: Aws, arn: str) -> dict[str, str]:
    return tag_map(api.client("sns").list_tags_for_resource(ResourceArn=arn).get("Tags"))
