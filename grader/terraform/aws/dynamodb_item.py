"""Items of DynamoDB tables, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable

from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing
from grader.terraform.aws.dynamodb_item_text import (
    Item,
    NotAnItem,
    kept_text,
    read_item,
    written,
)
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values


class TableItem(AwsResource):
    """aws_dynamodb_table_item."""

    type_name = "aws_dynamodb_table_item"
    label = "DynamoDB Table Item"
    json_attributes = frozenset({"item"})
    kept = frozenset({"item"})
    forces_replacement = frozenset({"hash_key", "range_key", "table_name"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """The item is JSON in the notation of the service."""
        return item_problems(config, "item")

    def create(self, api: Aws, planned: Values) -> Values:
        """Put it where no item with this key is."""
        item = read_item(planned["item"])
        api.client("dynamodb").put_item(
            TableName=planned["table_name"],
            Item=item,
            ConditionExpression="attribute_not_exists(#hk)",
            ExpressionAttributeNames={"#hk": planned["hash_key"]},
        )
        return self._stored(api, planned)

    def read(self, api: Aws, state: Values) -> Values | None:
        """The attributes that it was put with, as they are now."""
        from botocore.exceptions import ClientError

        stated = read_item(state["item"])
        names = {f"#a{place}": name for place, name in enumerate(stated)}
        try:
            found = api.client("dynamodb").get_item(
                TableName=state["table_name"],
                Key=_key(state, stated),
                ConsistentRead=True,
                ProjectionExpression=", ".join(names),
                ExpressionAttributeNames=names,
            )
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        if "Item" not in found:
            return None
        text = kept_text(state["item"], found["Item"])
        return {"id": _identifier(state, stated), "item": text}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Put the new attributes; where the key is another, the old item goes."""
        before, after = read_item(prior["item"]), read_item(planned["item"])
        client = api.client("dynamodb")
        client.put_item(TableName=prior["table_name"], Item=after)
        if _key(prior, before) != _key(planned, after):
            client.delete_item(TableName=prior["table_name"], Key=_key(prior, before))
        return self._stored(api, planned)

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("dynamodb").delete_item(
            TableName=state["table_name"], Key=_key(state, read_item(state["item"]))
        )

    def _stored(self, api: Aws, planned: Values) -> Values:
        item = read_item(planned["item"])
        return self.read(api, planned) or {"id": _identifier(planned, item)}

    def action(self, verb: str, values: Values) -> str:
        """Messages name the table, for an item has no name."""
        return f"{verb} DynamoDB Table ({values['table_name']}) Item"

    def import_state(self, api: Aws, identifier: str) -> Values:
        """There is no way to name one."""
        raise Refused(f"resource {self.type_name} doesn't support import")


class TableItemData(AwsDataSource):
    """data aws_dynamodb_table_item."""

    type_name = "aws_dynamodb_table_item"
    label = "DynamoDB Table Item"
    naming = "table_name"

    def validate(self, config: Values) -> Iterable[Problem]:
        """The key is JSON in the notation of the service."""
        return item_problems(config, "key")

    def read(self, api: Aws, config: Values) -> Values:
        """By its key."""
        key = read_item(config["key"])
        name = config["table_name"]
        names = known(config, "expression_attribute_names") or {}
        found = api.client("dynamodb").get_item(
            TableName=name,
            Key=key,
            ConsistentRead=True,
            **given(
                ExpressionAttributeNames=names or None,
                ProjectionExpression=known(config, "projection_expression"),
            ),
        )
        identifier = "|".join((name, *(str(one) for v in key.values() for one in v.values())))
        if "Item" not in found:
            raise Refused(f"reading {self.label} ({identifier}): empty result")
        return {
            "expression_attribute_names": names,
            "id": identifier,
            "item": written(found["Item"]),
            "projection_expression": known(config, "projection_expression") or "",
        }


def item_problems(config: Values, name: str) -> Iterable[Problem]:
    """What keeps a text from being an item."""
    text = known(config, name)
    if text is None:
        return
    try:
        read_item(text)
    except NotAnItem as error:
        yield Problem((name,), f'Invalid format of "{name}": {error}')


def _key(values: Values, item: Item) -> Item:
    names = [name for name in (values["hash_key"], known(values, "range_key")) if name]
    return {name: item[name] for name in names if name in item}


def _identifier(values: Values, item: Item) -> str:
    contents = [str(one) for value in _key(values, item).values() for one in value.values()]
    return "|".join((values["table_name"], values["hash_key"], *contents))
