"""What a DynamoDB table's configuration asks of the service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import first, known
from grader.terraform.provider.values import UNKNOWN, Values

_STRUCTURE = ("hash_key", "range_key", "projection_type")


def key_schema(hash_key: str, range_key: str | None) -> list[dict[str, str]]:
    """KeySchema of a table or an index."""
    keys = [{"AttributeName": hash_key, "KeyType": "HASH"}]
    if range_key:
        keys.append({"AttributeName": range_key, "KeyType": "RANGE"})
    return keys


def attribute_definitions(planned: Values) -> list[dict[str, str]]:
    """AttributeDefinitions: the attributes that are keys."""
    return [
        {"AttributeName": one["name"], "AttributeType": one["type"]}
        for one in planned["attribute"] or []
    ]


def throughput(values: Values, billing_mode: str) -> dict[str, int] | None:
    """ProvisionedThroughput of a table or an index, None where requests are paid one by one."""
    if billing_mode != "PROVISIONED":
        return None
    return {
        "ReadCapacityUnits": known(values, "read_capacity") or 0,
        "WriteCapacityUnits": known(values, "write_capacity") or 0,
    }


def on_demand(values: Values) -> dict[str, int] | None:
    """OnDemandThroughput of a table or an index, as far as it has limits."""
    limits = first(values, "on_demand_throughput")
    asked = given(
        MaxReadRequestUnits=known(limits, "max_read_request_units") or None,
        MaxWriteRequestUnits=known(limits, "max_write_request_units") or None,
    )
    return asked or None


def encryption(planned: Values) -> dict[str, Any] | None:
    """SSESpecification; None where the configuration leaves it to the service."""
    if planned["server_side_encryption"] is UNKNOWN:
        return None
    asked = first(planned, "server_side_encryption")
    if not asked.get("enabled"):
        return {"Enabled": False} if asked else None
    key = known(asked, "kms_key_arn") or None
    return given(Enabled=True, KMSMasterKeyId=key, SSEType="KMS" if key else None)


def stream(planned: Values) -> dict[str, Any] | None:
    """StreamSpecification of a table that has a stream."""
    if not known(planned, "stream_enabled"):
        return None
    return {"StreamEnabled": True, "StreamViewType": planned["stream_view_type"]}


def time_to_live(ttl: Values, before: str = "") -> dict[str, Any]:
    """TimeToLiveSpecification; to be ended it needs the name that it had ``before``."""
    name = ttl["attribute_name"]
    return {
        "AttributeName": before if name is UNKNOWN else name or "",
        "Enabled": bool(ttl["enabled"]),
    }


def recovery(planned: Values) -> dict[str, Any]:
    """PointInTimeRecoverySpecification."""
    asked = first(planned, "point_in_time_recovery")
    return {
        "PointInTimeRecoveryEnabled": bool(asked.get("enabled")),
        **given(RecoveryPeriodInDays=known(asked, "recovery_period_in_days") or None),
    }


def new_index(index: Values, planned: Values) -> dict[str, Any]:
    """A global secondary index, to be created."""
    return {
        "IndexName": index["name"],
        "KeySchema": key_schema(index["hash_key"], known(index, "range_key")),
        "Projection": _projection(index),
        **given(
            OnDemandThroughput=on_demand(index),
            ProvisionedThroughput=throughput(index, planned["billing_mode"]),
        ),
    }


def new_local_index(index: Values, planned: Values) -> dict[str, Any]:
    """A local secondary index; it shares the table's hash key."""
    return {
        "IndexName": index["name"],
        "KeySchema": key_schema(planned["hash_key"], index["range_key"]),
        "Projection": _projection(index),
    }


def index_updates(prior: Values, planned: Values) -> Iterator[dict[str, Any]]:
    """GlobalSecondaryIndexUpdates, to be asked one by one; what is gone goes first."""
    before = {one["name"]: one for one in prior["global_secondary_index"] or []}
    after = {one["name"]: one for one in planned["global_secondary_index"] or []}
    remade = {name for name in before if name in after and _remade(before[name], after[name])}
    for name in before:
        if name not in after or name in remade:
            yield {"Delete": {"IndexName": name}}
    for name, index in after.items():
        if name not in before or name in remade:
            yield {"Create": new_index(index, planned)}
        elif planned["billing_mode"] == "PROVISIONED" and throughput(
            index, "PROVISIONED"
        ) != throughput(before[name], "PROVISIONED"):
            wanted = throughput(index, "PROVISIONED")
            yield {"Update": {"IndexName": name, "ProvisionedThroughput": wanted}}
        elif on_demand(index) != on_demand(before[name]):
            limits = given(OnDemandThroughput=on_demand(index))
            yield {"Update": {"IndexName": name, **limits}}


def _remade(before: Values, after: Values) -> bool:
    """Whether an index must be made anew under its name."""
    return any((before[name] or "") != (after[name] or "") for name in _STRUCTURE) or set(
        before["non_key_attributes"] or []
    ) != set(after["non_key_attributes"] or [])


def _projection(index: Values) -> dict[str, Any]:
    return {
        "ProjectionType": index["projection_type"],
        **given(NonKeyAttributes=known(index, "non_key_attributes") or None),
    }
