"""What is set on a bucket by resources of its own, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing
from grader.terraform.aws.policies import kept, meaning
from grader.terraform.aws.s3_settings import (
    ACLS,
    cors_request,
    cors_rules,
    encryption_request,
    encryption_rules,
    given,
    grants,
)
from grader.terraform.provider.planner import normal_json
from grader.terraform.provider.resource import Problem, first, known
from grader.terraform.provider.values import UNKNOWN, Values


class Satellite(AwsResource):
    """A setting of a bucket, known by the bucket's name."""

    naming = "bucket"
    forces_replacement = frozenset({"bucket"})
    missing: ClassVar[tuple[str, ...]] = ()
    """The error codes that say that the setting is not there."""

    def validate(self, config: Values) -> Iterable[Problem]:
        """A bucket must be named."""
        return checks.length(config, "bucket", 1, 63)

    def action(self, verb: str, values: Values) -> str:
        """The bucket is named before the setting."""
        setting = self.label.removeprefix("S3 Bucket ")
        return f"{verb} S3 Bucket ({values['bucket']}) {setting}"

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        raise NotImplementedError

    def get(self, client: Any, state: Values) -> Values:
        """Read it; raises ClientError when it is not there."""
        raise NotImplementedError

    def remove(self, client: Any, state: Values) -> None:
        """Take it away."""
        raise NotImplementedError

    def create(self, api: Aws, planned: Values) -> Values:
        """Set it on its bucket."""
        self.put(api.client("s3"), planned)
        owner = known(planned, "expected_bucket_owner")
        name = planned["bucket"]
        return {"id": f"{name},{owner}" if owner else name, "expected_bucket_owner": ""}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            return {**_identity(self, state["id"]), **self.get(api.client("s3"), state)}
        except ClientError as error:
            if is_missing(error, "NoSuchBucket", *self.missing):
                return None
            raise

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Set it anew."""
        self.put(api.client("s3"), planned)
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Take it away; that its bucket is gone already is no mistake."""
        from botocore.exceptions import ClientError

        try:
            self.remove(api.client("s3"), state)
        except ClientError as error:
            if not is_missing(error, "NoSuchBucket", *self.missing):
                raise

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By its bucket's name, and the owner's account after a comma."""
        return {"id": identifier, **_identity(self, identifier)}


class Versioning(Satellite):
    """aws_s3_bucket_versioning."""

    type_name = "aws_s3_bucket_versioning"
    label = "S3 Bucket Versioning"
    forces_replacement = frozenset({"bucket", "expected_bucket_owner"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Its status is one of three words."""
        yield from super().validate(config)
        for path, block in checks.blocks(config, "versioning_configuration"):
            yield from checks.enumeration(
                block, "status", ("Enabled", "Suspended", "Disabled"), path=path
            )

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        status = first(planned, "versioning_configuration")["status"]
        if status != "Disabled":
            client.put_bucket_versioning(
                Bucket=planned["bucket"], VersioningConfiguration={"Status": status}
            )
        else:
            client.head_bucket(Bucket=planned["bucket"])

    def create(self, api: Aws, planned: Values) -> Values:
        """Set it on its bucket."""
        return {
            **super().create(api, planned),
            "versioning_configuration": [{"mfa_delete": ""}],
        }

    def get(self, client: Any, state: Values) -> Values:
        """Read its status."""
        found = client.get_bucket_versioning(Bucket=state["bucket"])
        block = first(state, "versioning_configuration")
        status = found.get("Status") or "Disabled"
        delete = found.get("MFADelete") or block.get("mfa_delete") or ""
        return {"versioning_configuration": [{"mfa_delete": delete, "status": status}]}

    def remove(self, client: Any, state: Values) -> None:
        """A bucket that was versioned can only be suspended."""
        if first(state, "versioning_configuration").get("status") == "Enabled":
            client.put_bucket_versioning(
                Bucket=state["bucket"], VersioningConfiguration={"Status": "Suspended"}
            )


class PublicAccessBlock(Satellite):
    """aws_s3_bucket_public_access_block."""

    type_name = "aws_s3_bucket_public_access_block"
    label = "S3 Bucket Public Access Block"
    defaults: ClassVar[dict[str, Any]] = {
        "block_public_acls": False,
        "block_public_policy": False,
        "ignore_public_acls": False,
        "restrict_public_buckets": False,
    }
    missing = ("NoSuchPublicAccessBlockConfiguration",)

    def validate(self, config: Values) -> Iterable[Problem]:
        """Nothing can be wrong."""
        return ()

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        client.put_public_access_block(
            Bucket=planned["bucket"],
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": planned["block_public_acls"],
                "BlockPublicPolicy": planned["block_public_policy"],
                "IgnorePublicAcls": planned["ignore_public_acls"],
                "RestrictPublicBuckets": planned["restrict_public_buckets"],
            },
        )

    def get(self, client: Any, state: Values) -> Values:
        """Read it."""
        answer = client.get_public_access_block(Bucket=state["bucket"])
        found = answer["PublicAccessBlockConfiguration"]
        return {
            "block_public_acls": found["BlockPublicAcls"],
            "block_public_policy": found["BlockPublicPolicy"],
            "ignore_public_acls": found["IgnorePublicAcls"],
            "restrict_public_buckets": found["RestrictPublicBuckets"],
        }

    def remove(self, client: Any, state: Values) -> None:
        """Take it away."""
        client.delete_public_access_block(Bucket=state["bucket"])


class Encryption(Satellite):
    """aws_s3_bucket_server_side_encryption_configuration."""

    type_name = "aws_s3_bucket_server_side_encryption_configuration"
    label = "S3 Bucket Server-side Encryption Configuration"
    forces_replacement = frozenset({"bucket", "expected_bucket_owner"})
    missing = ("ServerSideEncryptionConfigurationNotFoundError",)

    def validate(self, config: Values) -> Iterable[Problem]:
        """The algorithm is one of three words."""
        yield from super().validate(config)
        for path, rule in checks.blocks(config, "rule", set_nested=True):
            name = "apply_server_side_encryption_by_default"
            for _inner, block in checks.blocks(rule, name):
                yield from checks.enumeration(
                    block, "sse_algorithm", ("AES256", "aws:kms", "aws:kms:dsse"), at=path
                )

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        client.put_bucket_encryption(
            Bucket=planned["bucket"],
            ServerSideEncryptionConfiguration=encryption_request(planned["rule"]),
        )

    def get(self, client: Any, state: Values) -> Values:
        """Read it."""
        answer = client.get_bucket_encryption(Bucket=state["bucket"])
        return {"rule": encryption_rules(answer)}

    def remove(self, client: Any, state: Values) -> None:
        """Take it away."""
        client.delete_bucket_encryption(Bucket=state["bucket"])


class Policy(Satellite):
    """aws_s3_bucket_policy."""

    type_name = "aws_s3_bucket_policy"
    label = "S3 Bucket Policy"
    json_attributes = frozenset({"policy"})
    same_texts: ClassVar[dict[str, Any]] = {"policy": meaning}
    missing = ("NoSuchBucketPolicy",)

    def action(self, verb: str, values: Values) -> str:
        """A policy is put."""
        return super().action("putting" if verb == "creating" else verb, values)

    def validate(self, config: Values) -> Iterable[Problem]:
        """The policy is JSON."""
        return checks.json_text(config, "policy")

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        client.put_bucket_policy(Bucket=planned["bucket"], Policy=planned["policy"])

    def get(self, client: Any, state: Values) -> Values:
        """Read it."""
        found = client.get_bucket_policy(Bucket=state["bucket"])["Policy"]
        return {"policy": kept(state.get("policy"), found)}

    def remove(self, client: Any, state: Values) -> None:
        """Take it away."""
        client.delete_bucket_policy(Bucket=state["bucket"])


class PolicyData(AwsDataSource):
    """data aws_s3_bucket_policy."""

    type_name = "aws_s3_bucket_policy"
    label = "S3 Bucket Policy"

    def read(self, api: Aws, config: Values) -> Values:
        """By the bucket's name."""
        found = api.client("s3").get_bucket_policy(Bucket=config["bucket"])
        return {"id": config["bucket"], "policy": normal_json(found["Policy"])}


class OwnershipControls(Satellite):
    """aws_s3_bucket_ownership_controls."""

    type_name = "aws_s3_bucket_ownership_controls"
    label = "S3 Bucket Ownership Controls"
    missing = ("OwnershipControlsNotFoundError",)

    def validate(self, config: Values) -> Iterable[Problem]:
        """The rule is one of three words."""
        allowed = ("BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced")
        for path, block in checks.blocks(config, "rule"):
            yield from checks.enumeration(block, "object_ownership", allowed, at=path)

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        ownership = first(planned, "rule")["object_ownership"]
        client.put_bucket_ownership_controls(
            Bucket=planned["bucket"],
            OwnershipControls={"Rules": [{"ObjectOwnership": ownership}]},
        )

    def get(self, client: Any, state: Values) -> Values:
        """Read it."""
        found = client.get_bucket_ownership_controls(Bucket=state["bucket"])
        rules = found["OwnershipControls"]["Rules"]
        return {"rule": [{"object_ownership": rules[0]["ObjectOwnership"]}]}

    def remove(self, client: Any, state: Values) -> None:
        """Take it away."""
        client.delete_bucket_ownership_controls(Bucket=state["bucket"])


class Acl(Satellite):
    """aws_s3_bucket_acl."""

    type_name = "aws_s3_bucket_acl"
    label = "S3 Bucket ACL"
    forces_replacement = frozenset({"bucket", "expected_bucket_owner"})
    computed_blocks = frozenset({"access_control_policy"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """A canned ACL or a policy."""
        yield from checks.exactly_one(config, ("access_control_policy", "acl"))
        yield from checks.enumeration(config, "acl", ACLS)

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """Another canned ACL makes other grants."""
        planned = super().plan(api, prior, planned)
        if prior is None or planned.get("acl") == prior.get("acl"):
            return planned
        unknown = {"id": UNKNOWN, "access_control_policy": UNKNOWN}
        return {**planned, **(unknown if known(planned, "acl") else {"id": UNKNOWN})}

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        acl = known(planned, "acl")
        if acl:
            client.put_bucket_acl(Bucket=planned["bucket"], ACL=acl)
            return
        policy = first(planned, "access_control_policy")
        client.put_bucket_acl(Bucket=planned["bucket"], AccessControlPolicy=_policy_request(policy))

    def create(self, api: Aws, planned: Values) -> Values:
        """Set it; its identifier carries the canned ACL."""
        made = super().create(api, planned)
        client, bucket = api.client("s3"), planned["bucket"]
        return {
            **made,
            "id": _acl_id(planned),
            "acl": known(planned, "acl") or "",
            "access_control_policy": grants(client.get_bucket_acl(Bucket=bucket)),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Set it anew; its identifier follows the canned ACL."""
        return self.create(api, planned)

    def get(self, client: Any, state: Values) -> Values:
        """Read who may do what."""
        found = {"access_control_policy": grants(client.get_bucket_acl(Bucket=state["bucket"]))}
        bucket, _comma, rest = state["id"].partition(",")
        parts = rest.split(",") if rest else []
        owner = parts.pop(0) if parts and parts[0].isdigit() else ""
        acl = parts[0] if parts else ""
        return {"bucket": bucket, "acl": acl, "expected_bucket_owner": owner, **found}

    def remove(self, client: Any, state: Values) -> None:
        """An ACL cannot be taken away."""


class Cors(Satellite):
    """aws_s3_bucket_cors_configuration."""

    type_name = "aws_s3_bucket_cors_configuration"
    label = "S3 Bucket CORS Configuration"
    forces_replacement = frozenset({"bucket", "expected_bucket_owner"})
    missing = ("NoSuchCORSConfiguration",)

    def put(self, client: Any, planned: Values) -> None:
        """Set it."""
        client.put_bucket_cors(
            Bucket=planned["bucket"], CORSConfiguration=cors_request(planned["cors_rule"])
        )

    def get(self, client: Any, state: Values) -> Values:
        """Read it."""
        return {"cors_rule": cors_rules(client.get_bucket_cors(Bucket=state["bucket"]))}

    def remove(self, client: Any, state: Values) -> None:
        """Take it away."""
        client.delete_bucket_cors(Bucket=state["bucket"])


def _acl_id(planned: Values) -> str:
    parts = (planned["bucket"], known(planned, "expected_bucket_owner"), known(planned, "acl"))
    return ",".join(one for one in parts if one)


def _identity(satellite: Satellite, identifier: str) -> Values:
    bucket, _comma, owner = identifier.partition(",")
    if "expected_bucket_owner" in satellite.schema.block.attributes:
        return {"bucket": bucket, "expected_bucket_owner": owner}
    return {"bucket": bucket}


def _policy_request(policy: Values) -> dict[str, Any]:
    made = []
    for grant in policy.get("grant") or []:
        grantee = first(grant, "grantee")
        made.append(
            {
                "Permission": grant["permission"],
                "Grantee": given(
                    ID=grantee.get("id"),
                    Type=grantee["type"],
                    URI=grantee.get("uri"),
                    EmailAddress=grantee.get("email_address"),
                ),
            }
        )
    owner = first(policy, "owner")
    name = owner.get("display_name")
    return {
        "Grants": made,
        "Owner": given(ID=owner.get("id"), DisplayName=None if name is UNKNOWN else name),
    }
