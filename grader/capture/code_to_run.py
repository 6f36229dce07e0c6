"""What reference wiring runs: the code, handler, buckets and variables that a submission states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.lambdas.code import code_in_files, handlers
from grader.lambdas.package import Package, module_file
from grader.lambdas.spec import FunctionSpec, likeliest
from grader.locale import _
from grader.python_source import PythonFile
from grader.rubric import CannotGrade

if TYPE_CHECKING:
    from grader.stage import Stage

WORDS = ("iss", "captur")
BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
BRIEF_BUCKET = "mi-data-lake"
TABLE_WORDS = ("TABLE", "TABLA", "DYNAMO")


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
    return code_in_files(stage.python_files, _captures, brief="lambdas/capturar_iss.py")


def spec_of_capture(stage: Stage, found: Iterable[FunctionSpec]) -> FunctionSpec | None:
    """Return the function that is meant to capture, or None where none is known to be.

    The only one that could be read is not it when its code leads to no capture and another file
    does: the block of the one that is meant may be the one that cannot be read.
    """
    spec = likeliest(found, *WORDS)
    if spec is None or spec.mentions(*WORDS) or not spec.handler:
        return spec
    main = PurePosixPath(module_file(spec.handler)).stem
    capturing = {_stem(file) for file in stage.python_files if _captures(file)}
    return spec if not capturing or capturing & _reached(stage.python_files, main) else None


def _reached(files: Iterable[PythonFile], main: str) -> set[str]:
    """Return the modules that module ``main`` imports, directly or not, and itself."""
    by_stem = {_stem(file): file for file in files}
    reached, queue = {main}, [main]
    while queue:
        file = by_stem.get(queue.pop())
        for name in file.imported if file else ():
            if name in by_stem and name not in reached:
                reached.add(name)
                queue.append(name)
    return reached


def _stem(file: PythonFile) -> str:
    return PurePosixPath(file.file).stem


def has_handler(stage: Stage) -> bool:
    """Whether any file has a function that can be a handler."""
    return any(file.handlers for file in stage.python_files)


def handler_names(stage: Stage) -> list[str]:
    """Return the handlers that the files offer, as Terraform would name them."""
    return [
        f"{file.file.removesuffix('.py').rpartition('/')[2]}.{node.name}"
        for file, node in handlers(stage.python_files, _captures)
    ]


def _captures(file: PythonFile) -> bool:
    text = file.submission.text(file.file).lower()
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
    known = {n for n in (*names, *planned) if isinstance(n, str) and BUCKET_NAME.fullmatch(n)}
    return tuple(sorted({*known, BRIEF_BUCKET}, key=lambda name: name == BRIEF_BUCKET))


def environment(
    spec: FunctionSpec | None,
    package: Package,
    buckets: tuple[str, ...],
    tables: tuple[str, ...] = (),
    about_table: frozenset[str] = frozenset(),
) -> dict[str, str]:
    """Return the variables that the submission states; a bucket's or table's name where it fits.

    ``about_table`` are the variables that Terraform takes from a table, whatever they are called.
    """
    stated: Mapping[str, str | None] = spec.environment if spec else {}
    environment: dict[str, str] = {}
    for name in sorted({*stated, *variables_read(package)}):
        value = stated.get(name)
        names_bucket = "BUCKET" in name.upper()
        names_table = bool(tables) and (
            name in about_table or any(word in name.upper() for word in TABLE_WORDS)
        )
        if value is not None and not (names_bucket and not BUCKET_NAME.fullmatch(value)):
            environment[name] = value
        elif names_bucket and buckets:
            environment[name] = buckets[0]
        elif names_table:
            environment[name] = tables[0]
        elif name in stated:
            raise CannotGrade(
                _("The value of the environment variable {name} cannot be told.").format(name=name),
                hint=_("Mend the Terraform first: its value is known once it is deployed."),
            )
    return environment


def variables_read(package: Package) -> set[str]:
    """Return the names of environment variables that the code reads."""
    names: set[str] = set()
    for file in package.names:
        if file.endswith(".py"):
            text = (package.read(file) or b"").decode("utf-8", "replace")
            names |= set(re.findall(r"environ(?:\.get\(|\[)\s*[\"'](\w+)[\"']", text))
            names |= set(re.findall(r"getenv\(\s*[\"'](\w+)[\"']", text))
    return names
