"""Challenge 6: the captures run by themselves, every minute."""

from __future__ import annotations

from grader.capture import storing
from grader.capture.code import CaptureCode
from grader.capture.permissions import advise_on_permissions
from grader.provider_aim import advise_on_aim
from grader.rubric import check, given
from grader.schedule import judged, permission_judged
from grader.schedule.bench import ScheduleBench
from grader.stage import Stage
from grader.terraform_findings import advise_on_configuration


@given
def bench(stage: Stage) -> ScheduleBench:
    return ScheduleBench(stage)


@given
def code(bench: ScheduleBench) -> CaptureCode:
    return CaptureCode.of(bench.captures)


@check("rule", points=20)
def rule_fires_every_minute(stage, bench):
    """A rule fires every minute."""
    advise_on_aim(stage)
    advise_on_configuration(stage)
    judged.rule(bench)


@check("target", points=20)
def target_is_the_lambda(bench):
    """Its target is the Lambda that captures the ISS."""
    judged.target(bench)


@check("permission", points=20)
def lambda_lets_it_in(bench):
    """The Lambda lets EventBridge invoke it for this rule."""
    permission_judged.permission(bench)


@check("runs_by_itself", points=30)
def world_moves_on(bench, code):
    """The Lambda runs by itself: each firing leaves an object of its own, right for its minute."""
    judged.runs_by_itself(bench, code)


@check("capture_still_right", points=10)
def capture_is_as_before(bench, code):
    """A capture is as right as before: one object, its key, its five fields."""
    captures = bench.captures
    advise_on_permissions(captures, code)
    judged.one_capture_a_run(bench, code)
    storing.one_object(captures, code)
    storing.key(captures, code)
    storing.five_fields(captures, code)
