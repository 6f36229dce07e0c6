"""``ls [s3://…]``: the buckets, or what a bucket holds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from grader.commands.cloud import say, with_clients
from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint


def run(arguments: argparse.Namespace) -> int:
    """Print one line for each."""
    return with_clients(arguments, _list)


def _list(cloud: Endpoint, arguments: argparse.Namespace) -> None:
    s3 = cloud.client("s3")
    if arguments.place is None:
        for bucket in s3.list_buckets()["Buckets"]:
            say(f"s3://{bucket['Name']}")
        return
    bucket, prefix = arguments.place
    found = 0
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for one in page.get("Contents", []):
            found += 1
            say(
                f"{one['LastModified']:%Y-%m-%d %H:%M:%S}  {one['Size']:>9}  s3://{bucket}/{one['Key']}"
            )
    if not found:
        say(_("Nothing there."))
