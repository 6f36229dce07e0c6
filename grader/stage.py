"""What one grading runs on: the submission's sources, its cell, its deployment.

Everything is started as early as possible and side by side, made at most once, and ended together.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from grader.hcl.addresses import block_of
from grader.hcl.configuration import Configuration
from grader.hcl.forbidden import forbidden
from grader.locale import _
from grader.places import cache_folder
from grader.python_source import PythonFile
from grader.report.model import Output
from grader.rubric import Fail, Finding, Where
from grader.submission import Submission

if TYPE_CHECKING:
    from grader.capture.model import Capture
    from grader.cloud.protocol import Cloud, Outside, Time
    from grader.hcl.reading import Block
    from grader.lambdas.function import Function
    from grader.lambdas.package import Package
    from grader.report.evidence import Evidence
    from grader.report.model import Report
    from grader.sandbox.cells import CellFolder
    from grader.terraform.deploy import DeployChild
    from grader.terraform.deployment import Deployment
    from grader.world.orbit import Position

DEPLOY_SECONDS = 30.0

Progress = Callable[[str], None]


def silent(_doing: str) -> None:
    """Report progress to nobody."""


Ending = Callable[["Stage", "Report"], None]
"""What is done with a stage and its report before the stage is cleared away."""


Remedy = Callable[[Finding], str | None]
"""Returns what to do before what a finding's own hint says; None where the hint holds."""


@dataclass(frozen=True)
class Live:
    """A cloud that runs already: ``url`` is where, ``api`` who tells the true positions.

    ``waits`` says whether a schedule is waited for in real minutes.
    """

    url: str
    allow_remote: bool = False
    waits: bool = True
    api: str = "https://api.wheretheiss.at/v1/satellites/25544/positions"


@dataclass(frozen=True)
class Options:
    """How to grade: ``terraform`` is "bundled" or the path of a terraform or tofu program.

    ``provider`` is "course", the course's own, or "official", hashicorp/aws itself; its program
    is ``official``, None to look for it.
    ``browser`` is the name or path of one; None means the first that is found.
    """

    seed: int
    terraform: str = "bundled"
    provider: str = "course"
    official: Path | None = None
    live: Live | None = None
    browser: str | None = None
    walled: bool = False
    """Whether every child that runs the student's work gets walls of its own (Linux)."""
    progress: Progress = field(default=silent, compare=False)
    told: Progress = field(default=silent, compare=False)
    """Called with what a person should read before the report."""
    endings: tuple[Ending, ...] = field(default=(), compare=False)


class Stage:
    """One submission with everything that its checks may ask for by name."""

    may_lend = True
    """Whether what is missing may be made on the cloud, so that the rest can be judged."""
    firings = 5
    """How often a schedule is made to fire."""
    patience = 30.0
    """Seconds of real time after which it is not made to fire again: a long run tells enough."""

    def __init__(
        self,
        submission: Submission,
        cell: CellFolder,
        options: Options,
        *,
        runs_functions: bool = True,
        deploys: bool = True,
        plans_twice: bool = False,
        services: tuple[str, ...] = (),
        number: int = 0,
    ) -> None:
        """``number`` is the challenge's.

        ``runs_functions`` says whether the challenge has functions to make ready for;
        ``deploys`` says whether Terraform is run, and ``plans_twice`` whether it plans again what
        it has made; ``services`` are those of the cloud, none means all.
        """
        self.number = number
        self.runs_functions = runs_functions
        self.deploys = deploys
        self.plans_twice = plans_twice
        self.services = services
        self.submission = submission
        self.cell = cell
        self.options = options
        self.seed = options.seed
        self.rng = random.Random(options.seed)  # noqa: S311 - repeatable on purpose
        self.advice: list[Finding] = []
        self.output: list[Output] = []
        self.evidence: list[Evidence] = []
        self.remedies: list[Remedy] = []
        self._own_names: dict[str, str] = {}
        self._ending = ExitStack()

    def __enter__(self) -> Stage:
        try:
            self._start()
        except BaseException:
            self._ending.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.close()

    def call(self, function_name: str, own: str) -> None:
        """Say by which name the submission knows a function that the grader made for it."""
        self._own_names[function_name] = own

    def own_name(self, function_name: str) -> str:
        """Return the name by which the submission knows a function."""
        return self._own_names.get(function_name, function_name)

    @property
    def stage(self) -> Stage:
        """The stage itself, for what a challenge makes for its checks."""
        return self

    def advise(
        self,
        message: str,
        *,
        expected: str | None = None,
        found: str | None = None,
        where: Where | None = None,
        hint: str | None = None,
    ) -> None:
        """Say something useful that costs no points, once."""
        finding = Finding(message, expected, found, where, hint)
        if finding not in self.advice:
            self.advice.append(finding)

    def remedied(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings with the hint that comes first: of what runs here, or of their own."""
        return tuple(
            replace(finding, hint=next(self._first_steps(finding), finding.hint))
            for finding in findings
        )

    def _first_steps(self, finding: Finding) -> Iterator[str]:
        for remedy in self.remedies:
            step = remedy(finding)
            if step is not None:
                yield step

    @cached_property
    def configuration(self) -> Configuration:
        """The submission's Terraform source."""
        self.options.progress(_("reading the Terraform files"))
        return Configuration.of(self.submission, grammar=cache_folder() / "hcl-grammar.bin")

    @cached_property
    def python_files(self) -> tuple[PythonFile, ...]:
        """The submission's Python files, tests left out."""
        return tuple(
            PythonFile(self.submission, file)
            for file in self.submission.matching("*.py")
            if not Path(file).name.startswith(("test_", "conftest"))
        )

    @cached_property
    def forbidden(self) -> tuple[Fail, ...]:
        """What keeps the submission's Terraform from being run at all."""
        return forbidden(self.configuration)

    def block_of(self, address: str) -> Block | None:
        """Return the block that declares the resource at Terraform's ``address``, or None."""
        return block_of(self.configuration, address, self.terraform_root)

    @cached_property
    def deployment(self) -> Deployment:
        """What Terraform did with the submission. Raises CannotGrade where we failed."""
        self.options.progress(_("deploying with Terraform"))
        return self._deploying.result()

    def undeployed(self, type: str) -> str | None:
        """Return how to deploy what the sources describe, where a cloud is graded as it stands.

        None where Terraform was just run: then it is the sources that lack it.
        """
        del type
        return None

    @property
    def outdated(self) -> str | None:
        """How what stands is brought up to the sources; None where it was just made of them."""
        return None

    @property
    def running_image(self) -> str | None:
        """The image of the container that is graded; None where it is no container."""
        return None

    @property
    def rehearsal(self) -> Deployment:
        """What Terraform does with the submission, on a cloud of the grader's own."""
        return self.deployment

    def truth(self, moment: float, said: Iterable[Any]) -> Position:
        """Return where the ISS was at ``moment``; ``said`` is what a run answered and wrote."""
        del said
        return self.sky.position(moment)

    def standing_package(self, function: Function) -> Package | None:
        """Return the zip that stands on the cloud, where that counts and not what was deployed."""
        del function
        return None

    @property
    def lacked(self) -> tuple[str, ...]:
        """Files of others that were asked for and could not be had."""
        return ()

    @property
    def was_refused(self) -> bool:
        """Whether Terraform or a provider did not take what was written."""
        if not self.deploys or not self._deploying.done() or self._deploying.exception():
            return False
        deployment = self._deploying.result()
        return bool(deployment.errors or deployment.outside)

    def finish(self) -> None:
        """Put things in order once everything is judged, while there can still be advice."""

    def note(self, capture: Capture) -> None:
        """Take notice of a run of the grader's own; a private cloud is thrown away anyhow."""

    @cached_property
    def terraform_root(self) -> str:
        """The folder of the root module, relative to the submission ("." for its top)."""
        from grader.terraform.root_modules import root_modules

        graded, *others = root_modules(self.submission, lambda: self.configuration)
        if others:
            self.advise(
                _("Terraform can be run in several folders: {folder} was graded.").format(
                    folder=graded
                ),
                found=", ".join((graded, *others)),
                hint=_("Hand in only the one that is meant, with the modules that it uses."),
            )
        return graded

    def graded_on(self) -> dict[str, str]:
        """Return what the submission was graded on, for the report."""
        from importlib.metadata import version

        graded_on = {
            "cloud": f"MiniStack {version('ministack')}",
            "python": "Python {}.{}".format(*sys.version_info),
        }
        if self.deploys and self._deploying.done() and self._deploying.exception() is None:
            deployment = self._deploying.result()
            if deployment.terraform:
                graded_on |= {
                    "terraform": f"Terraform {deployment.terraform}",
                    "provider": f"hashicorp/aws {deployment.provider}"
                    if self.options.provider == "official"
                    else _("the course's aws provider, as {version}").format(
                        version=deployment.provider
                    ),
                }
        return graded_on

    def _start(self) -> None:
        from grader.cloud.embedded import EmbeddedCloud
        from grader.sandbox.parentage import become_reaper
        from grader.world.clock import Clock, seeded_start
        from grader.world.sky import Sky

        become_reaper()
        if self.deploys and self.options.provider == "course":
            self._child = self._deploy_child()
        clock = Clock(seeded_start(self.seed))
        self.clock: Time = clock
        sky = Sky.start(clock, cache_folder(), self.seed)
        self._ending.callback(sky.stop)
        self.sky: Outside = sky
        cloud = EmbeddedCloud.start(
            self.cell,
            sky.address,
            moment=clock.now,
            functions_ahead=self.runs_functions,
            services=self.services,
            walled=self.options.walled,
        )
        self._ending.callback(cloud.stop)
        self.cloud: Cloud = cloud
        if self.deploys:
            pool = ThreadPoolExecutor(max_workers=1)
            self._ending.callback(pool.shutdown, wait=False, cancel_futures=True)
            refused = bool(self.forbidden)
            self._deploying: Future[Deployment] = pool.submit(
                copy_context().run, self._deploy, refused
            )
        # Loading botocore takes as long as Terraform needs for its first plan.
        for service in ("s3", "lambda") if self.runs_functions else ("s3",):
            self.cloud.client(service)

    def _deploy_child(self) -> DeployChild:
        from grader.terraform.deploy import DeployChild

        child = DeployChild.start(
            self.cell,
            self.submission.root,
            directory=self.terraform_root,
            terraform=self.options.terraform,
            seed=self.seed,
            walled=self.options.walled,
        )
        self._ending.callback(child.stop)
        return child

    def _deploy(self, refused: bool) -> Deployment:
        from grader.terraform.deployment import Deployment

        if refused:
            return Deployment(stage="nothing")
        if self.options.provider == "official":
            from grader.official import deploy_officially

            return deploy_officially(self, self._ending)
        return self._child.deploy(
            self.cloud.endpoint, second_plan=self.plans_twice, seconds=DEPLOY_SECONDS
        )
