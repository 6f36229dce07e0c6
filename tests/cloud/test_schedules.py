"""Rules and schedules fire at the world's moments, when the grader moves over them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

TELLS_TIME = (
    "import datetime\n"
    "def handler(event, context):\n"
    "    return [datetime.datetime.now().strftime('%H:%M:%S'), event.get('time')]\n"
)
ROLE = "arn:aws:iam::000000000000:role/fires"
TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "scheduler.amazonaws.com"},
        "Action": "sts:AssumeRole",
    },
}


@pytest.fixture
def world(start: Any, functions_in: Any) -> Any:
    """A cloud with a function that tells the time."""
    functions = functions_in(start())
    functions.arn = f"arn:aws:lambda:us-east-1:000000000000:function:{functions.deploy(TELLS_TIME)}"
    iam = functions.cloud.client("iam")
    iam.create_role(RoleName="fires", AssumeRolePolicyDocument=json.dumps(TRUST))
    iam.attach_role_policy(
        RoleName="fires", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaRole"
    )
    return functions


def _rule(world: Any, expression: str, name: str = "rule", **settings: Any) -> None:
    events = world.cloud.client("events")
    events.put_rule(Name=name, ScheduleExpression=expression, **settings)
    events.put_targets(Rule=name, Targets=[{"Id": "one", "Arn": world.arn}])
    world.cloud.client("lambda").add_permission(
        FunctionName=world.arn,
        StatementId=name,
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
    )


def _schedule(world: Any, expression: str, name: str = "schedule", **settings: Any) -> None:
    world.cloud.client("scheduler").create_schedule(
        Name=name,
        ScheduleExpression=expression,
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": world.arn, "RoleArn": ROLE},
        **settings,
    )


def _times(world: Any) -> list[str]:
    return [run.payload[0] for run in world.cloud.runs()]


def test_five_minutes_give_five_times(world: Any) -> None:
    _rule(world, "rate(1 minute)")
    world.cloud.advance(300)
    assert _times(world) == ["15:38:01", "15:39:01", "15:40:01", "15:41:01", "15:42:01"]
    assert [run.trigger for run in world.cloud.runs()] == ["other"] * 5
    assert world.cloud.runs()[0].payload[1] == "2031-03-17T15:38:01Z"


def test_a_countdown_goes_on_over_several_steps(world: Any) -> None:
    _rule(world, "rate(2 minutes)")
    for _ in range(5):
        world.cloud.advance(60)
    assert _times(world) == ["15:39:01", "15:41:01"]


def test_cron_fires_at_whole_minutes(world: Any) -> None:
    _rule(world, "cron(0/2 * * * ? *)")
    world.cloud.advance(300)
    assert _times(world) == ["15:38:00", "15:40:00", "15:42:00"]


def test_schedules_fire_too(world: Any) -> None:
    _schedule(world, "rate(1 minute)")
    world.cloud.advance(120)
    assert _times(world) == ["15:38:01", "15:39:01"]


def test_a_schedule_has_a_time_zone(world: Any) -> None:
    _schedule(world, "cron(45 10 * * ? *)", ScheduleExpressionTimezone="America/Lima")
    world.cloud.advance(3600)
    assert _times(world) == ["15:45:00"]


def test_a_single_moment(world: Any) -> None:
    _schedule(world, "at(2031-03-17T15:40:00)", ActionAfterCompletion="DELETE")
    world.cloud.advance(600)
    world.cloud.advance(600)
    assert _times(world) == ["15:40:00"]
    assert world.cloud.client("scheduler").list_schedules()["Schedules"] == []


def test_a_schedule_begins_and_ends(world: Any) -> None:
    _schedule(
        world,
        "rate(1 minute)",
        StartDate=datetime(2031, 3, 17, 15, 39, 30, tzinfo=UTC),
        EndDate=datetime(2031, 3, 17, 15, 41, 30, tzinfo=UTC),
    )
    world.cloud.advance(600)
    assert _times(world) == ["15:40:01", "15:41:01"]


def test_what_is_disabled_does_not_fire(world: Any) -> None:
    _rule(world, "rate(1 minute)", State="DISABLED")
    world.cloud.advance(300)
    assert _times(world) == []


def test_nothing_fires_by_itself_or_by_setting_the_clock(world: Any, moment: float) -> None:
    _rule(world, "rate(1 minute)")
    world.cloud.set_moment(moment + 150)
    assert _times(world) == []
    world.cloud.advance(60)
    assert _times(world) == ["15:40:01"]


def test_the_rest_of_the_world_can_follow(world: Any, moment: float) -> None:
    _rule(world, "rate(1 minute)")
    seen: list[tuple[float, int]] = []
    world.cloud.advance(
        90, each=lambda now: seen.append((round(now - moment), len(world.cloud.runs())))
    )
    assert seen == [(60, 0), (90, 1)]


def test_several_at_one_moment_fire_in_one_order(world: Any) -> None:
    for name in ("b", "a", "c"):
        _rule(world, "rate(1 minute)", name)
    world.cloud.advance(60)
    runs = world.cloud.runs()
    assert len(runs) == 3
    assert len({run.moment for run in runs}) == 1


def test_a_day_passes_quickly(world: Any) -> None:
    _rule(world, "rate(1 hour)")
    world.cloud.advance(86_400)
    assert len(world.cloud.runs()) == 24


def test_one_rule_can_be_followed_alone(world: Any, moment: float) -> None:
    _rule(world, "rate(1 minute)", "often")
    _rule(world, "rate(1 hour)", "rarely")
    arn = world.cloud.client("events").describe_rule(Name="rarely")["Arn"]
    due = world.cloud.next_due(moment + 86_400, arn)
    assert due == pytest.approx(moment + 3600)
    assert {one.arn for one in world.cloud.fire(due)} >= {arn}
    assert world.cloud.next_due(moment + 86_400, arn + "-missing") is None


@pytest.mark.parametrize("days", ["MON-SUN", "2-1", "SUN-SAT", "FRI-THU"])
def test_days_may_go_round_the_week(world: Any, days: str) -> None:
    _rule(world, f"cron(* * ? * {days} *)")
    world.cloud.advance(120)
    assert len(world.cloud.runs()) == 2


@pytest.mark.parametrize(
    ("expression", "limits"),
    [
        ("rate(1 minute)", {"EndDate": datetime(2026, 12, 31, tzinfo=UTC)}),
        ("rate(1 minute)", {"StartDate": datetime(2099, 1, 1, tzinfo=UTC)}),
        ("cron(* * * * ? 2026)", {}),
    ],
)
def test_one_that_is_followed_is_due_in_any_year(
    world: Any, moment: float, expression: str, limits: dict[str, Any]
) -> None:
    _schedule(world, expression, **limits)
    arn = world.cloud.client("scheduler").get_schedule(Name="schedule")["Arn"]
    world.cloud.advance(300)
    assert not world.cloud.runs()
    for minute in (1, 2):
        due = world.cloud.next_due(moment + 86_400, arn)
        assert moment + 300 < due <= moment + 300 + 60 * minute
        assert [one.arn for one in world.cloud.fire(due, arn)] == [arn]
    assert len(world.cloud.runs()) == 2


def test_what_is_sent_is_told_whether_or_not_it_may_be(world: Any, moment: float) -> None:
    events = world.cloud.client("events")
    rule = events.put_rule(Name="never", EventPattern='{"source": ["none"]}')["RuleArn"]
    transformer = {
        "InputPathsMap": {"when": "$.time"},
        "InputTemplate": '{"bucket": "lake", "momento": <when>}',
    }
    events.put_targets(
        Rule="never", Targets=[{"Id": "1", "Arn": world.arn, "InputTransformer": transformer}]
    )
    told = world.cloud.event_of(rule, world.arn, moment)
    assert told == ({"bucket": "lake", "momento": "2031-03-17T15:37:01Z"},)
    assert world.cloud.event_of(rule, world.arn + ":live", moment) == ()
    assert not world.cloud.runs()


def test_a_schedule_without_input_sends_what_scheduler_sends(world: Any, moment: float) -> None:
    _schedule(world, "rate(1 minute)")
    arn = world.cloud.client("scheduler").get_schedule(Name="schedule")["Arn"]
    (event,) = world.cloud.event_of(arn, world.arn, moment)
    assert event["source"] == "aws.scheduler"
    assert event["detail"] == "{}"
    assert event["resources"] == [arn]


def test_the_universal_target_invokes_a_function(world: Any) -> None:
    called = {"FunctionName": world.arn.rpartition(":")[2], "Payload": '{"time": "sent"}'}
    world.cloud.client("scheduler").create_schedule(
        Name="schedule",
        ScheduleExpression="rate(1 minute)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={
            "Arn": "arn:aws:scheduler:::aws-sdk:lambda:invoke",
            "RoleArn": ROLE,
            "Input": json.dumps(called),
        },
    )
    world.cloud.advance(60)
    assert [run.payload[1] for run in world.cloud.runs()] == ["sent"]
