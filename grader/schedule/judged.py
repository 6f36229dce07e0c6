"""Judging the rule, its target, and what happens when it fires."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from grader.capture.bench import POSITIONS
from grader.capture.numbers import close
from grader.capture.wiring import not_deployed, not_packaged
from grader.cloud.settings import Settings
from grader.lambdas.outcome import failed, remember_output, shortened
from grader.locale import _
from grader.rubric import Fail, Mismatch, Missing, NotRun
from grader.schedule.expressions import every_minute
from grader.schedule.refused import TYPES, Part, refusals, require_applied, require_made
from grader.schedule.source import RULE, SCHEDULE, TARGET, block_of_schedule, block_of_target
from grader.terraform_findings import require_stage

if TYPE_CHECKING:
    from grader.capture.code import CaptureCode
    from grader.capture.objects import Written
    from grader.cloud.run import Run
    from grader.rubric import Where
    from grader.schedule.bench import Firing, ScheduleBench
    from grader.schedule.live import Schedule, Target
    from grader.stage import Stage

EVERY_MINUTE = "rate(1 minute)"
APART = 1.0
"""Seconds between two writes after which the API would have told another timestamp."""


def rule(bench: ScheduleBench) -> None:
    """Raise Fail unless an enabled rule or schedule fires every minute."""
    stage, judged = bench.stage, bench.judged
    if judged is None:
        require_made(stage, "rule")
        raise Missing(
            _("There is no rule that runs by the clock."),
            expected=f'aws_cloudwatch_event_rule, schedule_expression = "{EVERY_MINUTE}"',
            found=", ".join(sorted({r.type for r in stage.deployment.resources})) or None,
            hint=_undeployed(stage)
            or _("Add an aws_cloudwatch_event_rule with a schedule_expression."),
        )
    block = block_of_schedule(bench, judged)
    if not judged.enabled:
        raise Mismatch(
            _("{name} is disabled: it never fires.").format(name=judged.name),
            expected="ENABLED",
            found="DISABLED",
            where=stage.configuration.where_first(block, "state", "is_enabled"),
            hint=_("Leave state out: a rule is enabled where nothing else is said."),
        )
    if judged.expression and judged.is_on_own_bus:
        raise Mismatch(
            _("AWS takes schedules on the default event bus only."),
            expected="default",
            found=judged.arn,
            where=stage.configuration.where_first(block, "event_bus_name"),
            hint=_("Leave event_bus_name out."),
        )
    if not every_minute(judged.expression):
        raise Mismatch(
            _("{name} does not fire every minute.").format(name=judged.name),
            expected=_("{rate}, or a cron expression of every minute").format(rate=EVERY_MINUTE),
            found=judged.expression or _("no schedule_expression"),
            where=stage.configuration.where_first(block, "schedule_expression"),
            hint=_('Set schedule_expression = "{rate}".').format(rate=EVERY_MINUTE),
        )
    _advise_on_failure(stage)


def _undeployed(stage: Stage) -> str | None:
    """Return how to deploy the rule or the schedule, where a cloud is graded as it stands."""
    return stage.undeployed(RULE) or stage.undeployed(SCHEDULE)


def _advise_on_failure(stage: Stage) -> None:
    """Say what Terraform refuses elsewhere, where the schedule stands all the same."""
    if stage.deployment.errors and not refusals(stage, "rule"):
        return  # target and permission have criteria of their own
    try:
        require_stage(stage, "applied")
    except Fail as refused:
        told = refused.finding
        stage.advise(told.message, found=told.found, where=told.where, hint=told.hint)


def require_not_stopped(bench: ScheduleBench, part: Part) -> None:
    """Raise Fail where Terraform stopped before it made a part of the schedule."""
    stage, wanted = bench.stage, TYPES[part]
    nowhere = stage.deployment.stage != "applied" and _is_nowhere(stage, wanted)
    if nowhere and not stage.deployment.outside:
        raise Missing(
            _("There is no {type}.").format(type=wanted),
            expected=wanted,
            hint=_("Add it to your Terraform files: the brief tells what it says."),
        )
    require_made(stage, part)


def _is_nowhere(stage: Stage, wanted: str) -> bool:
    """Whether no file describes a resource of that type, nor a schedule, which needs none."""
    configuration = stage.configuration
    return not configuration.unreadable and not any(
        configuration.resources(type) for type in (wanted, SCHEDULE)
    )


def target(bench: ScheduleBench) -> None:
    """Raise Fail unless the judged schedule leads to the capturing function."""
    stage, judged = bench.stage, bench.judged
    if judged is None:
        require_not_stopped(bench, "target")
        raise Missing(
            _("There is no rule that could lead to the Lambda."),
            expected="aws_cloudwatch_event_target",
            hint=_undeployed(stage)
            or _("Add the rule first, then an aws_cloudwatch_event_target for it."),
        )
    if bench.function is None:
        require_applied(stage, "target")
        raise not_deployed(stage, bench.captures.wiring) or _wrong_target(bench, judged)
    if not judged.targets:
        require_applied(stage, "target")
        raise Missing(
            _("{name} has no target: it fires, and nothing happens.").format(name=judged.name),
            expected="aws_cloudwatch_event_target",
            where=stage.configuration.where_first(block_of_schedule(bench, judged)),
            hint=stage.undeployed(TARGET)
            or _("Add an aws_cloudwatch_event_target with rule and arn."),
        )
    if bench.target is None:
        raise _wrong_target(bench, judged)
    if bench.refusal == "elsewhere":
        raise _elsewhere(bench, judged, bench.target)
    if bench.refusal == "no_function":
        raise _wrong_target(bench, judged)


def _wrong_target(bench: ScheduleBench, judged: Schedule) -> Mismatch:
    return Mismatch(
        _("The target of {name} is not the Lambda that captures the ISS.").format(name=judged.name),
        expected=_("the ARN of {function}").format(
            function=bench.function.name if bench.function else "capturar-iss"
        ),
        found=[target.arn for target in judged.targets],
        where=bench.stage.configuration.where_first(block_of_target(bench, judged), "arn"),
        hint=_("Set arn = aws_lambda_function.<name>.arn in the target."),
    )


def _elsewhere(bench: ScheduleBench, judged: Schedule, target: Target) -> Mismatch:
    return Mismatch(
        _("{name} and the Lambda are in different regions.").format(name=judged.name),
        expected=_("the ARN of a function in {region}").format(region=judged.arn.split(":")[3]),
        found=target.arn,
        where=bench.stage.configuration.where_first(
            block_of_schedule(bench, judged), "provider", "region"
        ),
        hint=_("Make the rule and its target with the provider that makes the Lambda."),
    )


def runs_by_itself(bench: ScheduleBench, code: CaptureCode) -> None:
    """Raise Fail unless every firing leaves an object of its own, with its minute's position."""
    _require_wired(bench)
    _require_start(bench, code)
    has_fired = False
    for firing in bench.firings():
        has_fired = True
        # The first that goes wrong is the last: a run may take as long as its time-out.
        _left_its_capture(bench, code, firing)
    if not has_fired:
        raise Missing(
            _("The schedule does not fire within a year."),
            expected=_("a run every minute"),
            found=bench.judged.expression if bench.judged else None,
            where=_where_timed(bench, "schedule_expression"),
        )


def _require_wired(bench: ScheduleBench) -> None:
    """Raise NotRun where the schedule cannot reach the function, so that nothing can be seen."""
    judged, target = bench.judged, bench.target
    if judged is None and bench.stage.deployment.outside:
        require_stage(bench.stage, "applied")
    if judged is None or not judged.enabled or not judged.expression:
        raise NotRun(_("Not run: no enabled rule runs by the clock."))
    if target is None:
        raise NotRun(_("Not run: the rule does not lead to the Lambda."))
    if bench.refusal == "elsewhere":
        raise NotRun(_("Not run: the rule cannot reach a Lambda in another region."))
    if bench.refusal == "no_function":
        raise NotRun(_("Not run: the rule does not lead to the Lambda."))
    if bench.refusal is not None:
        raise NotRun(_("Not run: the rule may not invoke the Lambda, so nothing fires."))
    if not judged.is_timely:
        attribute, limit = judged.limit
        raise Mismatch(
            _("On AWS {name} does not fire any more, or not for years.").format(name=judged.name),
            expected=_("a schedule that fires now"),
            found=f"{attribute} = {limit}",
            where=_where_timed(bench, attribute),
            hint=_("Leave start_date, end_date and years out."),
        )


def _where_timed(bench: ScheduleBench, *attributes: str) -> Where | None:
    block = block_of_schedule(bench, bench.judged) if bench.judged else None
    return bench.stage.configuration.where_first(block, *attributes)


def _require_start(bench: ScheduleBench, code: CaptureCode) -> None:
    """Raise Fail where the deployed function cannot even start."""
    wiring = bench.captures.wiring
    problem = wiring.trouble or not_packaged(wiring, code)
    if problem is not None:
        raise problem


def _left_its_capture(bench: ScheduleBench, code: CaptureCode, firing: Firing) -> None:
    moment = _clock_time(firing.moment)
    for run in firing.runs:
        if run.status != "ok" and not (firing.objects and _is_cut_short(bench, run)):
            # AWS would run it again, twice, whatever it had written by then.
            remember_output(bench.stage, run)
            raise failed(bench.stage, run)
    asked_for = bench.captures.first.run
    if not firing.runs and asked_for.status != "ok":
        raise failed(bench.stage, asked_for)
    if firing.removed:
        raise Mismatch(
            _("The run at {moment} deleted an earlier capture.").format(moment=moment),
            expected=_("one new object at every firing, beside those before"),
            found=", ".join(firing.removed[:3]),
            where=code.call("delete_object", "delete_objects", "delete"),
            hint=_("A capture adds to what is there, and deletes nothing."),
        )
    if not firing.objects:
        raise Mismatch(
            _("The run at {moment} replaced an earlier capture.").format(moment=moment)
            if firing.overwritten
            else _("The run at {moment} left no new object.").format(moment=moment),
            expected=_("one new object at every firing"),
            found=list(firing.overwritten) or _("no new object"),
            where=code.clock_at_import() or code.key() or code.write() or code.handler(),
            hint=_("Ask, and make the key, inside the handler: it runs anew at every firing."),
        )
    if not any(_tells(written, firing) for written in firing.objects):
        raise Mismatch(
            _("The object of the run at {moment} does not tell where the ISS was then.").format(
                moment=moment
            ),
            expected=f"{firing.truth.latitude:.4f}, {firing.truth.longitude:.4f}",
            found=f"{firing.objects[0].uri}   {shortened(firing.objects[0].text, 120)}",
            where=code.fetch_at_import() or code.cached() or code.field("latitude") or code.fetch(),
            hint=_("Ask the API in every run, inside the handler."),
        )


def _is_cut_short(bench: ScheduleBench, run: Run) -> bool:
    """Whether a run was stopped by the grader, before the function's own time was over."""
    return (
        run.status == "timeout"
        and bench.function is not None
        and bench.function.timeout > Settings.longest_run
    )


def one_capture_a_run(bench: ScheduleBench, code: CaptureCode) -> None:
    """Raise Fail where one run captures again and again, as a loop that sleeps does.

    The sky stands still meanwhile, so that all its captures have one key; on AWS each has its own.
    """
    first = bench.captures.first
    asked = [
        request
        for request in bench.stage.sky.requests()
        if request.moment == first.moment and any(part in request.path for part in POSITIONS)
    ]
    for written in first.objects:
        writes = [one for one in bench.stage.cloud.writes(first.moment) if one.uri == written.uri]
        if len(asked) > 1 and any(b.seconds - a.seconds > APART for a, b in pairwise(writes)):
            raise Mismatch(
                _("One run captures several times."),
                expected=_("one object for each run"),
                found=_("{n} captures in one run").format(n=len(writes)),
                where=code.call("sleep") or code.loop_of_fetch() or code.write(),
                hint=_("The schedule repeats: capture once in the handler, and return."),
            )


def _tells(written: Written, firing: Firing) -> bool:
    """Whether an object holds the place of its minute, under whatever names."""
    try:
        numbers = list(_scalars(written.parsed()))
    except ValueError:
        return False
    return all(
        any(close(value, truth) for value in numbers)
        for truth in (firing.truth.latitude, firing.truth.longitude)
    )


def _scalars(value: Any, depth: int = 6) -> Iterator[Any]:
    if depth == 0:
        return
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _scalars(item, depth - 1)
    elif isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:
        try:
            yield from _scalars(json.loads(value), depth - 1)
        except (ValueError, RecursionError):
            return
    else:
        yield value


def _clock_time(moment: float) -> str:
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(moment, UTC):%H:%M:%S}"
