"""Challenge 4: a Lambda that answers where the ISS is."""

from __future__ import annotations

from grader.capture import answers
from grader.capture.bench import CaptureBench
from grader.capture.code import CaptureCode
from grader.capture.failures import FAILURES, named
from grader.capture.wiring import not_deployed, not_packaged
from grader.lambdas.outcome import failed, missing_module
from grader.locale import _
from grader.provider_aim import advise_on_aim
from grader.rubric import Mismatch, NotJudged, check, given
from grader.stage import Stage
from grader.terraform_findings import advise_on_configuration, require_stage

LEAST_TIMEOUT = 5


@given
def bench(stage: Stage) -> CaptureBench:
    return CaptureBench(stage, stores=False)


@given
def code(bench: CaptureBench) -> CaptureCode:
    return CaptureCode.of(bench)


@check("deployed", points=15)
def lambda_stands(stage, bench):
    """The Lambda is deployed."""
    advise_on_aim(stage)
    require_stage(stage, "applied")
    advise_on_configuration(stage)
    trouble = not_deployed(stage, bench.wiring)
    if trouble is not None:
        raise trouble


@check("current_position", points=30)
def position_is_current(bench, code):
    """The answer is the current position of the ISS."""
    answers.current_position(bench, code)


@check("four_fields", points=20)
def answer_holds_four_fields(bench, code):
    """The answer holds latitude, longitude, altitude and velocity."""
    answers.four_fields(bench, code)


@check("bare_runtime", points=10)
def runs_with_its_package(stage, bench, code):
    """The Lambda runs with what its package brings."""
    code.advise_on_imports(stage)
    problem = not_packaged(bench.wiring, code)
    if problem is not None:
        raise problem
    run = bench.first.run
    if run.status == "init_error" or missing_module(run):
        raise failed(bench.stage, run)


@check("timeout_fits", points=10)
def timeout_is_long_enough(stage, bench, code):
    """The Lambda's time-out is long enough for its own request."""
    timeout = bench.wiring.function.timeout
    spec = bench.wiring.spec
    where = spec.where(stage.configuration, "timeout") if spec else None
    if timeout < LEAST_TIMEOUT:
        raise Mismatch(
            _("The time-out of the Lambda is too short for a request over the network."),
            expected=_("{n} s or more").format(n=LEAST_TIMEOUT),
            found=f"{timeout} s",
            where=where,
            hint=_("Set timeout in the aws_lambda_function; without it AWS takes 3 s."),
        )
    _require_asked_or_ok(bench)
    if not bench.first.addresses:
        raise Mismatch(
            _("The Lambda makes no request for which its time-out could be judged."),
            where=code.fetch(),
            hint=_("Ask the API inside the handler."),
        )
    if bench.first.run.sky_timeouts is None:
        raise NotJudged(
            _("How long the code waits for the API cannot be seen on this cloud."),
            hint=_("Check without --live: there it is measured."),
        )
    own = max((t for t in bench.first.run.sky_timeouts if t is not None), default=None)
    if own is not None and own >= timeout:
        raise Mismatch(
            _("The code waits for the API as long as the Lambda may run, or longer."),
            expected=_("a request that gives up before the function's {n} s").format(n=timeout),
            found=_("a time-out of {n:g} s in the code").format(n=own),
            where=code.timeout() or where,
            hint=_("Give the request a shorter time-out, or the function a longer one."),
        )


def _require_asked_or_ok(bench):
    """Raise the run's own failure where it ended before it asked the API."""
    if not bench.first.addresses and bench.first.run.status != "ok":
        raise failed(bench.stage, bench.first.run)


@check("failure_handled", points=15)
def failure_is_not_hidden(stage, bench, code):
    """A network failure is reported, not hidden."""
    _require_asked_or_ok(bench)
    if not bench.first.addresses:
        raise Mismatch(
            _("The Lambda does not ask the API, so no failure can reach it."),
            where=code.fetch() or code.field("latitude"),
            hint=_("Ask the API inside the handler."),
        )
    for failure in FAILURES:
        capture = bench.capture_failing(failure)
        if not answers.failure_is_reported(capture, bench.wiring.function.timeout):
            raise answers.not_reported(bench, code, capture, named(failure))
