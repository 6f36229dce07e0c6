"""The S3 bucket, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing, says, tag_list
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.outside import outside
from grader.terraform.aws.s3_inline import (
    NOT_HERE,
    apply_inline,
    bucket_tags,
    computed_blocks,
    is_inline,
    read_inline,
)
from grader.terraform.aws.s3_settings import ACLS, grants
from grader.terraform.provider.planner import as_read
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_HOSTED_ZONES = {
    "ap-northeast-1": "Z2M4EHUR26P7ZW",
    "ap-northeast-2": "Z3W03O7B5YMIYP",
    "ap-south-1": "Z11RGJOFQNVJUP",
    "ap-southeast-1": "Z3O0J2DXBE1FTB",
    "ap-southeast-2": "Z1WCIGYICN2BYD",
    "ca-central-1": "Z1QDHH18159H29",
    "eu-central-1": "Z21DNDUVLTQW6Q",
    "eu-north-1": "Z3BAZG2TWCNX0D",
    "eu-west-1": "Z1BKCTXD74EZPE",
    "eu-west-2": "Z3GKZC51ZF0DB4",
    "eu-west-3": "Z3R1K369G5AVDG",
    "sa-east-1": "Z7KQH4QJS55SO",
    "us-east-1": "Z3AQBSTGFYJSTF",
    "us-east-2": "Z2O1EMRO9K5GLX",
    "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M",
}
"""Of the websites of buckets, by region."""
_NAME_REFUSED = ("BucketAlreadyExists", "BucketAlreadyOwnedByYou", "InvalidBucketName")
_DEPRECATED = {
    "acceleration_status": "aws_s3_bucket_accelerate_configuration",
    "acl": "aws_s3_bucket_acl",
    "cors_rule": "aws_s3_bucket_cors_configuration",
    "lifecycle_rule": "aws_s3_bucket_lifecycle_configuration",
    "policy": "aws_s3_bucket_policy",
    "request_payer": "aws_s3_bucket_request_payment_configuration",
    "server_side_encryption_configuration": "aws_s3_bucket_server_side_encryption_configuration",
    "versioning": "aws_s3_bucket_versioning",
}


class Bucket(AwsResource):
    """aws_s3_bucket."""

    type_name = "aws_s3_bucket"
    label = "S3 Bucket"
    naming = "bucket"
    defaults = {"force_destroy": False}  # noqa: RUF012
    computed_blocks = frozenset(
        {
            "cors_rule",
            "grant",
            "lifecycle_rule",
            "logging",
            "object_lock_configuration",
            "replication_configuration",
            "server_side_encryption_configuration",
            "versioning",
            "website",
        }
    )
    json_attributes = frozenset({"policy"})
    forces_replacement = frozenset({"bucket", "bucket_prefix", "object_lock_enabled"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Names that conflict or are too long, blocks that the course lacks."""
        yield from checks.conflicting(config, ("bucket", "bucket_prefix"))
        yield from checks.length(config, "bucket", 0, 63)
        yield from checks.length(config, "bucket_prefix", 0, 37)
        yield from checks.enumeration(config, "acl", ACLS)
        yield from checks.json_text(config, "policy")
        for attribute, instead in _DEPRECATED.items():
            if config.get(attribute) not in (None, []):
                yield Problem(
                    (attribute,),
                    "Argument is deprecated",
                    f"{attribute} is deprecated. Use the {instead} resource instead.",
                    warning=True,
                )
        for block in NOT_HERE:
            if config.get(block):
                yield outside(f"aws_s3_bucket.{block}")

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it, then what is configured inside its block."""
        name = known(planned, "bucket") or unique_name(known(planned, "bucket_prefix"))
        place = {}
        if api.region != "us-east-1":
            place = {"CreateBucketConfiguration": {"LocationConstraint": api.region}}
        _check_name(name, api.region)
        acl = known(planned, "acl") or "private"
        api.client("s3").create_bucket(Bucket=name, ACL=acl, **place)
        if planned["tags_all"]:
            api.client("s3").put_bucket_tagging(
                Bucket=name, Tagging={"TagSet": tag_list(planned["tags_all"])}
            )
        apply_inline(api, name, planned)
        settings = computed_blocks(planned)
        if is_inline(planned):
            now = read_inline(api.client("s3"), name, planned)
            settings = as_read(self.schema.block, planned, now)
        return {
            **addresses(api, name),
            "bucket": name,
            "bucket_prefix": name_prefix(name),
            "object_lock_enabled": False,
            "request_payer": "",
            "acceleration_status": "",
            "policy": "",
            "grant": granted(api, name),
            **settings,
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now, what other resources set on it included."""
        from botocore.exceptions import ClientError

        name = state["id"]
        try:
            api.client("s3").head_bucket(Bucket=name)
        except ClientError as error:
            if is_missing(error, "NoSuchBucket"):
                return None
            raise
        now = read_inline(api.client("s3"), name, state)
        return {
            **addresses(api, name),
            "bucket": name,
            "bucket_prefix": name_prefix(name),
            "grant": granted(api, name),
            "object_lock_enabled": False,
            **now,
            **api.found_tags(bucket_tags(api.client("s3"), name), state),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Tags and what is configured inside its block."""
        name = prior["bucket"]
        if planned["tags_all"] != prior.get("tags_all"):
            if planned["tags_all"]:
                api.client("s3").put_bucket_tagging(
                    Bucket=name, Tagging={"TagSet": tag_list(planned["tags_all"])}
                )
            else:
                api.client("s3").delete_bucket_tagging(Bucket=name)
        if known(planned, "acl") != prior.get("acl") and known(planned, "acl"):
            api.client("s3").put_bucket_acl(Bucket=name, ACL=planned["acl"])
        apply_inline(api, name, planned, prior)
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it, with its objects when force_destroy says so."""
        client = api.client("s3")
        if state.get("force_destroy"):
            _empty(client, state["bucket"])
        client.delete_bucket(Bucket=state["bucket"])

    def blames(self, error: Exception) -> tuple[str, ...]:
        """Its name, where that is what S3 does not take."""
        return ("bucket",) if says(error, *_NAME_REFUSED) else ()

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By its name."""
        return {"id": identifier, "bucket": identifier}


class BucketData(AwsDataSource):
    """data aws_s3_bucket."""

    type_name = "aws_s3_bucket"
    label = "S3 Bucket"
    naming = "bucket"

    def read(self, api: Aws, config: Values) -> Values:
        """By its name."""
        name = config["bucket"]
        api.client("s3").head_bucket(Bucket=name)
        return addresses(api, name)


def granted(api: Aws, name: str) -> list[Values]:
    """The grants of a bucket, by grantee."""
    found: dict[tuple[str, str, str], list[str]] = {}
    policy = grants(api.client("s3").get_bucket_acl(Bucket=name))[0]
    for one in policy["grant"]:
        grantee = one["grantee"][0]
        key = (grantee["id"], grantee["type"], grantee["uri"])
        found.setdefault(key, []).append(one["permission"])
    return [
        {"id": key[0], "permissions": permissions, "type": key[1], "uri": key[2]}
        for key, permissions in found.items()
    ]


def addresses(api: Aws, name: str) -> Values:
    """What follows from a bucket's name."""
    return {
        "id": name,
        "arn": f"arn:{api.partition}:s3:::{name}",
        "bucket_domain_name": f"{name}.s3.{api.dns_suffix}",
        "bucket_regional_domain_name": f"{name}.s3.{api.region}.{api.dns_suffix}",
        "hosted_zone_id": _HOSTED_ZONES.get(api.region, ""),
        "region": api.region,
    }


def _check_name(name: str, region: str) -> None:
    words = _name_error(name, region)
    if words is not None:
        raise Refused(f"validating S3 Bucket ({name}) name: {words}", path=("bucket",))


def _name_error(name: str, region: str) -> str | None:
    import re

    if region == "us-east-1":
        if len(name) > 255:
            return f'"{name}" must contain less than 256 characters'
        if not re.fullmatch(r"[0-9A-Za-z_.-]+", name):
            return (
                "only alphanumeric characters, hyphens, periods, and underscores allowed in "
                f'"{name}"'
            )
        return None
    if not 3 <= len(name) <= 63:
        return f'"{name}" must contain from 3 to 63 characters'
    if not re.fullmatch(r"[0-9a-z-.]+", name):
        return f'only lowercase alphanumeric characters and hyphens allowed in "{name}"'
    if re.fullmatch(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}", name):
        return f'"{name}" must not be formatted as an IP address'
    if name.startswith("."):
        return f'"{name}" cannot start with a period'
    if name.endswith("."):
        return f'"{name}" cannot end with a period'
    if ".." in name:
        return f'"{name}" can be only one period between labels'
    return None


def _empty(client: Any, bucket: str) -> None:
    for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for one in page.get("Versions", []) + page.get("DeleteMarkers", []):
            client.delete_object(Bucket=bucket, Key=one["Key"], VersionId=one["VersionId"])
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for one in page.get("Contents", []):
            client.delete_object(Bucket=bucket, Key=one["Key"])
