"""``ls [s3://…]``: the buckets, or what a bucket holds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from grader.commands.cloud import failed, say, with_clients
from grader.exits import FULL_MARKS
from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint


def run(arguments: argparse.Namespace) -> int:
    """Print one line for each."""
    return with_clients(arguments, _list)


def _list(cloud: Endpoint, arguments: argparse.Namespace) -> int:
    from botocore.exceptions import ClientError

    s3 = cloud.client("s3")
    if arguments.place is None:
        for line in [f"s3://{name}" for name in _buckets(s3)] or [_("There is no bucket yet.")]:
            say(line)
        return FULL_MARKS
    try:
        return _objects(s3, *arguments.place)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucket":
            raise
        return failed(
            _("There is no bucket called {name}; there is: {names}").format(
                name=arguments.place[0], names=", ".join(_buckets(s3)) or _("none")
            )
        )


def _buckets(s3: Any) -> tuple[str, ...]:
    return tuple(bucket["Name"] for bucket in s3.list_buckets()["Buckets"])


def _objects(s3: Any, bucket: str, prefix: str) -> int:
    found = 0
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for one in page.get("Contents", []):
            found += 1
            say(
                f"{one['LastModified']:%Y-%m-%d %H:%M:%S}  {one['Size']:>9}  s3://{bucket}/{one['Key']}"
            )
    if not found:
        say(_("Nothing there."))
    return FULL_MARKS
