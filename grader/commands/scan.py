"""``scan TABLE``: the items of a table."""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from grader.commands.cloud import failed, say, with_clients
from grader.exits import FULL_MARKS
from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint


def run(arguments: argparse.Namespace) -> int:
    """Print each item as one line of JSON; numbers are numbers, texts are texts."""
    return with_clients(arguments, _scan)


def _scan(cloud: Endpoint, arguments: argparse.Namespace) -> int:
    from boto3.dynamodb.types import TypeDeserializer
    from botocore.exceptions import ClientError

    tables = cloud.client("dynamodb")
    read = TypeDeserializer().deserialize
    found = 0
    try:
        for page in tables.get_paginator("scan").paginate(TableName=arguments.table):
            for item in page["Items"]:
                found += 1
                plain = {name: read(value) for name, value in item.items()}
                say(json.dumps(plain, default=_written, ensure_ascii=False))
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        names = ", ".join(tables.list_tables()["TableNames"]) or _("none")
        return failed(
            _("There is no table called {name}; there is: {names}").format(
                name=arguments.table, names=names
            )
        )
    if not found:
        say(_("Nothing there."))
    return FULL_MARKS


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return sorted(value, key=str) if isinstance(value, set) else str(value)
