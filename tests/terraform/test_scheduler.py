"""Schedules: what AWS refuses though the emulator takes it."""

from __future__ import annotations

import pytest

SCHEDULE = """
resource "aws_scheduler_schedule" "capture" {{
  name                         = "capture"
  schedule_expression          = "{expression}"
  schedule_expression_timezone = "{zone}"

  flexible_time_window {{
    mode = "OFF"
  }}

  target {{
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:hello"
    role_arn = "arn:aws:iam::000000000000:role/scheduler"
    input    = jsonencode({{ by = "clock" }})
  }}
}}
"""
REFUSED = (
    "creating AWS EventBridge Scheduler Schedule (capture): operation error Scheduler: "
    "CreateSchedule, https response error StatusCode: 400, ValidationException: "
)


def schedule(expression: str = "rate(1 minute)", zone: str = "UTC") -> str:
    return SCHEDULE.format(expression=expression, zone=zone)


@pytest.mark.parametrize(
    "expression", ["rate(0 minutes)", "rate(1 week)", "cron(* * * * *)", "at(2031-02-30T12:00:00)"]
)
def test_expressions_that_aws_refuses(deploy, cloud, expression):
    found = deploy({"main.tf": schedule(expression)})
    assert found.stage == "planned"
    expected = f"{REFUSED}Invalid Schedule Expression {expression}."
    assert [one.summary for one in found.errors] == [expected]
    assert cloud.client("scheduler").list_schedules()["Schedules"] == []


def test_a_time_zone_that_there_is_not(deploy):
    found = deploy({"main.tf": schedule(zone="Europe/Madrit")})
    assert found.stage == "planned"
    assert "Europe/Madrit" in found.errors[0].summary


@pytest.mark.parametrize(
    ("expression", "zone"),
    [
        ("rate(1 minute)", "UTC"),
        ("rate(1 minutes)", "UTC"),
        ("cron(0 12 ? * MON-FRI *)", "Europe/Madrid"),
        ("at(2031-12-24T18:00:00)", "America/Bogota"),
    ],
)
def test_expressions_and_zones_that_aws_takes(deploy, cloud, expression, zone):
    found = deploy({"main.tf": schedule(expression, zone)})
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    made = cloud.client("scheduler").get_schedule(Name="capture")
    assert made["ScheduleExpression"] == expression
    assert made["ScheduleExpressionTimezone"] == zone
    assert made["Target"]["Input"] == '{"by":"clock"}'


def test_a_changed_expression_is_judged_too(changes, cloud):
    results = changes(schedule(), schedule("rate(0 minutes)"))
    assert [one.code for one in results] == [0, 1]
    assert "UpdateSchedule" in results[1].output
    made = cloud.client("scheduler").get_schedule(Name="capture")
    assert made["ScheduleExpression"] == "rate(1 minute)"
