"""Deploying a submission with hashicorp/aws itself, on the same cloud."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.locale import _
from grader.rubric import CannotGrade
from grader.terraform.deploy import DeployChild, Official
from grader.terraform.official import SOURCE, VERSION
from grader.terraform.official.install import obtain
from grader.terraform.official.override import aim_providers

if TYPE_CHECKING:
    from grader.stage import Stage
    from grader.terraform.deployment import Deployment

SECONDS = 600.0
"""The official provider waits: 5 s for a function, 25 for a queue, 55 for a lifecycle."""
PLAN_SECONDS = 30.0
NOT_STARTED = ("Failed to load plugin schemas", "Failed to instantiate provider")


def deploy_officially(stage: Stage, course: DeployChild, ending: ExitStack) -> Deployment:
    """Deploy with the official provider; ``course`` is a child with the course's own.

    The course's provider evaluates the provider blocks first, as they are written: the official
    one is aimed at the cell by an override. Raises TerraformMissing when it cannot be had.
    """
    options = stage.options
    options.progress(_("getting {source} {version}").format(source=SOURCE, version=VERSION))
    program = obtain(options.terraform)
    endpoint = stage.cloud.endpoint
    written = course.configurations(endpoint, seconds=PLAN_SECONDS)
    course.stop()
    aim_providers(stage.configuration, stage.submission.root)
    child = DeployChild.start(
        stage.cell,
        stage.submission.root,
        directory=stage.terraform_root,
        terraform=options.terraform,
        seed=stage.seed,
        official=Official(SOURCE, program, endpoint),
    )
    ending.callback(child.stop)
    options.progress(_("deploying with {source}; it takes its time").format(source=SOURCE))
    deployment = child.deploy(endpoint, second_plan=True, seconds=SECONDS)
    _require_started(deployment)
    return replace(deployment, providers=written)


def _require_started(deployment: Deployment) -> None:
    """Raise CannotGrade when it was the provider itself that Terraform could not start."""
    for diagnostic in deployment.errors:
        if diagnostic.summary.startswith(NOT_STARTED):
            raise CannotGrade(
                _("{source} {version} did not start.").format(source=SOURCE, version=VERSION),
                found=diagnostic.detail,
                hint=_("Leave --provider official out."),
            )
