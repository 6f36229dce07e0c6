"""What a role's policies say to a request, in every form that they are written in."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from grader.lambdas.policies import allows, statements_of
from grader.lambdas.role import role_of
from grader.terraform.deployment import Deployed

PUT, OBJECT = "s3:PutObject", "arn:aws:s3:::mi-data-lake/raw/iss/2031-03-17/1.json"
ARN = "arn:aws:iam::000000000000:role/iss"
ALLOW = {"Effect": "Allow", "Action": PUT, "Resource": "arn:aws:s3:::mi-data-lake/*"}


def policy(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


@pytest.mark.parametrize(
    "statement",
    [
        ALLOW,
        {**ALLOW, "Action": ["s3:GetObject", "s3:PutObject"]},
        {**ALLOW, "Action": "s3:*"},
        {**ALLOW, "Action": "*", "Resource": "*"},
        {**ALLOW, "Action": "S3:putobject"},
        {**ALLOW, "Action": "s3:Put*"},
        {**ALLOW, "Resource": "arn:aws:s3:::mi-*/raw/iss/*"},
        {**ALLOW, "Resource": "arn:aws:s3:::mi-data-lake/raw/iss/????-03-17/*.json"},
        {**ALLOW, "Resource": "arn:aws:s3:::${aws:PrincipalTag/lake}/*"},
        {**ALLOW, "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
        {"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::other/*"},
    ],
)
def test_what_allows(statement: Any) -> None:
    assert allows(statements_of(policy(statement)), PUT, OBJECT)


@pytest.mark.parametrize(
    "statement",
    [
        {**ALLOW, "Action": "s3:PutObjects"},
        {**ALLOW, "Action": "s3:GetObject"},
        {**ALLOW, "Resource": "arn:aws:s3:::mi-data-lake"},
        {**ALLOW, "Resource": "arn:aws:s3:::mi-data-lakes/*"},
        {**ALLOW, "Effect": "Deny"},
        {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"},
        {"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::mi-data-lake/*"},
    ],
)
def test_what_does_not(statement: Any) -> None:
    assert not allows(statements_of(policy(statement)), PUT, OBJECT)


def test_who_denies_outweighs_who_allows() -> None:
    assert not allows(statements_of(policy(ALLOW, {**ALLOW, "Effect": "Deny"})), PUT, OBJECT)
    mild = {**ALLOW, "Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    assert allows(statements_of(policy(ALLOW, mild)), PUT, OBJECT)


def made(type: str, *, mode: str = "managed", **attributes: Any) -> Deployed:
    return Deployed(f"{type}.one", type, "one", mode, None, attributes)


ROLE = made("aws_iam_role", name="iss", arn=ARN)
POLICY = made("aws_iam_policy", arn="arn:aws:iam::000000000000:policy/p", policy=policy(ALLOW))
OWN = str(POLICY.attributes["arn"])
FULL = "arn:aws:iam::aws:policy/AmazonS3FullAccess"


def may(*resources: Deployed) -> bool | None:
    function = made("aws_lambda_function", function_name="iss", role=ARN)
    stage: Any = SimpleNamespace(deployment=SimpleNamespace(resources=(function, *resources)))
    role = role_of(stage, "iss")
    if role is None or role.statements is None:
        return None
    return allows(role.statements, PUT, OBJECT)


@pytest.mark.parametrize(
    "resources",
    [
        (ROLE, made("aws_iam_role_policy", role="iss", policy=policy(ALLOW))),
        (ROLE, POLICY, made("aws_iam_role_policy_attachment", role="iss", policy_arn=OWN)),
        (ROLE, POLICY, made("aws_iam_policy_attachment", roles=["x", "iss"], policy_arn=OWN)),
        (ROLE, made("aws_iam_role_policy_attachment", role="iss", policy_arn=FULL)),
        (made("aws_iam_role", name="iss", arn=ARN, managed_policy_arns=[FULL]),),
        (made("aws_iam_role", name="iss", arn=ARN, inline_policy=[{"policy": policy(ALLOW)}]),),
    ],
)
def test_a_policy_is_found_wherever_it_is(resources: tuple[Deployed, ...]) -> None:
    assert may(*resources) is True


def test_a_policy_of_another_role_is_not_this_one_s() -> None:
    assert may(ROLE, made("aws_iam_role_policy", role="other", policy=policy(ALLOW))) is False
    assert may(ROLE, POLICY) is False


def test_of_what_is_not_known_nothing_is_said() -> None:
    unknown = "arn:aws:iam::aws:policy/SomethingNew"
    assert may(ROLE, made("aws_iam_role_policy_attachment", role="iss", policy_arn=unknown)) is None
    assert may(made("aws_iam_role", mode="data", name="iss", arn=ARN)) is None


def test_a_role_that_nobody_made() -> None:
    stage: Any = SimpleNamespace(
        deployment=SimpleNamespace(
            resources=(made("aws_lambda_function", function_name="iss", role=ARN),)
        )
    )
    role = role_of(stage, "iss")
    assert role is not None and role.address is None
