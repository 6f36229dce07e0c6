"""What is in the cloud, asked service by service: one describer a service."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from grader.cloud.embedded import EmbeddedCloud

Found = Iterator[tuple[str, Any]]
Client = Any


def live_state(cloud: EmbeddedCloud, services: frozenset[str]) -> dict[str, Any]:
    """Everything that ``services`` hold, by a name that says what it is."""
    found: dict[str, Any] = {}
    for service in sorted(services & SERVICES.keys()):
        for name, value in SERVICES[service](cloud.client(service)):
            found[f"{service}: {name}"] = _plain(value)
    return found


def _s3(client: Client) -> Found:
    for bucket in client.list_buckets()["Buckets"]:
        name = bucket["Name"]
        for setting in _BUCKET_SETTINGS:
            yield f"{name} {setting}", _asked(getattr(client, f"get_bucket_{setting}"), Bucket=name)
        yield f"{name} access", _asked(client.get_public_access_block, Bucket=name)
        for version in client.list_object_versions(Bucket=name).get("Versions", []):
            place = {"Bucket": name, "Key": version["Key"]}
            if version["IsLatest"]:
                yield f"{name}/{version['Key']}", _asked(client.head_object, **place)
                yield f"{name}/{version['Key']} tags", _asked(client.get_object_tagging, **place)


_BUCKET_SETTINGS = (
    "acl",
    "cors",
    "encryption",
    "lifecycle_configuration",
    "location",
    "notification_configuration",
    "ownership_controls",
    "policy",
    "tagging",
    "versioning",
)


def _in_order(answer: Any) -> Any:
    """A function's policy with its statements by their names: they are added side by side."""
    if not isinstance(answer, dict) or "Policy" not in answer:
        return answer
    policy = json.loads(answer["Policy"])
    policy["Statement"].sort(key=lambda one: one["Sid"])
    return {**answer, "Policy": json.dumps(policy)}


def _lambda(client: Client) -> Found:
    for function in _all(client, "list_functions", "Functions"):
        place = {"FunctionName": function["FunctionName"]}
        name = place["FunctionName"]
        yield name, _asked(client.get_function, **place)
        yield f"{name} policy", _in_order(_asked(client.get_policy, **place))
        yield f"{name} url", _asked(client.get_function_url_config, **place)
        yield f"{name} retries", client.list_function_event_invoke_configs(**place)
        yield f"{name} aliases", client.list_aliases(**place)
        yield f"{name} versions", client.list_versions_by_function(**place)
    for layer in _all(client, "list_layers", "Layers"):
        name = layer["LayerName"]
        yield f"layer {name}", client.list_layer_versions(LayerName=name)
    yield "event sources", _all(client, "list_event_source_mappings", "EventSourceMappings")


def _iam(client: Client) -> Found:
    for role in _all(client, "list_roles", "Roles"):
        name = role["RoleName"]
        yield f"role {name}", _asked(client.get_role, RoleName=name)
        attached = client.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
        yield f"role {name} attached", sorted(one["PolicyArn"] for one in attached)
        for policy in client.list_role_policies(RoleName=name)["PolicyNames"]:
            yield (
                f"role {name} policy {policy}",
                _asked(client.get_role_policy, RoleName=name, PolicyName=policy),
            )
    for policy in client.list_policies(Scope="Local")["Policies"]:
        arn = policy["Arn"]
        version = policy["DefaultVersionId"]
        yield f"policy {policy['PolicyName']}", _asked(client.get_policy, PolicyArn=arn)
        yield (
            f"policy {policy['PolicyName']} document",
            _asked(client.get_policy_version, PolicyArn=arn, VersionId=version),
        )


def _logs(client: Client) -> Found:
    for group in _all(client, "describe_log_groups", "logGroups"):
        name = group["logGroupName"]
        yield name, group
        yield f"{name} tags", _asked(client.list_tags_log_group, logGroupName=name)


def _sqs(client: Client) -> Found:
    for url in client.list_queues().get("QueueUrls", []):
        name = url.rpartition("/")[2]
        asked = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
        yield name, asked.get("Attributes")
        yield f"{name} tags", client.list_queue_tags(QueueUrl=url).get("Tags")


def _kms(client: Client) -> Found:
    for key in _all(client, "list_keys", "Keys"):
        place = {"KeyId": key["KeyId"]}
        name = f"key {key['KeyId']}"
        described = client.describe_key(**place)["KeyMetadata"]
        yield name, described
        if described["KeyState"] != "PendingDeletion":
            yield f"{name} policy", _asked(client.get_key_policy, PolicyName="default", **place)
            yield f"{name} rotation", _asked(client.get_key_rotation_status, **place)
            yield f"{name} tags", client.list_resource_tags(**place).get("Tags")
    yield "aliases", _all(client, "list_aliases", "Aliases")


def _events(client: Client) -> Found:
    for bus in client.list_event_buses()["EventBuses"]:
        place = {"EventBusName": bus["Name"]}
        for rule in client.list_rules(**place)["Rules"]:
            name = rule["Name"]
            yield f"{bus['Name']}/{name}", _asked(client.describe_rule, Name=name, **place)
            targets = client.list_targets_by_rule(Rule=name, **place)["Targets"]
            yield f"{bus['Name']}/{name} targets", sorted(targets, key=lambda one: one["Id"])
            tags = _asked(client.list_tags_for_resource, ResourceARN=rule["Arn"])
            yield f"{bus['Name']}/{name} tags", tags


def _scheduler(client: Client) -> Found:
    for group in client.list_schedule_groups()["ScheduleGroups"]:
        yield f"group {group['Name']}", _asked(client.get_schedule_group, Name=group["Name"])
    for one in client.list_schedules()["Schedules"]:
        place = {"Name": one["Name"], "GroupName": one["GroupName"]}
        yield f"{one['GroupName']}/{one['Name']}", _asked(client.get_schedule, **place)


def _sns(client: Client) -> Found:
    for topic in _all(client, "list_topics", "Topics"):
        arn = topic["TopicArn"]
        name = arn.rpartition(":")[2]
        yield name, _asked(client.get_topic_attributes, TopicArn=arn)
        yield f"{name} tags", _asked(client.list_tags_for_resource, ResourceArn=arn)
    for one in _all(client, "list_subscriptions", "Subscriptions"):
        arn = one["SubscriptionArn"]
        yield arn, _asked(client.get_subscription_attributes, SubscriptionArn=arn)


def _dynamodb(client: Client) -> Found:
    for name in client.list_tables()["TableNames"]:
        described = client.describe_table(TableName=name)["Table"]
        yield name, described
        yield (
            f"{name} tags",
            _asked(client.list_tags_of_resource, ResourceArn=described["TableArn"]),
        )
        yield f"{name} ttl", _asked(client.describe_time_to_live, TableName=name)
        yield f"{name} backups", _asked(client.describe_continuous_backups, TableName=name)
        yield f"{name} items", client.scan(TableName=name)["Items"]


SERVICES: dict[str, Callable[[Client], Found]] = {
    "dynamodb": _dynamodb,
    "events": _events,
    "iam": _iam,
    "kms": _kms,
    "lambda": _lambda,
    "logs": _logs,
    "s3": _s3,
    "scheduler": _scheduler,
    "sns": _sns,
    "sqs": _sqs,
}


def _all(client: Client, operation: str, name: str) -> list[Any]:
    pages = client.get_paginator(operation).paginate()
    return [one for page in pages for one in page.get(name, [])]


def _asked(operation: Callable[..., Any], **arguments: Any) -> Any:
    try:
        return operation(**arguments)
    except ClientError as error:
        answer: Any = error.response
        return {"refused": answer["Error"].get("Code")}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)
