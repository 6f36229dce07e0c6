"""A rule or schedule reaches a function only where AWS would let it in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from grader.cloud.permission import ServiceCall, arn_like, ask

WELL = "def handler(event, context):\n    return 'well'\n"
ACCOUNT = "000000000000"
RULE = f"arn:aws:events:us-east-1:{ACCOUNT}:rule/often"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:capture"
CALL = ServiceCall("events.amazonaws.com", FUNCTION, RULE)


def _statement(**changed: Any) -> dict[str, Any]:
    return {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "lambda:InvokeFunction",
        "Resource": FUNCTION,
        **changed,
    }


def _source(arn: str) -> dict[str, Any]:
    return {"Condition": {"ArnLike": {"AWS:SourceArn": arn}}}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"Principal": "*"},
        {"Action": "lambda:*"},
        {"Action": "*"},
        {"Action": "lambda:invokefunction"},
        _source(RULE),
        _source(f"arn:aws:events:us-east-1:{ACCOUNT}:rule/*"),
        _source(f"arn:aws:events:*:{ACCOUNT}:rule/oft?n"),
        {"Condition": {"StringEquals": {"AWS:SourceAccount": ACCOUNT}}},
    ],
)
def test_what_is_allowed(changed: dict[str, Any]) -> None:
    assert ask([_statement(**changed)], CALL).allowed


@pytest.mark.parametrize(
    ("changed", "misfits"),
    [
        ({"Principal": {"Service": "scheduler.amazonaws.com"}}, ("principal",)),
        ({"Principal": {"AWS": ACCOUNT}}, ("principal",)),
        ({"Action": "lambda:GetFunction"}, ("action",)),
        ({"Resource": FUNCTION + ":live"}, ("function",)),
        (_source(f"arn:aws:events:us-east-1:{ACCOUNT}:rule/other"), ("source_arn",)),
        (_source("arn:aws:events:*"), ("source_arn",)),
        (_source(FUNCTION), ("source_arn",)),
        ({"Condition": {"StringEquals": {"AWS:SourceAccount": "1"}}}, ("source_account",)),
        ({"Condition": {"StringEquals": {"lambda:EventSourceToken": "1"}}}, ("condition",)),
    ],
)
def test_what_is_not(changed: dict[str, Any], misfits: tuple[str, ...]) -> None:
    answer = ask([_statement(**changed)], CALL)
    assert not answer.allowed
    assert answer.misfits == misfits


def test_the_nearest_statement_is_told() -> None:
    far = _statement(Action="lambda:GetFunction", Resource="other")
    near = _statement(Principal={"Service": "s3.amazonaws.com"})
    assert ask([far, near], CALL).nearest == near
    assert ask([], CALL).nearest is None


def test_a_wildcard_stays_within_its_part() -> None:
    assert arn_like(RULE, "*")
    assert not arn_like(RULE, "arn:aws:events:*:rule/often")
    assert arn_like(RULE, "arn:aws:events:*:*:rule/often")


@pytest.fixture
def world(start: Any, functions_in: Any) -> Any:
    """A cloud with a function, a version of it and an alias."""
    functions = functions_in(start())
    functions.name = functions.deploy(WELL)
    functions.arn = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{functions.name}"
    client = functions.cloud.client("lambda")
    version = client.publish_version(FunctionName=functions.name)["Version"]
    client.create_alias(FunctionName=functions.name, Name="live", FunctionVersion=version)
    return functions


def _fires(world: Any, target: str, **settings: Any) -> int:
    events = world.cloud.client("events")
    events.put_rule(Name="often", ScheduleExpression="rate(1 minute)")
    events.put_targets(Rule="often", Targets=[{"Id": "one", "Arn": target, **settings}])
    world.cloud.advance(120)
    return len(world.cloud.runs())


def _permit(world: Any, **settings: Any) -> None:
    world.cloud.client("lambda").add_permission(
        **{
            "FunctionName": world.name,
            "StatementId": "one",
            "Action": "lambda:InvokeFunction",
            "Principal": "events.amazonaws.com",
            **settings,
        }
    )


def _role(world: Any, trusted: str, resource: str) -> str:
    iam = world.cloud.client("iam")
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": trusted},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    }
    allowed = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": resource}
    made = iam.create_role(RoleName="fires", AssumeRolePolicyDocument=_document(trust))
    iam.put_role_policy(RoleName="fires", PolicyName="one", PolicyDocument=_document(allowed))
    return str(made["Role"]["Arn"])


def _document(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_permission_for_another_rule_lets_nothing_in(world: Any) -> None:
    _permit(world, SourceArn=RULE.replace("often", "rarely"))
    assert _fires(world, world.arn) == 0
    assert world.cloud.refusal(RULE, world.arn) == "permission"


def test_an_alias_needs_a_permission_of_its_own(world: Any) -> None:
    _permit(world)
    assert world.cloud.refusal(RULE, world.arn) is None
    assert world.cloud.refusal(RULE, world.arn + ":live") == "permission"
    _permit(world, StatementId="two", Qualifier="live")
    assert _fires(world, world.arn + ":live") == 2


def test_a_role_of_the_target_serves_in_place_of_a_permission(world: Any) -> None:
    role = _role(world, "events.amazonaws.com", world.arn)
    assert _fires(world, world.arn, RoleArn=role) == 2


@pytest.mark.parametrize(
    ("trusted", "resource", "reason"),
    [
        ("scheduler.amazonaws.com", "*", None),
        ("scheduler.amazonaws.com", "arn:aws:lambda:*:*:function:*", None),
        ("scheduler.amazonaws.com", "arn:aws:lambda:*:*:function:other", "role_policy"),
        ("lambda.amazonaws.com", "*", "role_trust"),
    ],
)
def test_a_schedule_needs_a_role(
    world: Any, trusted: str, resource: str, reason: str | None
) -> None:
    schedule = f"arn:aws:scheduler:us-east-1:{ACCOUNT}:schedule/default/often"
    role = _role(world, trusted, resource)
    assert world.cloud.refusal(schedule, world.arn, role) == reason
    assert world.cloud.refusal(schedule, world.arn, role + "-missing") == "role_missing"


def test_what_is_not_there_is_told(world: Any) -> None:
    assert world.cloud.refusal(RULE, world.arn + "-missing") == "no_function"
    assert world.cloud.refusal(RULE, world.arn + ":missing") == "no_function"
    assert world.cloud.refusal(RULE, world.arn.replace("us-east-1", "eu-west-1")) == "elsewhere"
    assert world.cloud.refusal(RULE, f"arn:aws:sqs:us-east-1:{ACCOUNT}:queue") is None


def _tells(world: Any, bucket: str) -> int:
    """Have a bucket tell the function of one object; ClientError when S3 refuses to."""
    s3 = world.cloud.client("s3")
    s3.create_bucket(Bucket=bucket)
    told = {"LambdaFunctionArn": world.arn, "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"LambdaFunctionConfigurations": [told]}
    )
    s3.put_object(Bucket=bucket, Key="a", Body=b"")
    world.cloud.settle(20)
    return len(world.cloud.runs())


def test_a_bucket_tells_only_whom_it_may(world: Any) -> None:
    _permit(world, Principal="s3.amazonaws.com", SourceArn="arn:aws:s3:::other")
    with pytest.raises(ClientError, match="Unable to validate the following destination"):
        _tells(world, "lake")
    _permit(world, StatementId="two", Principal="s3.amazonaws.com", SourceArn="arn:aws:s3:::lake")
    assert _tells(world, "lake") == 1
    world.cloud.client("lambda").remove_permission(FunctionName=world.name, StatementId="two")
    world.cloud.client("s3").put_object(Bucket="lake", Key="b", Body=b"")
    world.cloud.settle(20)
    assert len(world.cloud.runs()) == 1


def test_a_topic_reaches_only_whom_it_may(world: Any) -> None:
    sns = world.cloud.client("sns")
    topic = sns.create_topic(Name="captures")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=world.arn)
    sns.publish(TopicArn=topic, Message="one")
    world.cloud.settle(20)
    assert not world.cloud.runs()
    _permit(world, Principal="sns.amazonaws.com", SourceArn=topic)
    sns.publish(TopicArn=topic, Message="two")
    world.cloud.settle(20)
    assert len(world.cloud.runs()) == 1
