"""EventBridge buses and who may send to them, as hashicorp/aws 5.100."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
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
from grader.terraform.aws.events_checks import BUS_NAME, DEFAULT_BUS
from grader.terraform.aws.s3_settings import given
from grader.terraform.aws.tags import changed_tags, dropped_tags
from grader.terraform.provider.resource import Problem, first, known
from grader.terraform.provider.values import Values

_PARTNER = r"^aws\.partner(/[\.\-_A-Za-z0-9]+){2,}$"


class Bus(AwsResource):
    """aws_cloudwatch_event_bus."""

    type_name = "aws_cloudwatch_event_bus"
    label = "EventBridge Event Bus"
    naming = "name"
    forces_replacement = frozenset({"event_source_name", "name"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """A name of its own, and what else has a syntax."""
        if known(config, "name") == DEFAULT_BUS:
            yield Problem(("name",), "invalid value for name (cannot be 'default')")
        yield from checks.pattern(config, "event_source_name", _PARTNER)
        for path, block in checks.blocks(config, "dead_letter_config"):
            yield from checks.arn(block, "arn", path=path)

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it with its tags."""
        name = planned["name"]
        api.client("events").create_event_bus(
            Name=name,
            **given(
                EventSourceName=planned.get("event_source_name"),
                Tags=tag_list(planned["tags_all"]) or None,
            ),
            **_settings(planned),
        )
        return {**_reported(api, name), "id": name}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = _reported(api, state["id"])
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        answer = api.client("events").list_tags_for_resource(ResourceARN=found["arn"])
        return {**found, **api.found_tags(tag_map(answer.get("Tags")), state)}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Its settings and tags."""
        client = api.client("events")
        # The emulator keeps what is left out of the request, and AWS does not.
        cleared = {"DeadLetterConfig": {}, "Description": "", "KmsKeyIdentifier": ""}
        client.update_event_bus(Name=prior["name"], **{**cleared, **_settings(planned)})
        gone, new = dropped_tags(prior, planned), changed_tags(prior, planned)
        if gone:
            client.untag_resource(ResourceARN=prior["arn"], TagKeys=gone)
        if new:
            client.tag_resource(ResourceARN=prior["arn"], Tags=tag_list(new))
        return _reported(api, prior["name"])

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("events").delete_event_bus(Name=state["id"])


class BusData(AwsDataSource):
    """data aws_cloudwatch_event_bus."""

    type_name = "aws_cloudwatch_event_bus"
    label = "EventBridge Event Bus"

    def read(self, api: Aws, config: Values) -> Values:
        """By its name."""
        return {**_reported(api, config["name"]), "id": config["name"]}


class BusPermission(AwsResource):
    """aws_cloudwatch_event_permission: a statement of a bus's policy."""

    type_name = "aws_cloudwatch_event_permission"
    label = "EventBridge Permission"
    defaults: ClassVar[dict[str, Any]] = {
        "action": "events:PutEvents",
        "event_bus_name": DEFAULT_BUS,
    }
    forces_replacement = frozenset({"event_bus_name", "statement_id"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Each argument by itself."""
        for name, pattern, words in _SYNTAX:
            value = known(config, name)
            if value is not None and not re.fullmatch(pattern, value):
                yield Problem((name,), f'"{name}" must be{words}')
        yield from checks.pattern(config, "event_bus_name", BUS_NAME)
        for path, block in checks.blocks(config, "condition"):
            yield from checks.enumeration(block, "key", ("aws:PrincipalOrgID",), path=path)
            yield from checks.enumeration(block, "type", ("StringEquals",), path=path)

    def create(self, api: Aws, planned: Values) -> Values:
        """Add it to the bus's policy."""
        self._put(api, planned)
        bus, statement = planned["event_bus_name"], planned["statement_id"]
        return {"id": statement if bus == DEFAULT_BUS else f"{bus}/{statement}"}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the bus's policy says now."""
        from botocore.exceptions import ClientError

        bus, statement = _place(state["id"])
        try:
            policy = api.client("events").describe_event_bus(Name=bus).get("Policy")
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        for one in json.loads(policy or "{}").get("Statement", []):
            if one.get("Sid") == statement:
                return {
                    "action": one["Action"],
                    "condition": _condition(one.get("Condition")),
                    "event_bus_name": bus,
                    "principal": _principal(one["Principal"]),
                    "statement_id": statement,
                }
        return None

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Put it anew."""
        self._put(api, planned)
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Take it out of the policy."""
        from botocore.exceptions import ClientError

        bus, statement = _place(state["id"])
        try:
            api.client("events").remove_permission(EventBusName=bus, StatementId=statement)
        except ClientError as error:
            if not is_missing(error, "ResourceNotFoundException"):
                raise

    def _put(self, api: Aws, planned: Values) -> None:
        condition = first(planned, "condition")
        told = {"Key": "key", "Type": "type", "Value": "value"}
        api.client("events").put_permission(
            Action=planned["action"],
            EventBusName=planned["event_bus_name"],
            Principal=planned["principal"],
            StatementId=planned["statement_id"],
            **given(
                Condition={member: condition[name] for member, name in told.items()}
                if condition
                else None
            ),
        )


_SYNTAX = (
    ("action", r"events:[A-Za-z]+", ": events: followed by one or more alphabetic characters"),
    ("principal", r"\d{12}|\*", " * or a 12 digit AWS account ID"),
    (
        "statement_id",
        r"[0-9A-Za-z_-]{1,64}",
        " one or more alphanumeric, hyphen, or underscore characters",
    ),
)


def _reported(api: Aws, name: str) -> Values:
    found = api.client("events").describe_event_bus(Name=name)
    letters = found.get("DeadLetterConfig")
    return {
        "arn": found["Arn"],
        "dead_letter_config": [{"arn": letters["Arn"]}] if letters else [],
        "description": found.get("Description", ""),
        "kms_key_identifier": found.get("KmsKeyIdentifier", ""),
        "name": found["Name"],
    }


def _settings(planned: Values) -> dict[str, Any]:
    letters = first(planned, "dead_letter_config")
    return given(
        DeadLetterConfig={"Arn": letters["arn"]} if letters.get("arn") else None,
        Description=planned.get("description"),
        KmsKeyIdentifier=planned.get("kms_key_identifier"),
    )


def _place(identifier: str) -> tuple[str, str]:
    bus, slash, statement = identifier.rpartition("/")
    return (bus, statement) if slash else (DEFAULT_BUS, statement)


def _principal(principal: Any) -> str:
    if not isinstance(principal, Mapping):
        return str(principal)
    return re.sub(r"^arn:[\w-]+:iam::(\d{12}):root$", r"\1", str(principal.get("AWS")))


def _condition(condition: Any) -> list[Values]:
    if not condition:
        return []
    if "Key" in condition:  # as the emulator keeps it
        return [{name.lower(): condition[name] for name in ("Key", "Type", "Value")}]
    return [
        {"key": key, "type": operator, "value": value}
        for operator, told in condition.items()
        for key, value in told.items()
    ]
