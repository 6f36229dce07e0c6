"""The first Lambda: which function it is, and what it answers to two different events."""

from __future__ import annotations

import ast
import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grader.lambdas import reference
from grader.lambdas.code import code_in_files, handlers
from grader.lambdas.events import SHAPES, Greeting, Shape, greeting
from grader.lambdas.function import Function, deployed
from grader.lambdas.outcome import (
    failed,
    file_in,
    missing_module,
    remember_output,
    shortened,
    where_failed,
)
from grader.lambdas.package import (
    Package,
    how_to_name,
    module_file,
    of_folder_of,
    package_file,
    top_module,
)
from grader.lambdas.python_version import is_run_by_aws, require_python, unfit_runtime
from grader.lambdas.spec import FunctionSpec, likeliest, specs
from grader.lambdas.staleness import heed, how_to_renew, stale_files
from grader.lambdas.zips import deployed_package
from grader.locale import _
from grader.rubric import Mismatch, Missing, NotJudged, Where

if TYPE_CHECKING:
    from grader.cloud.run import Run
    from grader.python_source import PythonFile
    from grader.stage import Stage

NAME = "hello-lambda"
WORDS = ("hello", "hola")
TIMEOUT = 10
NO_HANDLER = frozenset({"Runtime.HandlerNotFound", "Runtime.MalformedHandlerName"})


@dataclass(frozen=True)
class Reply:
    """One run: what was sent, and what came back."""

    sent: Greeting
    run: Run
    shape: Shape

    @property
    def answer(self) -> Any:
        """What the function returned."""
        return self.run.payload

    @property
    def greets(self) -> bool:
        """Whether anything in the answer is of the event."""
        text = json.dumps(self.answer, ensure_ascii=False, default=str)
        return self.run.status == "ok" and self.sent.answered_by(text)

    @property
    def status_code(self) -> Any:
        """The answer's statusCode, whatever it is."""
        return self.answer.get("statusCode") if isinstance(self.answer, Mapping) else None

    @property
    def body(self) -> str:
        """The answer's body as text; empty where it has none."""
        body = self.answer.get("body") if isinstance(self.answer, Mapping) else None
        if body is None:
            return ""
        return body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)


class HelloBench:
    """The first Lambda of a submission, deployed or on reference wiring."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @cached_property
    def spec(self) -> FunctionSpec | None:
        """What Terraform says of the function."""
        stage = self.stage
        found = specs(stage.configuration, stage.deployment, stage.terraform_root)
        named = [spec for spec in found if spec.name == NAME]
        return named[0] if named else likeliest(found, *WORDS)

    @cached_property
    def own(self) -> Function | None:
        """The function as Terraform deployed it: by name, else the only one that says hello."""
        if self.stage.deployment.stage != "applied":
            return None
        functions = deployed(self.stage)
        named = [f for f in functions if f.name == NAME]
        alike = [f for f in functions if any(word in f.name.lower() for word in WORDS)]
        return next(iter(named or alike or functions), None)

    @property
    def handler(self) -> str | None:
        """The handler as deployed, else as Terraform's text states it."""
        return self.own.handler if self.own else (self.spec.handler if self.spec else None)

    @property
    def runtime(self) -> str | None:
        """The runtime as deployed, else as Terraform's text states it."""
        return self.own.runtime if self.own else (self.spec.runtime if self.spec else None)

    @property
    def speaks_python(self) -> bool:
        """Whether the stated runtime is a Python that AWS has."""
        return is_run_by_aws(self.runtime)

    @cached_property
    def package(self) -> Package | None:
        """The package as deployed, else as Terraform's text describes it."""
        if self.own is not None:
            there = self.stage.standing_package(self.own)
            return there or deployed_package(self.stage, self.own)
        return self.spec.package if self.spec else None

    @cached_property
    def start(self) -> Run | None:
        """The first run with the submission's own handler; None where it states none."""
        function = self.own if self.own and self.speaks_python else self._as_stated
        if function is None:
            return None
        run = function.invoke(greeting(self.files, self.stage.rng).event)
        remember_output(self.stage, run)
        return run

    @property
    def handler_is_found(self) -> bool:
        """Whether the handler that Terraform states is in the package."""
        run = self.start
        if run is None or self.handler is None or run.error_type in NO_HANDLER:
            return False
        module = missing_module(run) if run.status == "init_error" else None
        return module is None or module.split(".")[0] != top_module(self.handler)

    @cached_property
    def files(self) -> tuple[PythonFile, ...]:
        """The Python files, the handler's module first."""
        return tuple(sorted(self.stage.python_files, key=lambda f: f.file != self._main_file))

    @cached_property
    def function(self) -> Function:
        """What the answer is judged on. Raises Fail when there is no code to run."""
        if self.own is not None and self.handler_is_found and self.speaks_python:
            self._heed_package()
            return self.own
        if self.own is not None and not self.stage.may_lend:
            if not self.speaks_python:
                raise unfit_runtime(self.runtime, self.where_attribute("runtime"))
            raise not_loaded(self)
        stated = self._as_stated if self.handler_is_found else None
        function = stated or self._made(
            "repaired", *code_in_files(self.files, _says_hello, brief="lambdas/hello.py")
        )
        reference.advise(self.stage)
        return function

    def _heed_package(self) -> None:
        """Let what is found in the answers not be looked for in a file that does not run."""
        with contextlib.suppress(NotJudged):
            found = stale_files(self.stage, self.package)
            handed_in = stale_files(self.stage, self.spec.package if self.spec else None)
            heed(self.stage, found, how_to_renew(self.stage, handed_in))

    @cached_property
    def first(self) -> Reply:
        """The answer to one event, of the shape that the function can use."""
        replies = []
        for shape in SHAPES:
            replies.append(self._reply(greeting(self.files, self.stage.rng, shape), shape))
            if replies[-1].greets:
                return replies[-1]
        return replies[0]

    @cached_property
    def second(self) -> Reply:
        """The answer to another event of that shape."""
        shape = self.first.shape
        return self._reply(greeting(self.files, self.stage.rng, shape), shape)

    @cached_property
    def again(self) -> Reply:
        """The answer to the first event, sent once more."""
        return self._reply(self.first.sent, self.first.shape)

    def _reply(self, sent: Greeting, shape: Shape) -> Reply:
        reply = Reply(sent, self.function.invoke(sent.event), shape)
        require_python(self.runtime, reply.run)
        if shape == SHAPES[0] or reply.run.status == "ok":
            remember_output(self.stage, reply.run)
        return reply

    @cached_property
    def _as_stated(self) -> Function | None:
        """The function that Terraform's text describes, where it describes enough."""
        if self.spec is None or not self.spec.handler:
            return None
        package = self.spec.package or self._packaged_source()
        return self._made("stated", package, self.spec.handler) if package else None

    def _made(self, purpose: str, package: Package, handler: str) -> Function:
        if not self.stage.may_lend:
            raise Missing(
                _("No Lambda that could answer stands there."),
                expected=NAME,
                hint=self.stage.undeployed("aws_lambda_function")
                or _("Deploy it first, with terraform apply; or check without --live."),
            )
        stated = self.spec.environment if self.spec else {}
        name = f"{NAME}-{purpose}"
        self.stage.call(name, (self.spec.name if self.spec else None) or NAME)
        return reference.make_function(
            self.stage.cloud,
            self.stage.clock,
            name=name,
            package=package,
            handler=handler,
            timeout=TIMEOUT,
            environment={name: value for name, value in stated.items() if value},
        )

    def _packaged_source(self) -> Package | None:
        file = self._main_file
        return of_folder_of(self.stage.submission, file) if file else None

    @cached_property
    def _main_file(self) -> str | None:
        submission = self.stage.submission
        if self.handler:
            for name in (module_file(self.handler), package_file(self.handler)):
                found = file_in(submission, name)
                if found:
                    return found
        candidates = handlers(self.stage.python_files, _says_hello)
        return candidates[0][0].file if candidates else None

    def where_key(self, name: str) -> Where | None:
        """Return where the answer's ``name`` is written, else where the handler returns."""
        for file in self.files:
            for node in file.keys(name):
                return file.where(node)
        for file in self.files:
            for handler in file.handlers[:1]:
                for inner in ast.walk(handler):
                    if isinstance(inner, ast.Return):
                        return file.where(inner)
        return None

    def where_attribute(self, name: str) -> Where | None:
        """Return where Terraform sets an attribute of the function."""
        return self.spec.where(self.stage.configuration, name) if self.spec else None


def _says_hello(file: PythonFile) -> bool:
    return any(word in file.file.lower() for word in WORDS)


def not_loaded(bench: HelloBench) -> Mismatch:
    """Return the finding on a handler that is not in its package."""
    handler, package = bench.handler or "–", bench.package
    inside = ", ".join(package.names[:6]) if package else "–"
    problem = shortened(bench.start.error_message or "") if bench.start else ""
    return Mismatch(
        _("The Lambda cannot load its handler."),
        expected=_('handler = "file.function", as the file is named inside the zip'),
        found=_("handler {handler}; the package holds {files}").format(
            handler=handler, files=inside
        )
        + f"\n{problem}".rstrip(),
        where=bench.where_attribute("handler"),
        hint=how_to_name(handler, package),
    )


def require_answer(bench: HelloBench) -> None:
    """Raise Fail unless the function answers, and its answer changes with the event."""
    for reply in (bench.first, bench.second):
        if reply.run.status != "ok":
            raise failed(bench.stage, reply.run)
    if bench.first.answer in (None, "", {}, []):
        raise Missing(
            _("The Lambda answers nothing."),
            expected=_("a dict with statusCode and body"),
            found=shortened(bench.first.answer),
            where=bench.where_key("body"),
            hint=_("Return the answer at the end of the handler."),
        )
    if bench.first.greets and bench.second.greets:
        return
    same = bench.first.answer == bench.second.answer
    if same or bench.first.answer != bench.again.answer:
        raise Mismatch(
            _("Two different events get the same answer.")
            if same
            else _("The answer changes by itself, not with the event."),
            expected=_("an answer that changes with the event"),
            found=shortened(bench.first.answer),
            where=bench.where_key("body"),
            hint=_('Use a value of the event, such as event.get("name").'),
        )


def advise_on_answer(bench: HelloBench) -> None:
    """Say what works when it is tried, and fails behind a web address or with another event."""
    if isinstance(bench.first.answer, Mapping) and isinstance(
        bench.first.answer.get("body"), (dict, list)
    ):
        bench.stage.advise(
            _("The body is not text: behind a web address this answer is an error."),
            expected=_("text, such as json.dumps(…) makes of a dictionary"),
            found=shortened(bench.first.answer["body"]),
            where=bench.where_key("body"),
            hint=_("Write {code}, with import json at the top of the file.").format(
                code='"body": json.dumps(…)'
            ),
        )
    if not bench.stage.may_lend:
        return  # no more runs than necessary on a cloud that is not ours
    run = bench.function.invoke({})
    if run.status == "error" and run.error_type == "KeyError":
        name = (run.error_message or "").strip("'\"")
        bench.stage.advise(
            _("With an event that has no {name} the function fails.").format(name=name),
            expected=_("an answer to every event"),
            found=f"{run.error_type}: {run.error_message}",
            where=where_failed(bench.stage.submission, run),
            hint=_("Say what to take then: {code}").format(code=f'event.get("{name}", "…")'),
        )
