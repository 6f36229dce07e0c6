"""Challenge 7: every capture is recorded in a table."""

from __future__ import annotations

from grader.capture import recording, storing, unrecorded
from grader.capture.bench import CaptureBench
from grader.capture.code import CaptureCode
from grader.capture.failures import FAILURES, named
from grader.capture.permissions import advise_on_permissions
from grader.capture.table import judge_table
from grader.capture.wiring import not_deployed, not_packaged
from grader.provider_aim import advise_on_aim
from grader.rubric import check, given
from grader.schedule.live import event_for
from grader.stage import Stage
from grader.terraform_findings import advise_on_configuration, require_stage


@given
def bench(stage: Stage) -> CaptureBench:
    return CaptureBench(
        stage,
        stores=True,
        records=True,
        event_for=lambda function, moment: event_for((), function, moment),
    )


@given
def code(bench: CaptureBench) -> CaptureCode:
    return CaptureCode.of(bench)


@given
def recorded(bench: CaptureBench) -> CaptureBench:
    """The bench, once a capture has put an item that can be looked at."""
    recording.require_item(bench)
    return bench


@check("table", points=20)
def table_stands(stage):
    """The table capturas-iss has the key capture_id, as text."""
    advise_on_aim(stage)
    advise_on_configuration(stage)
    judge_table(stage)


@check("deployed", points=10)
def lambda_stands(stage, bench, code):
    """The Lambda is deployed."""
    require_stage(stage, "applied")
    trouble = not_deployed(stage, bench.wiring) or not_packaged(bench.wiring, code)
    if trouble is not None:
        raise trouble


@check("item_per_capture", points=25)
def capture_is_recorded(bench, code):
    """Each run of the Lambda leaves one item, with the latitude, longitude and time of its capture."""  # noqa: E501
    advise_on_permissions(bench, code)
    recording.one_item(bench, code)


@check("s3_path", points=20)
def path_leads_to_the_object(recorded, code):
    """The item's s3_path leads to the object of the same capture."""
    recording.path_to_object(recorded, code)


@check("numbers", points=15)
def numbers_are_numbers(recorded, code):
    """Numbers are numbers in the table, with their decimals."""
    recording.numbers(recorded, code)


@check("failed_capture", points=10)
def failure_leaves_neither(recorded, code):
    """A failed capture leaves neither object nor item."""
    unrecorded.no_error_after_recording(recorded)
    for failure in FAILURES:
        capture = recorded.capture_failing(failure)
        storing.nothing_left(recorded, code, capture, named(failure))
        unrecorded.nothing_recorded(recorded, code, capture, named(failure))
    unrecorded.nothing_when_refused(recorded, code)
