"""Challenge 5: every capture becomes one JSON object in the bucket."""

from __future__ import annotations

from grader.capture import storing
from grader.capture.bench import CaptureBench
from grader.capture.code import CaptureCode
from grader.capture.failures import FAILURES, named
from grader.capture.permissions import advise_on_permissions
from grader.capture.wiring import not_deployed, not_packaged
from grader.locale import _
from grader.provider_aim import advise_on_aim
from grader.rubric import Missing, check, given
from grader.stage import Stage
from grader.terraform_findings import advise_on_configuration, require_stage


@given
def bench(stage: Stage) -> CaptureBench:
    return CaptureBench(stage, stores=True)


@given
def code(bench: CaptureBench) -> CaptureCode:
    return CaptureCode.of(bench)


@given
def written(bench: CaptureBench) -> CaptureBench:
    """The bench, once a capture has written something that can be looked at."""
    storing.require_object(bench)
    return bench


@check("deployed", points=10)
def lambda_and_bucket_stand(stage, bench, code):
    """The Lambda and its bucket are deployed."""
    advise_on_aim(stage)
    require_stage(stage, "applied")
    advise_on_configuration(stage)
    trouble = not_deployed(stage, bench.wiring) or not_packaged(bench.wiring, code)
    if trouble is not None:
        raise trouble
    if not any(resource.type == "aws_s3_bucket" for resource in stage.deployment.resources):
        undeployed = stage.undeployed("aws_s3_bucket")
        raise Missing(
            _("No bucket stands there.") if undeployed else _("Terraform deploys no bucket."),
            expected="aws_s3_bucket",
            found=", ".join(sorted({r.type for r in stage.deployment.resources})),
            hint=undeployed or _("Keep the bucket of challenge 2 in your Terraform files."),
        )


@check("object_per_capture", points=25)
def capture_is_saved(bench, code):
    """Each run of the Lambda writes one JSON object to the bucket."""
    advise_on_permissions(bench, code)
    storing.one_object(bench, code)


@check("key", points=20)
def key_tells_the_moment(written, code):
    """The key is raw/iss/{date}/{timestamp}.json."""
    storing.key(written, code)


@check("five_fields", points=25)
def fields_are_right(written, code):
    """The object holds timestamp, latitude, longitude, altitude and velocity, right and as numbers."""  # noqa: E501
    storing.five_fields(written, code)


@check("two_captures", points=10)
def nothing_is_overwritten(written, code):
    """Two captures leave two objects."""
    storing.two_objects(written, code)


@check("failed_capture", points=10)
def failure_writes_nothing(written, code):
    """A failed capture leaves nothing behind."""
    storing.no_error_after_writing(written)
    for failure in FAILURES:
        storing.nothing_left(written, code, written.capture_failing(failure), named(failure))
