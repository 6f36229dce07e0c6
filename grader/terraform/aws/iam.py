"""IAM: roles, their policies, managed policies, as hashicorp/aws 5.100."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing, tag_list, tag_map
from grader.terraform.aws.names import unique_name
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.planner import normal_json, normal_policy
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_NAME = r"^[\w+=,.@-]*$"


class Role(AwsResource):
    """aws_iam_role."""

    type_name = "aws_iam_role"
    label = "IAM Role"
    naming = "name"
    defaults = {  # noqa: RUF012
        "force_detach_policies": False,
        "max_session_duration": 3600,
        "path": "/",
    }
    computed_blocks = frozenset({"inline_policy"})
    json_attributes = frozenset({"assume_role_policy"})
    policy_attributes = frozenset({"inline_policy.policy"})
    forces_replacement = frozenset({"name", "name_prefix", "path"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """The name, and the policies' syntax."""
        yield from name_problems(config, "name", 64)
        yield from checks.policy_text(config, "assume_role_policy")
        for index, block in enumerate(config.get("inline_policy") or []):
            if isinstance(block, dict):
                yield from checks.policy_text(block, "policy", path=("inline_policy", index))
        yield from checks.between(config, "max_session_duration", 3600, 43200)

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it with its inline and managed policies."""
        client = api.client("iam")
        name = known(planned, "name") or unique_name(known(planned, "name_prefix"))
        role = client.create_role(
            RoleName=name,
            Path=planned["path"],
            AssumeRolePolicyDocument=planned["assume_role_policy"],
            Description=planned.get("description") or "",
            MaxSessionDuration=planned["max_session_duration"],
            Tags=tag_list(planned["tags_all"]),
            **given(PermissionsBoundary=planned.get("permissions_boundary")),
        )["Role"]
        _put_inline(client, name, known(planned, "inline_policy"))
        for arn in known(planned, "managed_policy_arns") or []:
            client.attach_role_policy(RoleName=name, PolicyArn=arn)
        return {
            "arn": role["Arn"],
            "create_date": _moment(role["CreateDate"]),
            "description": "",
            "id": name,
            "inline_policy": [],
            "managed_policy_arns": [],
            "name": name,
            "name_prefix": known(planned, "name_prefix") or "",
            "permissions_boundary": "",
            "unique_id": role["RoleId"],
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        client = api.client("iam")
        try:
            role = client.get_role(RoleName=state["id"])["Role"]
        except ClientError as error:
            if is_missing(error, "NoSuchEntity"):
                return None
            raise
        return {
            "assume_role_policy": _document(role["AssumeRolePolicyDocument"]),
            "managed_policy_arns": attached(client, state["id"]),
            "inline_policy": _inline(client, state["id"]),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Its trust policy, description, tags and inline policies."""
        client, name = api.client("iam"), prior["name"]
        if planned["assume_role_policy"] != prior["assume_role_policy"]:
            client.update_assume_role_policy(
                RoleName=name, PolicyDocument=planned["assume_role_policy"]
            )
        client.update_role(
            RoleName=name,
            Description=planned.get("description") or "",
            MaxSessionDuration=planned["max_session_duration"],
        )
        gone = [key for key in prior.get("tags_all") or {} if key not in planned["tags_all"]]
        if gone:
            client.untag_role(RoleName=name, TagKeys=gone)
        if planned["tags_all"]:
            client.tag_role(RoleName=name, Tags=tag_list(planned["tags_all"]))
        _put_inline(client, name, known(planned, "inline_policy"))
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it with its inline policies."""
        client, name = api.client("iam"), state["name"]
        for block in state.get("inline_policy") or []:
            client.delete_role_policy(RoleName=name, PolicyName=block["name"])
        if state.get("force_detach_policies"):
            for arn in attached(client, name):
                client.detach_role_policy(RoleName=name, PolicyArn=arn)
        client.delete_role(RoleName=name)


class RolePolicy(AwsResource):
    """aws_iam_role_policy."""

    type_name = "aws_iam_role_policy"
    label = "IAM Role Policy"
    naming = "name"
    policy_attributes = frozenset({"policy"})
    forces_replacement = frozenset({"name", "name_prefix", "role"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """The name, and the policy's syntax."""
        yield from name_problems(config, "name", 128)
        yield from checks.policy_text(config, "policy")

    def action(self, verb: str, values: Values) -> str:
        """A policy is put into its role."""
        verb = verb if verb in ("reading", "deleting") else "putting"
        return f"{verb} IAM Role ({values['role']}) Policy ({self.name_of(values)})"

    def create(self, api: Aws, planned: Values) -> Values:
        """Put it into its role."""
        name, prefix = known(planned, "name"), known(planned, "name_prefix") or ""
        if name is None:
            prefix = prefix or "terraform-"
            name = unique_name(prefix)
        planned["name"] = name
        api.client("iam").put_role_policy(
            RoleName=planned["role"], PolicyName=name, PolicyDocument=planned["policy"]
        )
        return {
            "id": f"{planned['role']}:{name}",
            "name": name,
            "name_prefix": prefix,
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        role, _colon, name = state["id"].partition(":")
        try:
            found = api.client("iam").get_role_policy(RoleName=role, PolicyName=name)
        except ClientError as error:
            if is_missing(error, "NoSuchEntity"):
                return None
            raise
        return {"policy": _document(found["PolicyDocument"], normal_policy)}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Its text."""
        api.client("iam").put_role_policy(
            RoleName=prior["role"], PolicyName=prior["name"], PolicyDocument=planned["policy"]
        )
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Take it out of its role."""
        api.client("iam").delete_role_policy(RoleName=state["role"], PolicyName=state["name"])


class Policy(AwsResource):
    """aws_iam_policy."""

    type_name = "aws_iam_policy"
    label = "IAM Policy"
    naming = "name"
    defaults = {"path": "/"}  # noqa: RUF012
    json_attributes = frozenset({"policy"})
    forces_replacement = frozenset({"description", "name", "name_prefix", "path"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """The name, and the policy's syntax."""
        yield from name_problems(config, "name", 128)
        yield from checks.policy_text(config, "policy")

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it."""
        name = known(planned, "name") or unique_name(known(planned, "name_prefix"))
        made = api.client("iam").create_policy(
            PolicyName=name,
            Path=planned["path"],
            PolicyDocument=planned["policy"],
            Description=planned.get("description") or "",
            Tags=tag_list(planned["tags_all"]),
        )["Policy"]
        return {
            "arn": made["Arn"],
            "attachment_count": 0,
            "description": "",
            "id": made["Arn"],
            "name": name,
            "name_prefix": known(planned, "name_prefix") or "",
            "policy_id": made["PolicyId"],
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            made = api.client("iam").get_policy(PolicyArn=state["arn"])["Policy"]
        except ClientError as error:
            if is_missing(error, "NoSuchEntity"):
                return None
            raise
        return {"attachment_count": made.get("AttachmentCount", 0)}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """A new default version."""
        api.client("iam").create_policy_version(
            PolicyArn=prior["arn"], PolicyDocument=planned["policy"], SetAsDefault=True
        )
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        api.client("iam").delete_policy(PolicyArn=state["arn"])


class RolePolicyAttachment(AwsResource):
    """aws_iam_role_policy_attachment."""

    type_name = "aws_iam_role_policy_attachment"
    label = "IAM Role Policy Attachment"
    naming = "policy_arn"
    forces_replacement = frozenset({"policy_arn", "role"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """The ARN's syntax."""
        return checks.arn(config, "policy_arn")

    def action(self, verb: str, values: Values) -> str:
        """A policy is attached to a role."""
        doing, to = ("detaching", "from") if verb == "deleting" else ("attaching", "to")
        return f"{doing} IAM Policy ({values['policy_arn']}) {to} IAM Role ({values['role']})"

    def create(self, api: Aws, planned: Values) -> Values:
        """Attach it."""
        role, arn = planned["role"], planned["policy_arn"]
        api.client("iam").attach_role_policy(RoleName=role, PolicyArn=arn)
        return {"id": unique_name(f"{role}-")}

    def read(self, api: Aws, state: Values) -> Values | None:
        """See whether it is attached."""
        from botocore.exceptions import ClientError

        try:
            arns = attached(api.client("iam"), state["role"])
        except ClientError as error:
            if is_missing(error, "NoSuchEntity"):
                return None
            raise
        return {} if state["policy_arn"] in arns else None

    def delete(self, api: Aws, state: Values) -> None:
        """Detach it."""
        api.client("iam").detach_role_policy(RoleName=state["role"], PolicyArn=state["policy_arn"])


class RoleData(AwsDataSource):
    """data aws_iam_role."""

    type_name = "aws_iam_role"
    label = "IAM Role"

    def read(self, api: Aws, config: Values) -> Values:
        """By its name."""
        role = api.client("iam").get_role(RoleName=config["name"])["Role"]
        return {
            "arn": role["Arn"],
            "assume_role_policy": _document(role["AssumeRolePolicyDocument"]),
            "create_date": _moment(role["CreateDate"]),
            "description": role.get("Description", ""),
            "id": role["RoleName"],
            "max_session_duration": role.get("MaxSessionDuration", 3600),
            "path": role["Path"],
            "permissions_boundary": "",
            "tags": tag_map(role.get("Tags")),
            "unique_id": role["RoleId"],
        }


class PolicyData(AwsDataSource):
    """data aws_iam_policy."""

    type_name = "aws_iam_policy"
    label = "IAM Policy"

    def read(self, api: Aws, config: Values) -> Values:
        """By its ARN, or by its name."""
        client = api.client("iam")
        arn = config.get("arn")
        if not arn:
            arn = _policy_by_name(client, config)
        made = client.get_policy(PolicyArn=arn)["Policy"]
        version = client.get_policy_version(PolicyArn=arn, VersionId=made["DefaultVersionId"])
        return {
            "arn": arn,
            "attachment_count": made.get("AttachmentCount", 0),
            "description": made.get("Description", ""),
            "id": arn,
            "name": made["PolicyName"],
            "path": made["Path"],
            "policy": _document(version["PolicyVersion"]["Document"]),
            "policy_id": made["PolicyId"],
            "tags": tag_map(made.get("Tags")),
        }


def name_problems(config: Values, attribute: str, longest: int) -> Iterable[Problem]:
    """The rules for names in IAM."""
    import re

    name = known(config, attribute)
    yield from checks.conflicting(config, (attribute, f"{attribute}_prefix"))
    if name is None:
        return
    if len(name) > longest:
        yield Problem(
            (attribute,),
            f"expected length of {attribute} to be in the range (1 - {longest}), "
            f"got {checks.shown(name)}",
        )
    elif not re.match(_NAME, name):
        yield Problem(
            (attribute,),
            f"invalid value for {attribute} (must match [\\w+=,.@-])",
        )


def attached(client: Any, role: str) -> list[str]:
    """The ARNs of the managed policies of a role."""
    found = client.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
    return [one["PolicyArn"] for one in found]


def _put_inline(client: Any, role: str, blocks: list[Values] | None) -> None:
    for block in blocks or []:
        if block.get("name") and block.get("policy"):
            client.put_role_policy(
                RoleName=role, PolicyName=block["name"], PolicyDocument=block["policy"]
            )


def _inline(client: Any, role: str) -> list[Values]:
    names = client.list_role_policies(RoleName=role)["PolicyNames"]
    return [
        {
            "name": name,
            "policy": _document(
                client.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"],
                normal_policy,
            ),
        }
        for name in names
    ]


def _policy_by_name(client: Any, config: Values) -> str:
    for page in client.get_paginator("list_policies").paginate():
        for one in page["Policies"]:
            if one["PolicyName"] == config.get("name"):
                arn: str = one["Arn"]
                return arn
    raise Refused("no matching IAM Policy found")


def _document(document: Any, normal: Callable[[str], str] = normal_json) -> str:
    text = document if isinstance(document, str) else json.dumps(document)
    return normal(unquote(text) if text.startswith("%") else text)


def _moment(moment: Any) -> str:
    return moment if isinstance(moment, str) else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
