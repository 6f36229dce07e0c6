"""What lies in the buckets of a cell, and what a run adds to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.protocol import Cloud

READ_LIMIT = 256 * 1024
LISTED_LIMIT = 5_000


@dataclass(frozen=True)
class StoredObject:
    """One version of an object: a write of the same bytes again is a new version."""

    bucket: str
    key: str
    version: str

    @property
    def uri(self) -> str:
        """The object's address, as the AWS CLI writes it."""
        return f"s3://{self.bucket}/{self.key}"


@dataclass(frozen=True)
class Written:
    """An object that a run wrote, as it was right after; ``body`` shortened to READ_LIMIT."""

    stored: StoredObject
    body: bytes
    problem: str | None = None
    """S3's code for why it cannot be read back: an archived or encrypted object, say."""

    @property
    def key(self) -> str:
        """The object's key."""
        return self.stored.key

    @property
    def uri(self) -> str:
        """The object's address."""
        return self.stored.uri

    @property
    def text(self) -> str:
        """The object's content as text, or how many bytes it has that are none."""
        try:
            return self.body.decode("utf-8")
        except UnicodeDecodeError:
            return _("{n} bytes that are not text").format(n=len(self.body))

    def parsed(self) -> Any:
        """Return the JSON that it is; raises ValueError when it is none."""
        try:
            return json.loads(self.body.decode("utf-8"))
        except RecursionError:
            raise ValueError("nested too deeply") from None


class Shelf:
    """The buckets of a cell."""

    def __init__(self, cloud: Cloud) -> None:
        self._s3 = cloud.client("s3")

    def buckets(self) -> tuple[str, ...]:
        """Return the names of all buckets."""
        return tuple(bucket["Name"] for bucket in self._s3.list_buckets()["Buckets"])

    def objects(self) -> frozenset[StoredObject]:
        """Return every object of every bucket."""
        return frozenset(stored for bucket in self.buckets() for stored in self._in(bucket))

    def read(self, stored: StoredObject) -> Written:
        """Return the object with its content."""
        from botocore.exceptions import ClientError

        try:
            answer = self._s3.get_object(Bucket=stored.bucket, Key=stored.key)
        except ClientError as error:
            return Written(stored, b"", problem=error.response["Error"]["Code"])
        return Written(stored, answer["Body"].read(READ_LIMIT))

    def _in(self, bucket: str) -> list[StoredObject]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(
            Bucket=bucket, PaginationConfig={"MaxItems": LISTED_LIMIT}
        )
        return [
            StoredObject(bucket, one["Key"], f"{one['ETag']} {one['LastModified'].isoformat()}")
            for page in pages
            for one in page.get("Contents", ())
            if not (one["Key"].endswith("/") and one["Size"] == 0)
        ]
