"""Rules, targets and permissions: what conformance with the official provider cannot show.

`tests/conformance` compares them with the official provider field by field. Here is what AWS
refuses though the emulator takes it, and where the emulator alone makes the official one drift.
"""

from __future__ import annotations

import json

import pytest

FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:hello"
RULE = """
resource "aws_cloudwatch_event_rule" "minute" {{
  name                = "every-minute"
  schedule_expression = "{}"
}}
"""
CREATING = (
    "creating EventBridge Rule (every-minute): operation error EventBridge: PutRule, "
    "https response error StatusCode: 400, api error ValidationException: "
    "Parameter ScheduleExpression is not valid."
)


@pytest.mark.parametrize(
    "expression",
    ["rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "cron(99 * * * ? *)"],
)
def test_schedules_that_aws_refuses_are_refused_in_its_words(deploy, cloud, expression):
    found = deploy({"main.tf": RULE.format(expression)})
    assert found.stage == "planned"
    assert [one.summary for one in found.errors] == [CREATING]
    assert (found.errors[0].file, found.errors[0].line) == ("main.tf", 2)
    assert cloud.client("events").list_rules()["Rules"] == []


@pytest.mark.parametrize("expression", ["rate(1 minute)", "cron(*/1 * * * ? *)"])
def test_schedules_that_aws_takes(deploy, cloud, expression):
    found = deploy({"main.tf": RULE.format(expression)})
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    rule = cloud.client("events").describe_rule(Name="every-minute")
    assert rule["ScheduleExpression"] == expression
    assert rule["State"] == "ENABLED"


def test_a_changed_schedule_is_judged_too(changes, cloud):
    first, second = changes(RULE.format("rate(1 minute)"), RULE.format("rate(5 minute)"))
    assert first.code == 0
    assert second.code == 1
    assert CREATING.replace("creating", "updating") in second.output
    rule = cloud.client("events").describe_rule(Name="every-minute")
    assert rule["ScheduleExpression"] == "rate(1 minute)"


def test_what_is_taken_out_of_a_rule_is_gone(changes, cloud):
    told = 'description = "d"\n  role_arn = "arn:aws:iam::000000000000:role/r"\n  name '
    before = RULE.format("rate(1 minute)").replace("name ", told)
    results = changes(before, RULE.format("rate(1 minute)"))
    assert [one.code for one in results] == [0, 0]
    rule = cloud.client("events").describe_rule(Name="every-minute")
    assert "RoleArn" not in rule
    assert "Description" not in rule


def test_a_bus_is_named_by_its_arn(deploy, cloud):
    main = f"""
resource "aws_cloudwatch_event_bus" "orders" {{
  name = "orders"
}}
resource "aws_cloudwatch_event_rule" "orders" {{
  name           = "orders"
  event_bus_name = aws_cloudwatch_event_bus.orders.arn
  event_pattern  = jsonencode({{ source = ["orders"] }})
}}
resource "aws_cloudwatch_event_target" "orders" {{
  rule           = aws_cloudwatch_event_rule.orders.name
  event_bus_name = aws_cloudwatch_event_bus.orders.arn
  arn            = "{FUNCTION}"
}}
"""
    found = deploy({"main.tf": main})
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    (target,) = cloud.client("events").list_targets_by_rule(Rule="orders", EventBusName="orders")[
        "Targets"
    ]
    assert target["Arn"] == FUNCTION
    assert target["Id"].startswith("terraform-")


def test_a_bus_is_opened_to_an_organization(deploy, cloud):
    main = """
resource "aws_cloudwatch_event_permission" "organization" {
  statement_id = "organization"
  principal    = "*"
  condition {
    key   = "aws:PrincipalOrgID"
    type  = "StringEquals"
    value = "o-1234567890"
  }
}
"""
    found = deploy({"main.tf": main})
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    policy = json.loads(cloud.client("events").describe_event_bus(Name="default")["Policy"])
    assert [one["Sid"] for one in policy["Statement"]] == ["organization"]


def test_a_permission_taken_out_by_hand_comes_back(changes, cloud, package):
    main = """
resource "aws_iam_role" "hello" {
  name               = "hello"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "hello" {
  function_name = "hello"
  role          = aws_iam_role.hello.arn
  handler       = "hello.handler"
  runtime       = "python3.11"
  filename      = "hello.zip"
}
resource "aws_lambda_permission" "rule" {
  statement_id  = "rule"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.hello.function_name
  principal     = "events.amazonaws.com"
}
"""
    client = cloud.client("lambda")

    def by_hand() -> None:
        client.remove_permission(FunctionName="hello", StatementId="rule")

    results = changes(main, main, files={"hello.zip": package}, between=by_hand)
    assert [one.code for one in results] == [0, 0]
    policy = json.loads(client.get_policy(FunctionName="hello")["Policy"])
    assert [one["Sid"] for one in policy["Statement"]] == ["rule"]
