"""Which function the captures run on: the submission's own deployment, or reference wiring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader.capture.code_to_run import (
    WORDS,
    buckets_named,
    code_to_run,
    environment,
    handler_names,
    has_handler,
    spec_of_capture,
    variables_read,
)
from grader.capture.references import variables_about
from grader.capture.table import TYPE, tables_named
from grader.lambdas import reference
from grader.lambdas.function import Function, deployed
from grader.lambdas.outcome import missing_module, remember_output
from grader.lambdas.package import Package, how_to_name, top_module
from grader.lambdas.python_version import require_python, unfit_runtime
from grader.lambdas.spec import FunctionSpec, specs
from grader.locale import _
from grader.rubric import CannotGrade, Fail, Mismatch, Missing

if TYPE_CHECKING:
    from grader.capture.code import CaptureCode
    from grader.capture.model import Capture
    from grader.cloud.run import Run
    from grader.stage import Stage

    Observe = Callable[[Function], Capture]

BRIEF_NAME = "capturar-iss"
BRIEF_TIMEOUT = 10
LONGEST_TIMEOUT = 900
MOST_TRIED = 5
"""Functions of a project that are run to find the one that captures."""
STARTS_NOT = frozenset(
    {"Runtime.ImportModuleError", "Runtime.HandlerNotFound", "Runtime.MalformedHandlerName"}
)

UNFIT = "Runtime.UnsupportedRuntime"


@dataclass(frozen=True)
class Wiring:
    """``first`` is the capture by which ``function`` was tried.

    ``trouble`` is why the own deployment does not serve; ``lent`` a library that was missing.
    """

    function: Function
    first: Capture
    own: bool
    spec: FunctionSpec | None = None
    trouble: Fail | None = None
    lent: str | None = None


class Wirer:
    """Finds the capturing function where it was deployed, else makes reference wiring for it."""

    def __init__(
        self,
        stage: Stage,
        observe: Observe,
        *,
        stores: bool,
        records: bool = False,
        led_to: Callable[[Sequence[Function]], Iterable[Function]] = lambda functions: (),
    ) -> None:
        """``observe`` runs a function once.

        ``stores`` says that it writes to buckets, ``records`` that it writes to tables;
        ``led_to`` chooses the functions that are tried before all others.
        """
        self._stage = stage
        self._observe = observe
        self._stores = stores
        self._records = records
        self._led_to = led_to
        found = specs(stage.configuration, stage.deployment, stage.terraform_root)
        self._spec = spec_of_capture(stage, found)

    def wire(self) -> Wiring:
        """Return what to judge.

        Raises Fail when there is no code to run, CannotGrade when nothing tells how to run it.
        """
        tried = self._own()
        if tried is None:
            return self._reference()
        own, first = tried
        run = first.run
        require_python(own.runtime, run)
        if not self._stage.may_lend:
            return Wiring(
                own, first, own=True, spec=self._spec, trouble=self._standing_trouble(tried)
            )
        module = missing_module(run)
        if module is not None and module.split(".")[0] in reference.LENDABLE:
            return replace(self._reference(lend=True), lent=module)
        if _is_handler_missing(own, run) and has_handler(self._stage):
            remember_output(self._stage, run)
            return self._reference(trouble=_no_handler(self._stage, own, self._spec), believe=False)
        if run.error_type == UNFIT and has_handler(self._stage):
            return self._reference(trouble=self._unfit(own))
        return Wiring(own, first, own=True, spec=self._spec)

    def _standing_trouble(self, tried: tuple[Function, Capture]) -> Fail | None:
        """Return why what stands cannot start, where nothing can be lent; None where it can."""
        own, run = tried[0], tried[1].run
        if _is_handler_missing(own, run):
            return _no_handler(self._stage, own, self._spec)
        return self._unfit(own) if run.error_type == UNFIT else None

    def _unfit(self, own: Function) -> Mismatch:
        spec = self._spec
        where = spec.where(self._stage.configuration, "runtime") if spec else None
        return unfit_runtime(own.runtime, where)

    def _own(self) -> tuple[Function, Capture] | None:
        """Return the deployed function that asks the sky, or the likeliest one, with its run."""
        stage = self._stage
        if stage.deployment.stage != "applied":
            return None
        functions = deployed(stage)
        likely = sorted(functions, key=lambda f: not any(w in f.name.lower() for w in WORDS))
        tried: list[tuple[Function, Capture]] = []
        first = list(self._led_to(functions))[:MOST_TRIED]
        for function in dict.fromkeys((*first, *likely[:MOST_TRIED])):
            capture = self._observe(function)
            tried.append((function, capture))
            stored = bool(capture.objects) or not self._stores
            if capture.asked and stored and (capture.items or not self._records):
                return tried[-1]
        tried.sort(key=lambda pair: (not pair[1].asked, self._records and not pair[1].items))
        return tried[0] if tried else None

    def _reference(
        self, *, trouble: Fail | None = None, lend: bool = False, believe: bool = True
    ) -> Wiring:
        stage, spec = self._stage, self._spec
        if not stage.may_lend:
            raise Missing(
                _("No Lambda that captures the ISS stands there."),
                expected=BRIEF_NAME,
                hint=stage.undeployed("aws_lambda_function")
                or _("Deploy it first, with terraform apply; or check without --live."),
            )
        package, handler = code_to_run(stage, spec, believe=believe)
        buckets = buckets_named(stage) if self._stores else ()
        tables = tables_named(stage) if self._records else ()
        reference.make_buckets(stage.cloud, buckets)
        name = f"{BRIEF_NAME}-reference"
        stage.call(name, (spec.name if spec else None) or BRIEF_NAME)
        function = reference.make_function(
            stage.cloud,
            stage.clock,
            name=name,
            package=package,
            handler=handler,
            timeout=self._timeout(),
            environment=environment(
                spec, package, buckets, tables, variables_about(stage.configuration, spec, TYPE)
            ),
            layers=[reference.lent_library()] if lend else (),
        )
        if not lend:
            reference.advise(stage)
        first = self._observe(function)
        self._require_known_variables(package, first)
        return Wiring(function, first, own=False, spec=spec, trouble=trouble)

    def _timeout(self) -> int:
        """Return the stated time-out where AWS would take it, else the brief's."""
        stated = self._spec.timeout if self._spec else None
        return stated if stated is not None and 1 <= stated <= LONGEST_TIMEOUT else BRIEF_TIMEOUT

    def _require_known_variables(self, package: Package, first: Capture) -> None:
        """Raise CannotGrade when the run lacked a variable whose value nothing tells us."""
        lacking = (first.run.error_message or "").strip("'\" ")
        if first.run.error_type == "KeyError" and lacking in variables_read(package):
            raise CannotGrade(
                _("The value of the environment variable {name} cannot be told.").format(
                    name=lacking
                ),
                hint=_("Mend the Terraform first: its value is known once it is deployed."),
            )


def _is_handler_missing(own: Function, run: Run) -> bool:
    module = missing_module(run)
    ours = module is None or module.split(".")[0] == top_module(own.handler)
    return run.status == "init_error" and ours and run.error_type in STARTS_NOT


def _no_handler(stage: Stage, own: Function, spec: FunctionSpec | None) -> Mismatch:
    inside = ", ".join(spec.package.names[:6]) if spec and spec.package else None
    return Mismatch(
        _("The deployed Lambda cannot start: its handler is not in its package."),
        expected=_("a handler that is in the package, such as {names}").format(
            names=", ".join(handler_names(stage))
        ),
        found=_("handler {handler}; the package holds {files}").format(
            handler=own.handler, files=inside or "–"
        ),
        where=spec.where(stage.configuration, "handler") if spec else None,
        hint=how_to_name(own.handler, spec.package if spec else None),
    )


def not_deployed(stage: Stage, wiring: Wiring) -> Fail | None:
    """Return what keeps the capturing Lambda from counting as deployed, or None."""
    if wiring.trouble is not None:
        return wiring.trouble
    if wiring.own or wiring.lent:
        return None
    return Missing(
        _("Terraform deploys no Lambda that captures the ISS."),
        expected="aws_lambda_function",
        found=", ".join(sorted({r.type for r in stage.deployment.resources})) or None,
        hint=_("Add an aws_lambda_function with filename, handler, runtime and role."),
    )


def not_packaged(wiring: Wiring, code: CaptureCode) -> Fail | None:
    """Return what the deployed package lacks, where we lent it to judge the rest; or None."""
    if wiring.lent is None:
        return None
    return Mismatch(
        _("The code imports {module}, which is not in its package.").format(module=wiring.lent),
        expected=_("the standard library, boto3, or what the package or a layer brings"),
        found=f"import {wiring.lent}",
        where=code.imports(wiring.lent.split(".")[0]),
        hint=_("Use urllib.request, or package the library beside your file or as a layer."),
    )
