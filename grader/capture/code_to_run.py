"""What reference wiring runs: the code, handler, buckets and variables that a submission states."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from grader.lambdas.package import Package, of_folder_of
from grader.lambdas.spec import FunctionSpec
from grader.locale import _
from grader.rubric import CannotGrade, Mismatch, Missing

if TYPE_CHECKING:
    from grader.python_source import PythonFile
    from grader.stage import Stage

WORDS = ("iss", "captur")
BRIEF_BUCKET = "mi-data-lake"


def code_to_run(
    stage: Stage, spec: FunctionSpec | None, *, believe: bool = True
) -> tuple[Package, str]:
    """Return what to run: the package and handler that are stated, else what the files tell.

    With ``believe`` false the stated handler is known to be wrong.
    """
    if (
        believe
        and spec
        and spec.package
        and spec.handler
        and spec.package.holds_module(spec.handler)
    ):
        return spec.package, spec.handler
    for file, node in handlers(stage):
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


def handlers(stage: Stage) -> list[tuple[PythonFile, ast.FunctionDef]]:
    """Return (file, function) of everything that can be the capture's handler, likeliest first."""
    found = [(file, node) for file in stage.python_files for node in file.handlers[:1]]
    return sorted(found, key=lambda pair: not _captures(stage, pair[0]))


def _captures(stage: Stage, file: PythonFile) -> bool:
    text = stage.submission.text(file.file).lower()
    return "25544" in text or "wheretheiss" in text or any(w in file.file.lower() for w in WORDS)


def buckets_named(stage: Stage) -> tuple[str, ...]:
    """Return the buckets that the submission describes, then the brief's."""
    names = [
        stage.configuration.value(block, "bucket")
        for block in stage.configuration.resources("aws_s3_bucket")
    ]
    planned = [
        p.values.get("bucket") for p in stage.deployment.planned if p.type == "aws_s3_bucket"
    ]
    known = {n for n in (*names, *planned) if isinstance(n, str)}
    return tuple(sorted({*known, BRIEF_BUCKET}, key=lambda name: name == BRIEF_BUCKET))


def environment(
    spec: FunctionSpec | None, package: Package, buckets: tuple[str, ...]
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
