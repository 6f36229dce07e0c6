"""IAM: roles, their policies, managed policies, as hashicorp/aws 5.100."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing, tag_list, tag_map
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.policies import kept, meaning
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
    same_texts = {"assume_role_policy": meaning, "inline_policy.policy": meaning}  # noqa: RUF012
    deprecated = {  # noqa: RUF012
        "inline_policy": "inline_policy is deprecated. Use the aws_iam_role_policy resource "
        "instead. If Terraform should exclusively manage all inline policy associations (the "
        "current behavior of this argument), use the aws_iam_role_policies_exclusive resource "
        "as well.",
        "managed_policy_arns": "managed_policy_arns is deprecated. Use the "
        "aws_iam_role_policy_attachment resource instead. If Terraform should exclusively manage "
        "all managed policy attachments (the current behavior of this argument), use the "
        "aws_iam_role_policy_attachments_exclusive resource as well.",
    }
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
            "arn": role["Arn"],
            "assume_role_policy": kept(
                state.get("assume_role_policy"), _document(role["AssumeRolePolicyDocument"])
            ),
            "create_date": _moment(role["CreateDate"]),
            "description": role.get("Description", ""),
            "inline_policy": _kept_inline(_inline(client, state["id"]), state),
            "managed_policy_arns": attached(client, state["id"]),
            "max_session_duration": role.get("MaxSessionDuration", 3600),
            "name": role["RoleName"],
            "name_prefix": name_prefix(role["RoleName"]),
            "path": role["Path"],
            "permissions_boundary": role.get("PermissionsBoundary", {}).get(
                "PermissionsBoundaryArn", ""
            ),
            "unique_id": role["RoleId"],
            **api.found_tags(tag_map(role.get("Tags")), state),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Its trust policy, description, limits, policies and tags."""
        client, name = api.client("iam"), prior["name"]
        if planned["assume_role_policy"] != prior["assume_role_policy"]:
            client.update_assume_role_policy(
                RoleName=name, PolicyDocument=planned["assume_role_policy"]
            )
        if known(planned, "description") != prior["description"]:
            client.update_role_description(
                RoleName=name, Description=planned.get("description") or ""
            )
        if planned["max_session_duration"] != prior["max_session_duration"]:
            client.update_role(RoleName=name, MaxSessionDuration=planned["max_session_duration"])
        _bound(client, prior, planned)
        _replace_inline(client, name, prior, planned)
        _replace_attached(client, name, prior, planned)
        retag(
            prior,
            planned,
            lambda gone: client.untag_role(RoleName=name, TagKeys=gone),
            lambda tags: client.tag_role(RoleName=name, Tags=tag_list(tags)),
        )
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it with the policies that are configured in it, or with all when it is forced."""
        client, name, forced = api.client("iam"), state["name"], state.get("force_detach_policies")
        if forced or state.get("managed_policy_arns"):
            for arn in attached(client, name):
                client.detach_role_policy(RoleName=name, PolicyArn=arn)
        if forced or state.get("inline_policy"):
            for block in _inline(client, name):
                client.delete_role_policy(RoleName=name, PolicyName=block["name"])
        client.delete_role(RoleName=name)

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By its name."""
        return {"id": identifier, "force_detach_policies": False}


class RolePolicy(AwsResource):
    """aws_iam_role_policy."""

    type_name = "aws_iam_role_policy"
    label = "IAM Role Policy"
    naming = "name"
    policy_attributes = frozenset({"policy"})
    same_texts = {"policy": meaning}  # noqa: RUF012
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
        document = _document(found["PolicyDocument"])
        text = kept(state.get("policy"), document)
        return {
            "name": name,
            "name_prefix": name_prefix(name),
            "policy": text if text == state.get("policy") else normal_policy(document),
            "role": role,
        }

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
    same_texts = {"policy": meaning}  # noqa: RUF012
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

        client, arn = api.client("iam"), state["id"]
        try:
            made = client.get_policy(PolicyArn=arn)["Policy"]
        except ClientError as error:
            if is_missing(error, "NoSuchEntity"):
                return None
            raise
        version = client.get_policy_version(PolicyArn=arn, VersionId=made["DefaultVersionId"])
        document = _document(version["PolicyVersion"]["Document"])
        return {
            "arn": arn,
            "attachment_count": made.get("AttachmentCount", 0),
            "description": made.get("Description", ""),
            "name": made["PolicyName"],
            "name_prefix": name_prefix(made["PolicyName"]),
            "path": made["Path"],
            "policy": kept(state.get("policy"), document),
            "policy_id": made["PolicyId"],
            **api.found_tags(tag_map(made.get("Tags")), state),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """A new default version, and its tags."""
        client, arn = api.client("iam"), prior["arn"]
        if planned["policy"] != prior["policy"]:
            client.create_policy_version(
                PolicyArn=arn, PolicyDocument=planned["policy"], SetAsDefault=True
            )
        retag(
            prior,
            planned,
            lambda gone: client.untag_policy(PolicyArn=arn, TagKeys=gone),
            lambda tags: client.tag_policy(PolicyArn=arn, Tags=tag_list(tags)),
        )
        return {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it with its versions."""
        client, arn = api.client("iam"), state["arn"]
        for version in client.list_policy_versions(PolicyArn=arn)["Versions"]:
            if not version["IsDefaultVersion"]:
                client.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])
        client.delete_policy(PolicyArn=arn)


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

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By role and policy, with a slash between them."""
        role, slash, arn = identifier.partition("/")
        if not slash or not role or not arn:
            raise Refused(
                f'unexpected format of ID ("{identifier}"), expected <role-name>/<policy_arn>'
            )
        return {"id": f"{role}-{arn}", "role": role, "policy_arn": arn}


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


def retag(
    prior: Values,
    planned: Values,
    untag: Callable[[list[str]], object],
    tag: Callable[[dict[str, str]], object],
) -> None:
    """Take away the tags that are gone, and put those that are new or changed."""
    before, after = prior.get("tags_all") or {}, planned.get("tags_all") or {}
    gone = [key for key in before if key not in after]
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    if gone:
        untag(gone)
    if changed:
        tag(changed)


def _bound(client: Any, prior: Values, planned: Values) -> None:
    name, arn = prior["name"], planned.get("permissions_boundary")
    if (arn or "") == (prior.get("permissions_boundary") or ""):
        return
    if arn:
        client.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=arn)
    else:
        client.delete_role_permissions_boundary(RoleName=name)


def _put_inline(client: Any, role: str, blocks: list[Values] | None) -> None:
    for block in blocks or []:
        if block.get("name") and block.get("policy"):
            client.put_role_policy(
                RoleName=role, PolicyName=block["name"], PolicyDocument=block["policy"]
            )


def _replace_inline(client: Any, role: str, prior: Values, planned: Values) -> None:
    before, after = prior.get("inline_policy") or [], known(planned, "inline_policy") or []
    names = {block.get("name") for block in after}
    for block in before:
        if block.get("name") and block["name"] not in names:
            client.delete_role_policy(RoleName=role, PolicyName=block["name"])
    _put_inline(client, role, [block for block in after if block not in before])


def _replace_attached(client: Any, role: str, prior: Values, planned: Values) -> None:
    before = set(prior.get("managed_policy_arns") or ())
    after = set(known(planned, "managed_policy_arns") or ())
    for arn in sorted(before - after):
        client.detach_role_policy(RoleName=role, PolicyArn=arn)
    for arn in sorted(after - before):
        client.attach_role_policy(RoleName=role, PolicyArn=arn)


def _kept_inline(found: list[Values], state: Values) -> list[Values]:
    """What was configured, when the cloud has the same by another form of text."""
    configured = [one for one in state.get("inline_policy") or [] if one.get("name")]
    if {one["name"]: meaning(one["policy"]) for one in found} == {
        one["name"]: meaning(one["policy"]) for one in configured
    }:
        return list(state.get("inline_policy") or [])
    return found


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
