"""Deploying a submission with hashicorp/aws itself, on the same cloud."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from grader.locale import _
from grader.rubric import CannotGrade
from grader.terraform.deploy import DeployChild, Official
from grader.terraform.official import SOURCE, VERSION
from grader.terraform.official.install import obtain

if TYPE_CHECKING:
    from grader.stage import Stage
    from grader.terraform.deployment import Deployment

SECONDS = 600.0
"""The official provider waits: 5 s for a function, 25 for a queue, 55 for a lifecycle."""
NOT_STARTED = ("Failed to load plugin schemas", "Failed to instantiate provider")


def deploy_officially(stage: Stage, ending: ExitStack) -> Deployment:
    """Deploy with the official provider, which ``ending`` stops.

    Raises TerraformMissing when it cannot be had.
    """
    options = stage.options
    options.progress(_("getting {source} {version}").format(source=SOURCE, version=VERSION))
    program = options.official or obtain(options.terraform)
    endpoint = stage.cloud.endpoint
    child = DeployChild.start(
        stage.cell,
        stage.submission.root,
        directory=stage.terraform_root,
        terraform=options.terraform,
        seed=stage.seed,
        official=Official(program, endpoint),
        walled=options.walled,
    )
    ending.callback(child.stop)
    options.progress(_("deploying with {source}; it takes its time").format(source=SOURCE))
    deployment = child.deploy(endpoint, second_plan=stage.plans_twice, seconds=SECONDS)
    _require_started(deployment)
    return deployment


def _require_started(deployment: Deployment) -> None:
    """Raise CannotGrade when it was the provider itself that Terraform could not start."""
    for diagnostic in deployment.errors:
        if diagnostic.summary.startswith(NOT_STARTED):
            raise CannotGrade(
                _("{source} {version} did not start.").format(source=SOURCE, version=VERSION),
                found=diagnostic.detail,
                hint=_("Leave --provider official out."),
            )
