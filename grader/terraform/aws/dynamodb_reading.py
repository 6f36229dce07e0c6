"""A DynamoDB table as its state holds it, from what the service tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.terraform.provider.resource import known
from grader.terraform.provider.values import Values

Answer = Mapping[str, Any]


def flattened(table: Answer, state: Values) -> Values:
    """The attributes that stand in a TableDescription.

    ``state`` gives the order of indexes, and what the service does not keep.
    """
    keys = keys_in(table)
    stream = table.get("StreamSpecification") or {}
    indexes = [global_index(one) for one in table.get("GlobalSecondaryIndexes", ())]
    local = [local_index(one) for one in table.get("LocalSecondaryIndexes", ())]
    return {
        "arn": table["TableArn"],
        "attribute": _ordered(
            [
                {"name": one["AttributeName"], "type": one["AttributeType"]}
                for one in table.get("AttributeDefinitions", ())
            ],
            state.get("attribute"),
        ),
        "billing_mode": billing_mode(table),
        "deletion_protection_enabled": table.get("DeletionProtectionEnabled", False),
        "global_secondary_index": _ordered(indexes, state.get("global_secondary_index")),
        "hash_key": keys.get("HASH", ""),
        "local_secondary_index": _ordered(local, state.get("local_secondary_index")),
        "name": table["TableName"],
        "on_demand_throughput": on_demand_block(table),
        "range_key": keys.get("RANGE"),
        **capacities(table),
        "server_side_encryption": _encryption(table),
        "stream_arn": table.get("LatestStreamArn", ""),
        "stream_enabled": stream.get("StreamEnabled", False),
        "stream_label": table.get("LatestStreamLabel", ""),
        "stream_view_type": stream.get("StreamViewType") or known(state, "stream_view_type") or "",
        "table_class": table.get("TableClassSummary", {}).get("TableClass", "STANDARD"),
    }


def billing_mode(table: Answer) -> str:
    """How a table's requests are paid."""
    mode: str = table.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED")
    return mode


def keys_in(described: Answer) -> dict[str, str]:
    """The names of the HASH and the RANGE key of a table or an index."""
    return {one["KeyType"]: one["AttributeName"] for one in described.get("KeySchema", ())}


def capacities(described: Answer) -> Values:
    """The throughput of a table or an index."""
    throughput = described.get("ProvisionedThroughput") or {}
    return {
        "read_capacity": throughput.get("ReadCapacityUnits", 0),
        "write_capacity": throughput.get("WriteCapacityUnits", 0),
    }


def global_index(index: Answer) -> Values:
    """An element of ``global_secondary_index``."""
    keys = keys_in(index)
    return {
        "hash_key": keys.get("HASH", ""),
        "name": index["IndexName"],
        "non_key_attributes": index["Projection"].get("NonKeyAttributes", []),
        "on_demand_throughput": on_demand_block(index),
        "projection_type": index["Projection"]["ProjectionType"],
        "range_key": keys.get("RANGE", ""),
        **capacities(index),
    }


def local_index(index: Answer) -> Values:
    """An element of ``local_secondary_index``."""
    return {
        "name": index["IndexName"],
        "non_key_attributes": index["Projection"].get("NonKeyAttributes", []),
        "projection_type": index["Projection"]["ProjectionType"],
        "range_key": keys_in(index).get("RANGE", ""),
    }


def on_demand_block(described: Answer) -> list[Values]:
    """The limits of a table or an index whose requests are paid one by one."""
    limits = described.get("OnDemandThroughput")
    if not limits:
        return []
    return [
        {
            "max_read_request_units": limits.get("MaxReadRequestUnits", 0),
            "max_write_request_units": limits.get("MaxWriteRequestUnits", 0),
        }
    ]


def ttl_block(description: Answer) -> list[Values]:
    """``ttl``, from a TimeToLiveDescription."""
    return [
        {
            "attribute_name": description.get("AttributeName", ""),
            "enabled": description.get("TimeToLiveStatus") == "ENABLED",
        }
    ]


def recovery_block(description: Answer) -> list[Values]:
    """``point_in_time_recovery``, from a ContinuousBackupsDescription."""
    found = description.get("PointInTimeRecoveryDescription", {})
    return [
        {
            "enabled": found.get("PointInTimeRecoveryStatus") == "ENABLED",
            "recovery_period_in_days": found.get("RecoveryPeriodInDays", 0),
        }
    ]


def _encryption(table: Answer) -> list[Values]:
    found = table.get("SSEDescription")
    if not found:
        return []
    key = found.get("KMSMasterKeyArn", "")
    return [{"enabled": found.get("Status") == "ENABLED", "kms_key_arn": key}]


def _ordered(found: list[Values], stated: Any) -> list[Values]:
    """The elements in the order in which they are stated; a set has none of its own."""
    places = {one["name"]: place for place, one in enumerate(stated or ()) if isinstance(one, dict)}
    return sorted(found, key=lambda one: (places.get(one["name"], len(places)), one["name"]))
