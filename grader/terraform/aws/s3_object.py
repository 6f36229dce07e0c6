"""Objects in a bucket, as hashicorp/aws 5.100."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing, tag_list, tag_map
from grader.terraform.aws.outside import outside
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider import paths
from grader.terraform.provider.resource import Problem, Refused, first, known
from grader.terraform.provider.values import UNKNOWN, Values, known_values

_SOURCES = ("source", "content", "content_base64")
_STORED = (
    *_SOURCES,
    "bucket_key_enabled",
    "cache_control",
    "checksum_algorithm",
    "content_disposition",
    "content_encoding",
    "content_language",
    "content_type",
    "etag",
    "kms_key_id",
    "metadata",
    "server_side_encryption",
    "source_hash",
    "storage_class",
    "website_redirect",
)
"""A change of these uploads the object again."""
_FIELDS = {
    "cache_control": "CacheControl",
    "checksum_crc32": "ChecksumCRC32",
    "checksum_crc32c": "ChecksumCRC32C",
    "checksum_crc64nvme": "ChecksumCRC64NVME",
    "checksum_sha1": "ChecksumSHA1",
    "checksum_sha256": "ChecksumSHA256",
    "content_disposition": "ContentDisposition",
    "content_encoding": "ContentEncoding",
    "content_language": "ContentLanguage",
    "content_type": "ContentType",
    "server_side_encryption": "ServerSideEncryption",
    "version_id": "VersionId",
    "website_redirect": "WebsiteRedirectLocation",
}
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


_LOCKS = ("object_lock_legal_hold_status", "object_lock_mode", "object_lock_retain_until_date")


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
        for name in _LOCKS:
            if config.get(name):
                yield outside(f"{self.type_name}.{name}")
        if known(config, "key") == "":
            yield Problem(("key",), "key must not be empty, got ")

    def action(self, verb: str, values: Values) -> str:
        """An object is uploaded to its bucket."""
        if verb in ("creating", "updating"):
            return f"uploading S3 Object ({values['key']}) to Bucket ({values['bucket']})"
        return super().action(verb, values)

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """New content makes a new version, and a new source hash a new etag."""
        planned = super().plan(api, prior, planned)
        for block in first(planned, "override_provider").get("default_tags") or []:
            planned["tags_all"] = {**(block.get("tags") or {}), **(planned.get("tags") or {})}
            block["tags"] = block.get("tags") or None
        if prior is None or not _is_uploaded_again(prior, planned):
            return planned
        unknown = {"version_id": UNKNOWN}
        if planned.get("source_hash") != prior.get("source_hash"):
            unknown["etag"] = UNKNOWN
        return {**planned, **unknown}

    def create(self, api: Aws, planned: Values) -> Values:
        """Upload it."""
        bucket, key = planned["bucket"], planned["key"]
        stored = api.client("s3").put_object(
            Bucket=bucket,
            Key=key,
            Body=_body(planned),
            **_request(planned),
        )
        found = self.read(api, {**known_values(planned), "id": key}) or {}
        return {
            **found,
            **{name: None for name in ("metadata", "tags") if not found.get(name)},
            "acl": None,
            "id": key,
            "etag": stored["ETag"].strip('"'),
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        bucket, key, client = state["bucket"], state["key"], api.client("s3")
        place = {"Bucket": bucket, "Key": key}
        checksum = "ENABLED" if known(state, "checksum_algorithm") else None
        try:
            found = client.head_object(**place, **given(ChecksumMode=checksum))
        except ClientError as error:
            if is_missing(error, "NoSuchKey", "NoSuchBucket"):
                return None
            raise
        tags = tag_map(client.get_object_tagging(**place).get("TagSet"))
        return {
            **{
                name: found.get(field, "")
                for name, field in _FIELDS.items()
                if name in self.schema.block.attributes
            },
            "arn": f"arn:{api.partition}:s3:::{bucket}/{key}",
            "bucket_key_enabled": found.get("BucketKeyEnabled", False),
            "etag": found["ETag"].strip('"'),
            "kms_key_id": found.get("SSEKMSKeyId") or state.get("kms_key_id"),
            "metadata": found.get("Metadata", {}),
            "object_lock_legal_hold_status": "",
            "object_lock_mode": "",
            "object_lock_retain_until_date": "",
            "storage_class": found.get("StorageClass", "STANDARD"),
            **api.found_tags(tags, state),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Upload it again where that is needed, else only its tags and who may read it."""
        client, place = api.client("s3"), {"Bucket": prior["bucket"], "Key": prior["key"]}
        if _is_uploaded_again(prior, planned):
            self.create(api, planned)
        elif planned.get("acl") != prior.get("acl"):
            client.put_object_acl(**place, ACL=planned["acl"])
        if planned["tags_all"] != prior.get("tags_all"):
            client.put_object_tagging(**place, Tagging={"TagSet": tag_list(planned["tags_all"])})
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it, with all of its versions when it has any."""
        client, bucket, key = api.client("s3"), state["bucket"], state["key"].lstrip("/")
        if not state.get("version_id"):
            client.delete_object(Bucket=bucket, Key=key)
            return
        pages = client.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=key)
        for page in pages:
            for one in page.get("Versions", []) + page.get("DeleteMarkers", []):
                if one["Key"] == key:
                    client.delete_object(Bucket=bucket, Key=key, VersionId=one["VersionId"])

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By bucket and key, with a slash between them."""
        bucket, slash, key = identifier.removeprefix("s3://").partition("/")
        if not slash:
            raise Refused(
                f"id {identifier} should be in format <bucket>/<key> or s3://<bucket>/<key>"
            )
        return {"id": key, "bucket": bucket, "key": key}


class BucketObject(Object):
    """aws_s3_bucket_object, the deprecated name of aws_s3_object."""

    type_name = "aws_s3_bucket_object"
    defaults: ClassVar[dict[str, Any]] = {"acl": "private", "force_destroy": False}
    deprecated: ClassVar[dict[str, str]] = {
        name: f"{name} is deprecated. Use the aws_s3_object resource instead."
        for name in ("bucket", "key")
    }

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
        version = known(config, "version_id")
        place = given(
            Bucket=bucket,
            Key=key,
            VersionId=version,
            Range=known(config, "range"),
        )
        found = client.head_object(**place, **given(ChecksumMode=known(config, "checksum_mode")))
        kind = found.get("ContentType", "")
        textual = kind.startswith("text/") or kind in _TEXTUAL
        body = (
            client.get_object(**place)["Body"].read().decode("utf-8", "replace")
            if textual
            else None
        )
        place.pop("Range", None)
        fields = {**_FIELDS, "expiration": "Expiration", "sse_kms_key_id": "SSEKMSKeyId"}
        fields["website_redirect_location"] = fields.pop("website_redirect")
        if not known(config, "checksum_mode"):
            fields = {name: one for name, one in fields.items() if "checksum" not in name}
        return {
            **dict.fromkeys(_UNSET, ""),
            **{name: found.get(field, "") for name, field in fields.items()},
            "arn": f"arn:{api.partition}:s3:::{bucket}/{key}",
            "body": body,
            "bucket_key_enabled": found.get("BucketKeyEnabled", False),
            "content_length": found["ContentLength"],
            "etag": found["ETag"].strip('"'),
            "id": f"{bucket}/{key}" + (f"@{version}" if version else ""),
            "last_modified": found["LastModified"].strftime("%a, %d %b %Y %H:%M:%S UTC"),
            "metadata": found.get("Metadata", {}),
            "storage_class": found.get("StorageClass", "STANDARD"),
            "tags": tag_map(client.get_object_tagging(**place).get("TagSet")),
        }


class ObjectsData(AwsDataSource):
    """data aws_s3_objects."""

    type_name = "aws_s3_objects"
    label = "S3 Objects"

    def read(self, api: Aws, config: Values) -> Values:
        """Their keys, the common beginnings of more, and who owns them."""
        keys: list[str] = []
        folders: list[str] = []
        owners: list[str] = []
        most = known(config, "max_keys") or 1000
        pages = (
            api.client("s3")
            .get_paginator("list_objects_v2")
            .paginate(
                Bucket=config["bucket"],
                **given(
                    Delimiter=known(config, "delimiter"),
                    FetchOwner=known(config, "fetch_owner"),
                    Prefix=known(config, "prefix"),
                    StartAfter=known(config, "start_after"),
                ),
            )
        )
        for page in pages:
            folders += [one["Prefix"] for one in page.get("CommonPrefixes", [])]
            for one in page.get("Contents", []):
                if len(keys) == most:
                    break
                keys.append(_written(one["Key"], config))
                owners += [one["Owner"]["ID"]] if "Owner" in one else []
        return {
            "common_prefixes": folders,
            "id": config["bucket"],
            "keys": keys,
            "max_keys": most,
            "owners": owners,
            "request_charged": "",
        }


_UNSET = (
    "checksum_crc32",
    "checksum_crc32c",
    "checksum_crc64nvme",
    "checksum_sha1",
    "checksum_sha256",
    "expires",
    "object_lock_legal_hold_status",
    "object_lock_mode",
    "object_lock_retain_until_date",
)
_TEXTUAL = ("application/json", "application/ld+json", "application/x-httpd-php", "application/xml")


def _is_uploaded_again(prior: Values, planned: Values) -> bool:
    return any(planned.get(name) != prior.get(name) for name in _STORED)


def _request(planned: Values) -> dict[str, Any]:
    kms = known(planned, "kms_key_id")
    return given(
        ACL=known(planned, "acl"),
        BucketKeyEnabled=known(planned, "bucket_key_enabled") or None,
        CacheControl=known(planned, "cache_control") or None,
        ChecksumAlgorithm=known(planned, "checksum_algorithm") or None,
        ContentDisposition=known(planned, "content_disposition") or None,
        ContentEncoding=known(planned, "content_encoding") or None,
        ContentLanguage=known(planned, "content_language") or None,
        ContentType=known(planned, "content_type") or None,
        Metadata=known(planned, "metadata") or None,
        SSEKMSKeyId=kms or None,
        ServerSideEncryption="aws:kms" if kms else known(planned, "server_side_encryption") or None,
        StorageClass=known(planned, "storage_class") or None,
        Tagging=urlencode(planned["tags_all"]) if planned.get("tags_all") else None,
        WebsiteRedirectLocation=known(planned, "website_redirect") or None,
    )


def _written(key: str, config: Values) -> str:
    return quote(key) if known(config, "encoding_type") == "url" else key


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
