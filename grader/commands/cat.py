"""``cat s3://…``: the content of an object."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING

from grader.commands.cloud import failed, to_type, with_clients
from grader.commands.usage import wrong
from grader.exits import FULL_MARKS
from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint


def run(arguments: argparse.Namespace) -> int:
    """Copy the object's bytes to standard output."""
    return with_clients(arguments, _copy)


def _copy(cloud: Endpoint, arguments: argparse.Namespace) -> int:
    from botocore.exceptions import ClientError

    bucket, key = arguments.place
    if not key:
        return wrong(
            _("{place} is no object: name one, with its whole key.").format(place=f"s3://{bucket}")
            + "\n"
            + _("What is there: {command}").format(command=to_type(cloud, "ls", f"s3://{bucket}"))
        )
    try:
        answer = cloud.client("s3").get_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in {"NoSuchKey", "NoSuchBucket"}:
            raise
        return failed(
            _("There is no object s3://{bucket}/{key}.").format(bucket=bucket, key=key)
            + "\n"
            + _("What is there: {command}").format(command=to_type(cloud, "ls", f"s3://{bucket}"))
        )
    shutil.copyfileobj(answer["Body"], sys.stdout.buffer)
    sys.stdout.buffer.write(b"\n" if sys.stdout.isatty() else b"")
    sys.stdout.flush()
    return FULL_MARKS
