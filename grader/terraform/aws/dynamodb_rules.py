"""What is wrong with a DynamoDB table, in the words of hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.terraform.aws import checks
from grader.terraform.aws.outside import outside
from grader.terraform.provider.resource import Problem, Refused, first, known
from grader.terraform.provider.values import UNKNOWN, Values

BILLING_MODES = ("PROVISIONED", "PAY_PER_REQUEST")
SCALARS = ("S", "N", "B")
PROJECTIONS = ("ALL", "KEYS_ONLY", "INCLUDE")
VIEWS = ("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY", "")
CLASSES = ("STANDARD", "STANDARD_INFREQUENT_ACCESS")
_OUTSIDE = (
    "import_table",
    "replica",
    "restore_date_time",
    "restore_source_name",
    "restore_source_table_arn",
    "restore_to_latest_time",
)
_NOT_KNOWN = "74D93920-ED26-11E3-AC10-0800200C9A66"
"""How the plugin SDK writes a value in a set that is not known yet."""


def configuration_problems(config: Values) -> Iterator[Problem]:
    """Words and numbers that no table takes, whatever the rest says."""
    yield from checks.enumeration(config, "billing_mode", BILLING_MODES)
    yield from checks.enumeration(config, "stream_view_type", VIEWS)
    yield from checks.enumeration(config, "table_class", CLASSES)
    wrong = list(checks.arn(config, "restore_source_table_arn"))
    yield from wrong
    for name in _OUTSIDE:
        if config.get(name) not in (None, []) and not wrong:
            yield outside(f"aws_dynamodb_table.{name}")
    for _path, attribute in checks.blocks(config, "attribute", set_nested=True):
        yield from checks.enumeration(attribute, "type", SCALARS)
    for name in ("global_secondary_index", "local_secondary_index"):
        for _path, index in checks.blocks(config, name, set_nested=True):
            yield from checks.enumeration(index, "projection_type", PROJECTIONS)
    for path, block in checks.blocks(config, "point_in_time_recovery"):
        yield from checks.between(block, "recovery_period_in_days", 1, 35, path=path)
    for path, block in checks.blocks(config, "server_side_encryption"):
        yield from checks.arn(block, "kms_key_arn", path=path)
    if config.get("on_demand_throughput"):
        for name in ("read_capacity", "write_capacity"):
            if known(config, name) is not None:
                yield Problem(
                    (name,),
                    "Conflicting configuration arguments",
                    f'"{name}": conflicts with on_demand_throughput',
                )


def plan_mistakes(planned: Values, prior: Values | None) -> Iterator[str]:
    """What does not fit together, once it is planned; each in the provider's words."""
    if known(planned, "stream_enabled") and planned.get("stream_view_type") in (None, "", UNKNOWN):
        yield "stream_view_type is required when stream_enabled = true"
    yield from _attribute_mistakes(planned)
    yield from _capacity_mistakes(planned, prior)
    yield from _ttl_mistakes(planned)


def _attribute_mistakes(planned: Values) -> Iterator[str]:
    declared = {_name(one.get("name")) for one in _elements(planned, "attribute")}
    # A key of the table that is not known yet counts as none.
    keys = {known(planned, "hash_key"), known(planned, "range_key")}
    for kind in ("global_secondary_index", "local_secondary_index"):
        for index in _elements(planned, kind):
            keys |= {_name(index.get("hash_key")), _name(index.get("range_key"))}
    keys -= {None, ""}
    if unused := sorted(declared - keys):
        yield f"all attributes must be indexed. Unused attributes: [{_quoted(unused)}]"
    if unmatched := sorted(keys - declared):
        yield (
            f"all indexes must match a defined attribute. Unmatched indexes: [{_quoted(unmatched)}]"
        )


def _elements(planned: Values, name: str) -> list[Values]:
    given = planned.get(name)
    return given if isinstance(given, list) else []


def _name(value: Any) -> Any:
    return _NOT_KNOWN if value is UNKNOWN else value


def _capacity_mistakes(planned: Values, prior: Values | None) -> Iterator[str]:
    mode = planned["billing_mode"]
    before = None if prior is None else prior["billing_mode"]
    for name in ("read_capacity", "write_capacity"):
        value = known(planned, name) or 0
        if mode == "PROVISIONED" and value < 1 and before != "PAY_PER_REQUEST":
            yield f'{name} must be at least 1 when billing_mode is "PROVISIONED"'
        if mode == "PAY_PER_REQUEST" and value != 0 and before != "PROVISIONED":
            yield f'{name} can not be set when billing_mode is "PAY_PER_REQUEST"'


def _ttl_mistakes(planned: Values) -> Iterator[str]:
    ttl = first(planned, "ttl")
    if ttl.get("enabled") is not True or ttl.get("attribute_name") is UNKNOWN:
        return
    if ttl.get("attribute_name") is None:
        yield (
            'Invalid Attribute Combination\n\nAttribute "ttl[0].attribute_name" must be specified '
            'when "ttl[0].enabled" is "true".\n\nPath: ttl[0].enabled'
        )
    elif ttl["attribute_name"] == "":
        yield (
            'Invalid value\n\nAttribute "ttl[0].attribute_name" cannot have an empty value\n\n'
            "Path: ttl[0].attribute_name"
        )


def require_index_capacity(planned: Values) -> None:
    """Raise Refused when an index of a table with provisioned throughput has none of its own."""
    if planned["billing_mode"] != "PROVISIONED":
        return
    for index in planned["global_secondary_index"] or []:
        for kind in ("write", "read"):
            if not known(index, f"{kind}_capacity"):
                raise Refused(
                    f"creating AWS DynamoDB Table ({planned['name']}): "
                    f"{kind} capacity must be > 0 when billing mode is PROVISIONED"
                )


def _quoted(names: list[str]) -> str:
    return " ".join(f'"{checks.shown(name)}"' for name in names)
