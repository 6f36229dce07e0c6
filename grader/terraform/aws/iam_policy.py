"""IAM policies: managed, inline, and their attachment, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource, AwsResource, is_missing, tag_list, tag_map
from grader.terraform.aws.iam import attached, name_problems, retag, written
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.policies import kept, meaning
from grader.terraform.provider.planner import normal_policy
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values


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
        document = written(found["PolicyDocument"])
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
        document = written(version["PolicyVersion"]["Document"])
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
            "policy": written(version["PolicyVersion"]["Document"]),
            "policy_id": made["PolicyId"],
            "tags": tag_map(made.get("Tags")),
        }


def _policy_by_name(client: Any, config: Values) -> str:
    for page in client.get_paginator("list_policies").paginate():
        for one in page["Policies"]:
            if one["PolicyName"] == config.get("name"):
                arn: str = one["Arn"]
                return arn
    raise Refused("no matching IAM Policy found")
