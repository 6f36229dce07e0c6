"""Which function the captures run on: the submission's own deployment, or reference wiring."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader.lambdas import reference
from grader.lambdas.function import Function, deployed
from grader.lambdas.outcome import failed, missing_module, remember_output
from grader.lambdas.package import Package, of_folder_of
from grader.lambdas.spec import FunctionSpec, likeliest, specs
from grader.locale import _
from grader.rubric import CannotGrade, Fail, Mismatch, Missing, Where

if TYPE_CHECKING:
    from grader.python_source import PythonFile
    from grader.stage import Stage

WORDS = ("iss", "captur")
BRIEF_NAME = "capturar-iss"
BRIEF_BUCKET = "mi-data-lake"
BRIEF_TIMEOUT = 10
STARTS_NOT = frozenset(
    {"Runtime.ImportModuleError", "Runtime.HandlerNotFound", "Runtime.MalformedHandlerName"}
)


@dataclass(frozen=True)
class Wiring:
    """``trouble`` is why the own deployment does not serve; ``lent`` a library that was missing."""

    function: Function
    own: bool
    spec: FunctionSpec | None = None
    trouble: Fail | None = None
    lent: str | None = None


def wire(stage: Stage, *, stores: bool) -> Wiring:
    """Find the capturing function where it was deployed, else make reference wiring for it.

    Raises Fail when there is no code to run, CannotGrade when text does not tell how to run it.
    """
    spec = likeliest(specs(stage.configuration, stage.deployment), *WORDS)
    own = _own_function(stage)
    if own is None:
        return _reference(stage, spec, stores=stores, trouble=None)
    run = own.invoke()
    if run.status != "init_error":
        return Wiring(own, own=True, spec=spec)
    module = missing_module(run)
    handler_module = own.handler.rpartition(".")[0].replace("/", ".").split(".")[0]
    if module is not None and module.split(".")[0] != handler_module:
        return _lend(stage, own, spec, module, stores=stores)
    if run.error_type in STARTS_NOT and _handlers(stage):
        remember_output(stage, run)
        return _reference(stage, spec, stores=stores, trouble=_no_handler(stage, own, spec))
    return Wiring(own, own=True, spec=spec)


def _own_function(stage: Stage) -> Function | None:
    """Return the deployed function that asks the sky, or the likeliest one."""
    functions = deployed(stage.cloud, stage.clock) if stage.deployment.resources else ()
    likely = sorted(functions, key=lambda f: not any(w in f.name.lower() for w in WORDS))
    if len(likely) < 2:
        return likely[0] if likely else None
    for function in likely:
        asked = len(stage.sky.requests)
        function.invoke()
        if len(stage.sky.requests) > asked:
            return function
    return likely[0]


def _lend(
    stage: Stage, own: Function, spec: FunctionSpec | None, module: str, *, stores: bool
) -> Wiring:
    """Run the code with the library that its package lacks, where we have it to lend."""
    if module.split(".")[0] not in reference.LENDABLE:
        return Wiring(own, own=True, spec=spec, lent=None)
    wiring = _reference(stage, spec, stores=stores, trouble=None, lend=True)
    return replace(wiring, lent=module)


def _no_handler(stage: Stage, own: Function, spec: FunctionSpec | None) -> Mismatch:
    names = [
        f"{file.file.removesuffix('.py').rpartition('/')[2]}.{node.name}"
        for file, node in _handlers(stage)
    ]
    inside = ", ".join(spec.package.names[:6]) if spec and spec.package else None
    return Mismatch(
        _("The deployed Lambda cannot start: its handler is not in its package."),
        expected=_("a handler that is in the package, such as {names}").format(
            names=", ".join(names)
        ),
        found=_("handler {handler}; the package holds {files}").format(
            handler=own.handler, files=inside or "–"
        ),
        where=_where_handler(stage, spec),
        hint=_("handler is the file's name in the zip, a dot, and the function's name."),
    )


def _where_handler(stage: Stage, spec: FunctionSpec | None) -> Where | None:
    if spec is None:
        return None
    label = spec.address.split("[")[0].split(".")[-1]
    for block in stage.configuration.blocks("resource", "aws_lambda_function", label):
        return stage.configuration.where_attribute(block, "handler")
    return spec.where


def _handlers(stage: Stage) -> list[tuple[PythonFile, ast.FunctionDef]]:
    """Return (file, function) of everything that can be the capture's handler, likeliest first."""
    found = [(file, node) for file in stage.python_files for node in file.handlers[:1]]
    return sorted(found, key=lambda pair: not _captures(stage, pair[0]))


def _captures(stage: Stage, file: PythonFile) -> bool:
    text = stage.submission.text(file.file).lower()
    return "25544" in text or "wheretheiss" in text or any(w in file.file.lower() for w in WORDS)


def _reference(
    stage: Stage,
    spec: FunctionSpec | None,
    *,
    stores: bool,
    trouble: Fail | None,
    lend: bool = False,
) -> Wiring:
    package, handler = _code(stage, spec)
    buckets = _buckets(stage) if stores else ()
    reference.make_buckets(stage.cloud, buckets)
    environment = _environment(stage, spec, package, buckets)
    function = reference.make_function(
        stage.cloud,
        stage.clock,
        name=f"{BRIEF_NAME}-reference",
        package=package,
        handler=handler,
        timeout=(spec.timeout if spec else None) or BRIEF_TIMEOUT,
        environment=environment,
        layers=[reference.lent_library()] if lend else (),
    )
    if not lend:
        stage.advise(
            _("The function was judged on the grader's own wiring, with your code in it."),
            hint=_("Mend what keeps your own deployment from standing, then check again."),
        )
    return Wiring(function, own=False, spec=spec, trouble=trouble)


def _code(stage: Stage, spec: FunctionSpec | None) -> tuple[Package, str]:
    """Return what to run: the package and handler that are stated, else what the files tell."""
    if spec and spec.package and spec.handler and spec.package.holds_module(spec.handler):
        return spec.package, spec.handler
    for file, node in _handlers(stage):
        module = file.file.rpartition("/")[2].removesuffix(".py")
        return of_folder_of(stage.submission, file.file), f"{module}.{node.name}"
    broken = [f for f in stage.python_files if f.syntax_error]
    if broken:
        file, error = broken[0], broken[0].syntax_error
        raise Mismatch(
            _("{file} has a syntax error.").format(file=file.file),
            found=error.msg if error else None,
            where=stage.submission.where(file.file, error.lineno if error else None),
            hint=_("Python cannot read this file: mend the line above."),
        )
    raise Missing(
        _("There is no Lambda to run."),
        expected=_("a Python file with a function handler(event, context)"),
        found=", ".join(f.file for f in stage.python_files) or _("no Python file"),
        hint=_("Write it in lambdas/capturar_iss.py."),
    )


def _buckets(stage: Stage) -> tuple[str, ...]:
    names = [
        stage.configuration.value(block, "bucket")
        for block in stage.configuration.resources("aws_s3_bucket")
    ]
    planned = [
        p.values.get("bucket") for p in stage.deployment.planned if p.type == "aws_s3_bucket"
    ]
    known = {n for n in (*names, *planned) if isinstance(n, str)}
    return tuple(sorted({*known, BRIEF_BUCKET}, key=lambda name: name == BRIEF_BUCKET))


def _environment(
    stage: Stage, spec: FunctionSpec | None, package: Package, buckets: tuple[str, ...]
) -> dict[str, str]:
    """Return the variables that the submission states; a bucket's name where only that fits."""
    stated: Mapping[str, str | None] = spec.environment if spec else {}
    environment: dict[str, str] = {}
    for name in {*stated, *(_read_variables(package) if spec is None else ())}:
        value = stated.get(name)
        if value is not None:
            environment[name] = value
        elif "BUCKET" in name.upper() and buckets:
            environment[name] = buckets[0]
        elif name in stated:
            raise CannotGrade(
                _("The value of the environment variable {name} cannot be told.").format(name=name),
                hint=_("Mend the Terraform first: its value is known once it is deployed."),
            )
    return environment


def _read_variables(package: Package) -> set[str]:
    """Return the names of environment variables that the code reads."""
    names: set[str] = set()
    for file in package.names:
        if file.endswith(".py"):
            text = (package.read(file) or b"").decode("utf-8", "replace")
            names |= set(re.findall(r"environ(?:\.get\(|\[)\s*[\"'](\w+)[\"']", text))
            names |= set(re.findall(r"getenv\(\s*[\"'](\w+)[\"']", text))
    return names


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


__all__ = ["Wiring", "failed", "not_deployed", "wire"]
