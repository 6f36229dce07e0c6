"""Objects in a bucket, as hashicorp/aws 5.100."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import urlencode

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing, tag_map
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider import paths
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import UNKNOWN, Values

_SOURCES = ("source", "content", "content_base64")
_STORED = (*_SOURCES, "content_type", "etag", "kms_key_id", "metadata", "source_hash")
_ACLS = (
    "private",
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "bucket-owner-read",
    "bucket-owner-full-control",
)
_STORAGE = (
    "STANDARD",
    "REDUCED_REDUNDANCY",
    "GLACIER",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "DEEP_ARCHIVE",
    "OUTPOSTS",
    "GLACIER_IR",
    "SNOW",
    "EXPRESS_ONEZONE",
)


class Object(AwsResource):
    """aws_s3_object."""

    type_name = "aws_s3_object"
    label = "S3 Object"
    naming = "key"
    defaults: ClassVar[dict[str, Any]] = {"force_destroy": False}
    forces_replacement = frozenset({"bucket", "key"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """One source, and words that S3 knows."""
        yield from checks.conflicting(config, _SOURCES)
        yield from checks.enumeration(config, "acl", _ACLS)
        yield from checks.enumeration(config, "storage_class", _STORAGE)
        yield from checks.enumeration(
            config, "server_side_encryption", ("AES256", "aws:kms", "aws:kms:dsse")
        )
        if known(config, "key") == "":
            yield Problem(("key",), "key must not be empty, got ")

    def action(self, verb: str, values: Values) -> str:
        """An object is uploaded to its bucket."""
        if verb in ("creating", "updating"):
            return f"uploading S3 Object ({values['key']}) to Bucket ({values['bucket']})"
        return super().action(verb, values)

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """New content makes a new version and a new etag."""
        planned = super().plan(api, prior, planned)
        if prior is None or all(planned.get(name) == prior.get(name) for name in _STORED):
            return planned
        unknown = {"version_id": UNKNOWN}
        if planned["etag"] == prior["etag"]:
            unknown["etag"] = UNKNOWN
        return {**planned, **unknown}

    def create(self, api: Aws, planned: Values) -> Values:
        """Upload it."""
        bucket, key = planned["bucket"], planned["key"]
        stored = api.client("s3").put_object(
            Bucket=bucket,
            Key=key,
            Body=_body(planned),
            **given(
                ACL=known(planned, "acl"),
                CacheControl=planned.get("cache_control"),
                ContentDisposition=planned.get("content_disposition"),
                ContentEncoding=planned.get("content_encoding"),
                ContentLanguage=planned.get("content_language"),
                ContentType=known(planned, "content_type"),
                Metadata=known(planned, "metadata"),
                SSEKMSKeyId=known(planned, "kms_key_id"),
                ServerSideEncryption=known(planned, "server_side_encryption"),
                StorageClass=known(planned, "storage_class"),
                Tagging=urlencode(planned["tags_all"]) if planned.get("tags_all") else None,
            ),
        )
        return {
            "acl": None,
            "arn": f"arn:{api.partition}:s3:::{bucket}/{key}",
            "bucket_key_enabled": False,
            "checksum_crc32": "",
            "checksum_crc32c": "",
            "checksum_crc64nvme": "",
            "checksum_sha1": "",
            "checksum_sha256": "",
            "content_type": "application/octet-stream",
            "etag": stored["ETag"].strip('"'),
            "id": key,
            "kms_key_id": None,
            "server_side_encryption": stored.get("ServerSideEncryption") or "AES256",
            "storage_class": "STANDARD",
            "version_id": stored.get("VersionId", ""),
            **dict.fromkeys(
                (
                    "cache_control",
                    "content_disposition",
                    "content_encoding",
                    "content_language",
                    "object_lock_legal_hold_status",
                    "object_lock_mode",
                    "object_lock_retain_until_date",
                    "website_redirect",
                ),
                "",
            ),
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = api.client("s3").head_object(Bucket=state["bucket"], Key=state["key"])
        except ClientError as error:
            if is_missing(error, "NoSuchKey", "NoSuchBucket"):
                return None
            raise
        return {"etag": found["ETag"].strip('"'), "content_type": found["ContentType"]}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Upload it again."""
        return self.create(api, planned)

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("s3").delete_object(Bucket=state["bucket"], Key=state["key"])


class BucketObject(Object):
    """aws_s3_bucket_object, the deprecated name of aws_s3_object."""

    type_name = "aws_s3_bucket_object"
    defaults: ClassVar[dict[str, Any]] = {"acl": "private", "force_destroy": False}

    def validate(self, config: Values) -> Iterable[Problem]:
        """As aws_s3_object, and it is deprecated."""
        yield from super().validate(config)
        yield Problem(
            (), "Deprecated Resource", "use the aws_s3_object resource instead", warning=True
        )


class ObjectData(AwsDataSource):
    """data aws_s3_object."""

    type_name = "aws_s3_object"
    label = "S3 Bucket Object"

    def describe(self, config: Values) -> str:
        """By bucket and key."""
        return f"S3 Bucket ({config['bucket']}) Object ({config['key']})"

    def read(self, api: Aws, config: Values) -> Values:
        """Its head, and its text where it is text."""
        client, bucket, key = api.client("s3"), config["bucket"], config["key"].lstrip("/")
        place = given(Bucket=bucket, Key=key, VersionId=known(config, "version_id"))
        found = client.head_object(**place)
        kind = found.get("ContentType", "")
        textual = kind.startswith("text/") or kind in _TEXTUAL
        body = (
            client.get_object(**place)["Body"].read().decode("utf-8", "replace")
            if textual
            else None
        )
        tags = client.get_object_tagging(**place).get("TagSet")
        return {
            "arn": f"arn:{api.partition}:s3:::{bucket}/{key}",
            "body": body,
            "content_length": found["ContentLength"],
            "content_type": kind,
            "etag": found["ETag"].strip('"'),
            "id": f"{bucket}/{key}",
            "last_modified": found["LastModified"].strftime("%a, %d %b %Y %H:%M:%S UTC"),
            "metadata": found.get("Metadata", {}),
            "server_side_encryption": found.get("ServerSideEncryption", ""),
            "storage_class": found.get("StorageClass", "STANDARD"),
            "tags": tag_map(tags),
            "version_id": found.get("VersionId", ""),
            "bucket_key_enabled": False,
            **dict.fromkeys(_UNSET, ""),
        }


class ObjectsData(AwsDataSource):
    """data aws_s3_objects."""

    type_name = "aws_s3_objects"
    label = "S3 Objects"

    def read(self, api: Aws, config: Values) -> Values:
        """Their keys."""
        keys: list[str] = []
        pages = api.client("s3").get_paginator("list_objects_v2")
        for page in pages.paginate(
            Bucket=config["bucket"], **given(Prefix=known(config, "prefix"))
        ):
            keys += [one["Key"] for one in page.get("Contents", [])]
        most = known(config, "max_keys") or 1000
        return {
            "common_prefixes": [],
            "id": config["bucket"],
            "keys": keys[:most],
            "max_keys": most,
            "owners": [],
            "request_charged": "",
        }


_UNSET = (
    "cache_control",
    "checksum_crc32",
    "checksum_crc32c",
    "checksum_crc64nvme",
    "checksum_sha1",
    "checksum_sha256",
    "content_disposition",
    "content_encoding",
    "content_language",
    "expiration",
    "expires",
    "object_lock_legal_hold_status",
    "object_lock_mode",
    "object_lock_retain_until_date",
    "sse_kms_key_id",
    "website_redirect_location",
)
_TEXTUAL = ("application/json", "application/ld+json", "application/x-httpd-php", "application/xml")


def _body(planned: Values) -> bytes:
    if planned.get("source"):
        return _file(planned["source"])
    if planned.get("content_base64"):
        return base64.b64decode(planned["content_base64"])
    return (planned.get("content") or "").encode()


def _file(name: str) -> bytes:
    try:
        return paths.content(name, "source")
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise Refused(
            f"opening S3 object source ({name}): open {name}: {reason}", path=("source",)
        ) from error
