"""A stage whose cloud runs already, with what its owner deployed: nothing is deployed there."""

from __future__ import annotations

import contextlib
import math
import sys
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grader.live.container import image_at
from grader.live.differences import Difference, differences, is_outdated
from grader.live.foreign import ForeignCloud
from grader.live.guarded import GuardedEndpoint
from grader.live.outside import OutsideSky, WallClock
from grader.live.product import identify, require_answers
from grader.live.things import NAMED_BY, regions, standing
from grader.live.traces import HeldTraces, Traces
from grader.live.up import Line, UpClock, UpCloud, UpSky
from grader.locale import _
from grader.rubric import CannotGrade, Finding, NotJudged
from grader.stage import Stage

if TYPE_CHECKING:
    from grader.capture.model import Capture
    from grader.lambdas.function import Function
    from grader.lambdas.package import Package
    from grader.terraform.deployment import Deployment
    from grader.world.orbit import Position

REAL_FIRINGS = 2
"""How often a schedule is waited for where minutes are real."""
TYPES = {
    "aws_s3_bucket": "S3",
    "aws_lambda_function": "Lambda",
    "aws_dynamodb_table": "DynamoDB",
    "aws_cloudwatch_event_rule": "EventBridge",
    "aws_scheduler_schedule": "EventBridge Scheduler",
}


class LiveStage(Stage):
    """What stands on a running cloud, beside the sources that it was made from."""

    may_lend = False

    @cached_property
    def deployment(self) -> Deployment:
        """What stands there, as if Terraform had just told."""
        return standing(self)

    @cached_property
    def running_image(self) -> str | None:
        """The image of the container that answers, where Docker can tell."""
        return image_at(self.endpoint.port) if self.product.name == "LocalStack" else None

    @cached_property
    def rehearsal(self) -> Deployment:
        """What Terraform does with the sources, on a private cloud of the grader's own."""
        return self._ending.enter_context(
            Stage(self.submission, self.cell, self.options, runs_functions=False)
        ).deployment

    def undeployed(self, type: str) -> str | None:
        """Return how to deploy a resource of that type; None where no source describes one."""
        if not self.configuration.resources(type):
            return None
        return _("Your files describe it, so deploy it: {command}, or terraform apply.").format(
            command=self._apply
        )

    @property
    def _apply(self) -> str:
        """The command that deploys the sources."""
        return f"python -m grader tf apply {self.number}"

    @property
    def outdated(self) -> str:
        """How what stands there is brought up to the sources."""
        return _("Deploy the change: {command}, or terraform apply.").format(command=self._apply)

    @property
    def found(self) -> str:
        """What stands there, in words."""
        names = [
            f"{TYPES[one.type]} {one.attributes[NAMED_BY[one.type]]}"
            for one in self.deployment.resources
            if one.type in TYPES
        ]
        return ", ".join(dict.fromkeys(names))

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where what stands is not what the sources would make; nothing where that is not known."""
        from grader.sandbox.channel import ChildFailed
        from grader.terraform.deploy import TerraformMissing

        with contextlib.suppress(ChildFailed, TerraformMissing, CannotGrade):
            return differences(self)
        return ()

    def _deploy_first(self, finding: Finding) -> str | None:
        """Return how to deploy the sources, where a finding is about what stands otherwise."""
        told = finding.where is not None and is_outdated(self, self.differences, finding.where)
        return (
            _("What stands there is not what your files say. {how}").format(how=self.outdated)
            if told
            else None
        )

    def truth(self, moment: float, said: Iterable[Any]) -> Position:
        """Return where the ISS was near ``moment``."""
        if isinstance(self.sky, OutsideSky):
            return self.sky.position(moment, said)
        return super().truth(moment, said)

    def standing_package(self, function: Function) -> Package | None:
        """Return the zip that stands there."""
        from grader.live.packages import downloaded

        package = downloaded(self.endpoint, function)
        if package is None:
            raise NotJudged(
                _("{product} does not give the package out.").format(product=self.product.name)
            )
        return package

    def note(self, capture: Capture) -> None:
        """Remember what a run of ours left, to take it away."""
        self._traces.note(capture)
        offline = isinstance(self.sky, OutsideSky) and self.sky.answers is False
        failed = capture.run.status in ("error", "timeout")
        if failed and offline and isinstance(self.cloud, ForeignCloud):
            reason = NotJudged(
                _("The run failed, and the API does not answer this machine either."),
                hint=_("Check again with a network, or without --live."),
            )
            self.cloud.give_up(reason)
            raise reason

    def finish(self) -> None:
        """Take away what our runs left; say what cannot be."""
        left = self._traces.remove()
        if left:
            self.advise(
                _("The runs of this check left traces on your cloud."), found=", ".join(left)
            )
        if isinstance(self.clock, UpClock) and (moved := self.clock.now - self._held_at) >= 1:
            self.advise(
                _("The clock of up was moved on by {n} s; it cannot go back.").format(n=int(moved))
            )

    def graded_on(self) -> dict[str, str]:
        """Return what the submission was graded on, for the report."""
        told = {
            "cloud": _("{product} at {url}, as it stands").format(
                product=self.product, url=self.endpoint.url
            ),
            "python": "Python {}.{}".format(*sys.version_info),
        }
        if isinstance(self.sky, OutsideSky) and self.sky.answers is not None:
            told["positions"] = (
                _("positions compared with the API")
                if self.sky.answers
                else _("positions only found plausible: the API did not answer")
            )
        return told

    def _start(self) -> None:
        live = self.options.live
        assert live is not None, "made only where --live was asked for"
        self.endpoint = GuardedEndpoint(live.url, allow_remote=live.allow_remote)
        self.product = identify(self.endpoint)
        require_answers(self.endpoint)
        if self.product.name == "up":
            self._hold_up()
        else:
            self.firings, self.patience = REAL_FIRINGS, math.inf
            self.clock = WallClock()
            self.sky = OutsideSky(live.api)
            self.cloud = ForeignCloud(
                self.endpoint, self.product, waits=live.waits, progress=self.options.progress
            )
        self._traces: Traces | HeldTraces = (
            HeldTraces(self.cloud, regions(self.configuration))
            if self.product.name == "up"
            else Traces(self.cloud)
        )
        self._ending.callback(self._traces.remove)
        self.remedies.append(self._deploy_first)
        self.options.told(self._told())

    def _told(self) -> str:
        """What was found there, in one line."""
        product = f"{self.product} ({', '.join(self.product.offered)})"
        told = product if self.product.offered else self.product
        if not self.found:
            return _("{product} at {url}; nothing of this course is deployed there.").format(
                product=told, url=self.endpoint.url
            )
        return _("{product} at {url}; deployed there: {things}").format(
            product=told, url=self.endpoint.url, things=self.found
        )

    def _hold_up(self) -> None:
        from grader.bench.standing import find

        there = find(self.endpoint.port)
        assert there is not None, "it was identified by this"
        line = Line(there)
        self._held_at = float(line("hold"))
        self._ending.callback(line, "release")
        self.clock = UpClock(line)
        self.sky = UpSky(line)
        self.cloud = UpCloud(self.endpoint, line)
