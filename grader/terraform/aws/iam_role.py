"""IAM roles, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing, tag_list, tag_map
from grader.terraform.aws.iam import attached, name_problems, retag, shown_moment, written
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.policies import kept, meaning
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.planner import normal_policy
from grader.terraform.provider.resource import Problem, known
from grader.terraform.provider.values import Values


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
            "create_date": shown_moment(role["CreateDate"]),
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
                state.get("assume_role_policy"), written(role["AssumeRolePolicyDocument"])
            ),
            "create_date": shown_moment(role["CreateDate"]),
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


class RoleData(AwsDataSource):
    """data aws_iam_role."""

    type_name = "aws_iam_role"
    label = "IAM Role"

    def read(self, api: Aws, config: Values) -> Values:
        """By its name."""
        role = api.client("iam").get_role(RoleName=config["name"])["Role"]
        return {
            "arn": role["Arn"],
            "assume_role_policy": written(role["AssumeRolePolicyDocument"]),
            "create_date": shown_moment(role["CreateDate"]),
            "description": role.get("Description", ""),
            "id": role["RoleName"],
            "max_session_duration": role.get("MaxSessionDuration", 3600),
            "path": role["Path"],
            "permissions_boundary": "",
            "tags": tag_map(role.get("Tags")),
            "unique_id": role["RoleId"],
        }


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
            "policy": written(
                client.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"],
                normal_policy,
            ),
        }
        for name in names
    ]
