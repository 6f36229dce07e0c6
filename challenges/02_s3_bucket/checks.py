"""Challenge 2: a bucket, described in Terraform, on LocalStack."""

from __future__ import annotations

from grader.capture.objects import Shelf
from grader.locale import _
from grader.provider_aim import aim
from grader.rubric import Mismatch, Missing, check
from grader.terraform_findings import advise_on_configuration, require_stage

BUCKET = "mi-data-lake"


def _buckets_planned(stage):
    return [p for p in stage.rehearsal.planned if p.type == "aws_s3_bucket"]


@check("provider_aimed", points=25)
def provider_is_local(stage):
    """The AWS provider is aimed at LocalStack."""
    aim(stage)


@check("valid", points=20)
def configuration_is_valid(stage):
    """The configuration is valid."""
    require_stage(stage, "planned", of=stage.rehearsal)
    advise_on_configuration(stage)
    if not _buckets_planned(stage):
        raise Missing(
            _("The configuration describes no bucket, so there is nothing that could be valid."),
            expected='resource "aws_s3_bucket"',
            hint=_("Describe the bucket in main.tf."),
        )


@check("plan_creates_bucket", points=20, after="valid")
def plan_has_the_bucket(stage):
    """The plan creates the bucket."""
    created = [p for p in _buckets_planned(stage) if "create" in p.actions]
    if not created:
        raise Missing(
            _("The plan creates no bucket."),
            found=", ".join(p.address for p in stage.rehearsal.planned) or _("an empty plan"),
            hint=_("Is count or for_each of the bucket empty?"),
        )


@check("bucket_exists", points=25, after="plan_creates_bucket")
def bucket_is_there(stage):
    """The bucket `mi-data-lake` exists."""
    buckets = Shelf(stage.cloud).buckets()
    if BUCKET in buckets:
        require_stage(stage, "applied")
        return
    if stage.deployment.stage != "applied" and not buckets:
        require_stage(stage, "applied", expected=BUCKET)
    block = next(iter(stage.configuration.resources("aws_s3_bucket")), None)
    raise Mismatch(
        _("There is no bucket called {name}.").format(name=BUCKET),
        expected=BUCKET,
        found=", ".join(buckets) or _("no bucket"),
        where=stage.configuration.where_attribute(block, "bucket") if block else None,
        hint=(None if buckets and not _is_described(stage) else stage.undeployed("aws_s3_bucket"))
        or _('Set bucket = "{name}".').format(name=BUCKET),
    )


@check("second_plan_empty", points=10, after="plan_creates_bucket")
def second_plan_changes_nothing(stage):
    """A second plan has nothing to change."""
    require_stage(stage, "applied", of=stage.rehearsal)
    _require_standing(stage)
    changes = stage.rehearsal.second_plan or ()
    if changes:
        block = stage.block_of(changes[0].address)
        raise Mismatch(
            _("A second plan wants to change what the first one made."),
            expected=_("no changes"),
            found=", ".join(f"{c.address} ({'/'.join(c.actions)})" for c in changes),
            where=stage.configuration.where(block) if block else None,
            hint=_("Values that are new at every run, such as timestamp(), change every plan."),
        )


def _is_described(stage):
    """Whether the plan creates the bucket by the name that is asked for."""
    return any(one.values.get("bucket") == BUCKET for one in _buckets_planned(stage))


def _require_standing(stage):
    """Raise Missing where the first apply was never run on the cloud that is graded."""
    there = Shelf(stage.cloud).buckets()
    created = [one for one in _buckets_planned(stage) if "create" in one.actions]
    # A name that is drawn by lot is not known before it stands.
    lacking = [
        one for one in created if not there or one.values.get("bucket") not in (None, *there)
    ]
    if lacking:
        raise Missing(
            _("A plan still has to make what does not stand there yet."),
            expected=_("no changes"),
            found=", ".join(f"{one.address} (create)" for one in lacking),
            hint=stage.undeployed("aws_s3_bucket"),
        )
