"""The table of the captures: the submission's own as it was deployed, and the grader's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from grader.locale import _
from grader.rubric import Mismatch, Missing
from grader.terraform_findings import require_stage

if TYPE_CHECKING:
    from grader.cloud.protocol import Cloud
    from grader.rubric import Where
    from grader.stage import Stage
    from grader.terraform.deployment import Deployed

BRIEF_TABLE = "capturas-iss"
KEY = "capture_id"
TYPE = "aws_dynamodb_table"
HOME = "us-east-1"
NAME = re.compile(r"[A-Za-z0-9_.-]{3,255}")

_RIGHT = [{"AttributeName": KEY, "KeyType": "HASH", "AttributeType": "S"}]


def judge_table(stage: Stage) -> None:
    """Raise Fail unless Terraform made the table that the brief asks for."""
    own = own_tables(stage)
    if not own:
        require_stage(stage, "applied")
        undeployed = stage.undeployed(TYPE)
        raise Missing(
            _("No table stands there.") if undeployed else _("Terraform makes no table."),
            expected=BRIEF_TABLE if undeployed else TYPE,
            found=", ".join(sorted({r.type for r in stage.deployment.resources})) or None,
            hint=undeployed
            or _("Add an aws_dynamodb_table with name, billing_mode, hash_key and attribute."),
        )
    named = [one for one in own if one.attributes.get("name") == BRIEF_TABLE]
    if not named:
        raise Mismatch(
            _("The table has another name."),
            expected=BRIEF_TABLE,
            found=", ".join(str(one.attributes.get("name")) for one in own),
            where=_where(stage, own[0], "name"),
            hint=_('Set name = "{name}".').format(name=BRIEF_TABLE),
        )
    table = named[0]
    keys = keys_of(stage.cloud, region_of(table), BRIEF_TABLE)
    if keys != _RIGHT:
        raise Mismatch(
            _("The key of the table is not {key} alone, as text.").format(key=KEY),
            expected=_("partition key {key}, type S").format(key=KEY),
            found=_shown(keys),
            where=_where_keys(stage, table, keys),
            hint=_('hash_key = "{key}", no range_key, and an attribute of type "S".').format(
                key=KEY
            ),
        )


def own_tables(stage: Stage) -> list[Deployed]:
    """Return the tables that Terraform made."""
    return [
        one
        for one in stage.deployment.resources
        if one.type == TYPE and one.mode == "managed" and one.attributes.get("arn")
    ]


def region_of(table: Deployed) -> str:
    """Return the region of a table that Terraform made."""
    return str(table.attributes["arn"]).split(":")[3]


def regions_of(stage: Stage) -> tuple[str, ...]:
    """Return every region that the submission uses."""
    arns = [str(one.attributes.get("arn") or "") for one in stage.deployment.resources]
    used = {arn.split(":")[3] for arn in arns if arn.count(":") >= 5} - {""}
    return tuple(sorted(used | {HOME}))


def keys_of(cloud: Cloud, region: str, name: str) -> list[dict[str, Any]]:
    """Return the keys of a table, each with its type."""
    table = cloud.client("dynamodb", region).describe_table(TableName=name)["Table"]
    types = {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]}
    return [{**one, "AttributeType": types.get(one["AttributeName"])} for one in table["KeySchema"]]


def tables_named(stage: Stage) -> tuple[str, ...]:
    """Return the tables that the submission describes, then the brief's."""
    names = [
        stage.configuration.value(block, "name") for block in stage.configuration.resources(TYPE)
    ]
    planned = [p.values.get("name") for p in stage.deployment.planned if p.type == TYPE]
    known = {n for n in (*names, *planned) if isinstance(n, str) and NAME.fullmatch(n)}
    return tuple(sorted({*known, BRIEF_TABLE}, key=lambda name: name == BRIEF_TABLE))


def lend_table(stage: Stage) -> None:
    """Make the tables that Terraform did not, so that the code can be judged all the same."""
    if not stage.may_lend:
        return
    applied = stage.deployment.stage == "applied"
    wanted = (BRIEF_TABLE,) if applied else tables_named(stage)
    own = {one.attributes.get("name") for one in own_tables(stage)}
    for region in regions_of(stage):
        there = stage.cloud.client("dynamodb", region).list_tables()["TableNames"]
        for name in wanted:
            if name not in own and name not in there:
                _make(stage.cloud, region, name)


def mend_tables(stage: Stage) -> bool:
    """Give the submission's tables the key of the brief where they have another; tells whether."""
    mended = False
    for table in own_tables(stage) if stage.may_lend else ():
        region, name = region_of(table), str(table.attributes["name"])
        if keys_of(stage.cloud, region, name) != _RIGHT:
            client = stage.cloud.client("dynamodb", region)
            client.update_table(TableName=name, DeletionProtectionEnabled=False)
            client.delete_table(TableName=name)
            _make(stage.cloud, region, name)
            mended = True
    if mended:
        stage.advise(
            _("The function was judged with a table of the grader's own."),
            hint=_("Mend the table in your Terraform, then check again."),
        )
    return mended


def _make(cloud: Cloud, region: str, name: str) -> None:
    cloud.client("dynamodb", region).create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": KEY, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": KEY, "AttributeType": "S"}],
    )


def _where(stage: Stage, table: Deployed, *names: str) -> Where | None:
    return stage.configuration.where_first(stage.block_of(table.address), *names)


def _where_keys(stage: Stage, table: Deployed, keys: list[dict[str, Any]]) -> Where | None:
    if keys[0]["AttributeName"] != KEY:
        return _where(stage, table, "hash_key")
    if len(keys) > 1:
        return _where(stage, table, "range_key")
    block = stage.block_of(table.address)
    for attribute in block.nested("attribute") if block else ():
        if stage.configuration.value(attribute, "name") == KEY:
            return stage.configuration.where_first(attribute, "type")
    return _where(stage, table, "hash_key")


def _shown(keys: list[dict[str, Any]]) -> str:
    return ", ".join(
        f"{one['KeyType']} {one['AttributeName']} {one['AttributeType']}" for one in keys
    )
