"""The DynamoDB table, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from grader.terraform.aws.api import Aws, AwsResource, cloud_error, is_missing, tag_list, tag_map
from grader.terraform.aws.dynamodb_reading import (
    flattened,
    recovery_block,
    ttl_block,
)
from grader.terraform.aws.dynamodb_requests import (
    attribute_definitions,
    encryption,
    index_updates,
    key_schema,
    new_index,
    new_local_index,
    on_demand,
    recovery,
    stream,
    throughput,
    time_to_live,
)
from grader.terraform.aws.dynamodb_rules import (
    configuration_problems,
    plan_mistakes,
    require_index_capacity,
)
from grader.terraform.aws.s3_settings import given
from grader.terraform.aws.tags import changed_tags, dropped_tags
from grader.terraform.provider.comparing import canonical_block
from grader.terraform.provider.resource import Problem, Refused, first, known
from grader.terraform.provider.values import UNKNOWN, Values, has_unknown

_CAPACITIES = ("read_capacity", "write_capacity")
_STREAM = ("stream_enabled", "stream_view_type")
_EMPTY: Mapping[str, Any] = {"non_key_attributes": [], "range_key": ""}


class Table(AwsResource):
    """aws_dynamodb_table."""

    type_name = "aws_dynamodb_table"
    label = "AWS DynamoDB Table"
    naming = "name"
    defaults: ClassVar[dict[str, Any]] = {
        "billing_mode": "PROVISIONED",
        "table_class": "STANDARD",
        "ttl.enabled": False,
    }
    computed_blocks = frozenset(
        {"attribute", "point_in_time_recovery", "server_side_encryption", "ttl"}
    )
    forces_replacement = frozenset(
        {"hash_key", "import_table", "local_secondary_index", "name", "range_key"}
    )

    def validate(self, config: Values) -> Iterable[Problem]:
        """See `dynamodb_rules`."""
        return configuration_problems(config)

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """Keys are attributes and attributes are keys; what follows from a change is not known."""
        planned = _without_gaps(super().plan(api, prior, planned))
        planned["ttl"] = _planned_ttl(prior, planned["ttl"])
        if prior is not None:
            _keep_types(prior, planned)
            _forget_key(prior, planned)
        mistakes = list(plan_mistakes(planned, prior))
        if mistakes:
            raise Refused("\n".join(mistakes))
        if prior is None:
            return planned
        moving: list[str] = []
        if any(planned[name] != prior[name] for name in _STREAM):
            moving += ["stream_arn", "stream_label"]
        if planned["billing_mode"] != prior["billing_mode"]:
            moving += [name for name in _CAPACITIES if planned[name] == prior[name]]
        return {**planned, **dict.fromkeys(moving, UNKNOWN)}

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it with its indexes, then what only a table that stands can be told."""
        require_index_capacity(planned)
        client = api.client("dynamodb")
        name = planned["name"]
        indexes = [new_index(one, planned) for one in planned["global_secondary_index"] or []]
        local = [new_local_index(one, planned) for one in planned["local_secondary_index"] or []]
        client.create_table(
            TableName=name,
            AttributeDefinitions=attribute_definitions(planned),
            KeySchema=key_schema(planned["hash_key"], known(planned, "range_key")),
            BillingMode=planned["billing_mode"],
            Tags=tag_list(planned["tags_all"]),
            **given(
                DeletionProtectionEnabled=known(planned, "deletion_protection_enabled"),
                GlobalSecondaryIndexes=indexes or None,
                LocalSecondaryIndexes=local or None,
                OnDemandThroughput=on_demand(planned),
                ProvisionedThroughput=throughput(planned, planned["billing_mode"]),
                SSESpecification=encryption(planned),
                StreamSpecification=stream(planned),
                TableClass=None if planned["table_class"] == "STANDARD" else planned["table_class"],
            ),
        )
        if known(planned, "ttl") and planned["ttl"][0]["enabled"]:
            client.update_time_to_live(
                TableName=name, TimeToLiveSpecification=time_to_live(planned["ttl"][0])
            )
        if recovery(planned)["PointInTimeRecoveryEnabled"]:
            client.update_continuous_backups(
                TableName=name, PointInTimeRecoverySpecification=recovery(planned)
            )
        found = self.read(api, {**planned, "id": name}) or {}
        # A configuration without tags has none in its state, until it is read again.
        return {attribute: value for attribute, value in found.items() if attribute != "tags"}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        client = api.client("dynamodb")
        try:
            table = client.describe_table(TableName=state["id"])["Table"]
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        ttl = client.describe_time_to_live(TableName=state["id"])
        backups = client.describe_continuous_backups(TableName=state["id"])
        tags = client.list_tags_of_resource(ResourceArn=table["TableArn"]).get("Tags", [])
        return {
            **flattened(table, state),
            **api.found_tags(tag_map(tags), state),
            "id": table["TableName"],
            "point_in_time_recovery": recovery_block(backups["ContinuousBackupsDescription"]),
            "ttl": ttl_block(ttl["TimeToLiveDescription"]),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """What differs, one request for each: the service takes no two kinds at once."""
        client = api.client("dynamodb")
        name = prior["name"]
        for change in self._table_changes(prior, planned):
            client.update_table(TableName=name, **change)
        for change in index_updates(prior, planned):
            client.update_table(
                TableName=name,
                AttributeDefinitions=attribute_definitions(planned),
                GlobalSecondaryIndexUpdates=[change],
            )
        if self._differs("ttl", prior, planned) and known(planned, "ttl"):
            self._update_ttl(api, prior, planned)
        if self._differs("point_in_time_recovery", prior, planned):
            client.update_continuous_backups(
                TableName=name, PointInTimeRecoverySpecification=recovery(planned)
            )
        _retag(client, prior, planned)
        return self.read(api, planned) or {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("dynamodb").delete_table(TableName=state["name"])

    def action(self, verb: str, values: Values) -> str:
        """Messages name the table, where it has a name."""
        named = super().action(verb, values)
        return named if values.get("name") else named.removesuffix(" ()")

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By its name."""
        return {"id": identifier, "name": identifier}

    def _update_ttl(self, api: Aws, prior: Values, planned: Values) -> None:
        from botocore.exceptions import ClientError

        before = prior["ttl"][0]["attribute_name"] if prior["ttl"] else ""
        try:
            api.client("dynamodb").update_time_to_live(
                TableName=prior["name"],
                TimeToLiveSpecification=time_to_live(planned["ttl"][0], before),
            )
        except ClientError as error:
            words = cloud_error(error, self.type_name)
            raise Refused(
                f"{self.action('updating', planned)}: updating Time To Live: {words}"
            ) from error

    def _table_changes(self, prior: Values, planned: Values) -> Iterable[dict[str, Any]]:
        mode = planned["billing_mode"]
        if mode != prior["billing_mode"]:
            provisioned = throughput(planned, mode) if mode == "PROVISIONED" else None
            yield {"BillingMode": mode, **given(ProvisionedThroughput=provisioned)}
        elif any(planned[name] != prior[name] for name in _CAPACITIES):
            yield {"BillingMode": mode, "ProvisionedThroughput": throughput(planned, mode)}
        if planned["deletion_protection_enabled"] != prior["deletion_protection_enabled"]:
            yield {"DeletionProtectionEnabled": planned["deletion_protection_enabled"] or False}
        if self._differs("on_demand_throughput", prior, planned):
            yield given(OnDemandThroughput=on_demand(planned))
        if planned["table_class"] != prior["table_class"]:
            yield {"TableClass": planned["table_class"]}
        if self._differs("server_side_encryption", prior, planned):
            yield {"SSESpecification": encryption(planned)}
        if any(planned[name] != prior[name] for name in _STREAM):
            if prior["stream_enabled"]:
                yield {"StreamSpecification": {"StreamEnabled": False}}
            if planned["stream_enabled"]:
                yield {"StreamSpecification": stream(planned)}

    def _differs(self, block: str, prior: Values, planned: Values) -> bool:
        nested = self.schema.block.blocks[block].block
        before, after = (
            [canonical_block(nested, one) for one in values[block] or []]
            for values in (prior, planned)
        )
        return before != after


def _planned_ttl(prior: Values | None, ttl: Any) -> Any:
    """A time to live that is off has no name: the service forgets it."""
    if not isinstance(ttl, list) or not ttl or ttl[0]["enabled"] is not False:
        return ttl
    if not known(ttl[0], "attribute_name"):
        return ttl
    was_off = prior is not None and bool(prior["ttl"]) and not prior["ttl"][0]["enabled"]
    return [{**ttl[0], "attribute_name": "" if was_off else UNKNOWN}]


def _forget_key(prior: Values, planned: Values) -> None:
    """Encryption that is switched on or off gets another key, unless one is stated."""
    before, after = first(prior, "server_side_encryption"), first(planned, "server_side_encryption")
    switched = bool(before and after) and before["enabled"] != after["enabled"]
    if switched and after["kms_key_arn"] == before["kms_key_arn"]:
        planned["server_side_encryption"] = [{**after, "kms_key_arn": UNKNOWN}]


def _keep_types(prior: Values, planned: Values) -> None:
    """Overlook another type of an attribute, as the provider does: its sets hash names alone."""
    attributes = planned["attribute"]
    if not isinstance(attributes, list) or has_unknown(attributes):
        return
    if {one["name"] for one in attributes} == {one["name"] for one in prior["attribute"] or []}:
        planned["attribute"] = prior["attribute"]


def _without_gaps(planned: Values) -> Values:
    """Indexes without nulls, and each attribute once, as the provider's sets hold them."""
    filled = dict(planned)
    for name in ("global_secondary_index", "local_secondary_index"):
        if planned[name] is not UNKNOWN:
            filled[name] = [
                {
                    **index,
                    **{gap: empty for gap, empty in _EMPTY.items() if index.get(gap, 0) is None},
                }
                for index in planned[name] or []
            ]
    attributes = planned["attribute"]
    if isinstance(attributes, list) and not has_unknown(attributes):
        filled["attribute"] = list({one["name"]: one for one in attributes}.values())
    return filled


def _retag(client: Any, prior: Values, planned: Values) -> None:
    gone, fresh = dropped_tags(prior, planned), changed_tags(prior, planned)
    if gone:
        client.untag_resource(ResourceArn=prior["arn"], TagKeys=gone)
    if fresh:
        client.tag_resource(ResourceArn=prior["arn"], Tags=tag_list(fresh))
