"""A capture that writes to a bucket which does not exist: which one, and where its name is from."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.capture.item_code import assigned
from grader.lambdas.outcome import where_failed
from grader.locale import _
from grader.rubric import Mismatch

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.code import CaptureCode
    from grader.cloud.run import Run
    from grader.python_source import PythonFile
    from grader.rubric import Where

WRITES = ("put_object", "upload_fileobj", "upload_file", "Object", "Bucket")
DEPTH = 4


@dataclass(frozen=True)
class Named:
    """A name that the code uses: the line that states it, or the variable that it comes from."""

    name: str
    where: Where
    variable: str | None = None


def no_such_bucket(bench: CaptureBench, code: CaptureCode, run: Run) -> Mismatch | None:
    """Return the finding on a run that S3 refused for want of its bucket; None for other runs."""
    if "NoSuchBucket" not in f"{run.error_type} {run.error_message}":
        return None
    there = bench.shelf.buckets()
    used = next((one for one in _used(bench, code) if one.name not in there), None)
    return Mismatch(
        _("The function writes to a bucket that does not exist."),
        expected=", ".join(there) or _("a bucket that Terraform makes"),
        found=used.name if used else run.error_message,
        where=(used.where if used else None) or where_failed(bench.stage.submission, run),
        hint=_("Set {name} in environment to the bucket's own name: {value}").format(
            name=used.variable, value="aws_s3_bucket.<name>.bucket"
        )
        if used and used.variable
        else _(
            "Take the bucket's name from the function's environment, letter by letter the same."
        ),
    )


def _used(bench: CaptureBench, code: CaptureCode) -> list[Named]:
    """Return the names of buckets that the code writes to, as far as text and environment tell."""
    variables = bench.wiring.function.variables
    found = []
    for file in code.files:
        for call in file.calls(*WRITES):
            given = [one.value for one in call.keywords if one.arg in ("Bucket", "bucket_name")]
            for value in given or call.args[:1]:
                named = _named(file, value, variables, DEPTH)
                if named is not None:
                    found.append(named)
    return found


def _named(
    file: PythonFile, value: ast.expr, variables: Mapping[str, str], depth: int
) -> Named | None:
    if depth == 0:
        return None
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return Named(value.value, file.where(value))
    if isinstance(value, ast.Name):
        made = assigned(file, value.id)
        return _named(file, made, variables, depth - 1) if made else None
    if isinstance(value, ast.BoolOp):
        options = (_named(file, one, variables, depth - 1) for one in value.values)
        return next(filter(None, options), None)
    return _from_environment(file, value, variables)


def _from_environment(
    file: PythonFile, value: ast.expr, variables: Mapping[str, str]
) -> Named | None:
    if "environ" not in ast.unparse(value) and "getenv" not in ast.unparse(value):
        return None
    if isinstance(value, ast.Subscript):
        arguments: list[ast.expr] = [value.slice]
    elif isinstance(value, ast.Call):
        arguments = value.args
    else:
        return None
    texts = [one.value for one in arguments if isinstance(one, ast.Constant)]
    if texts and isinstance(texts[0], str) and texts[0] in variables:
        return Named(variables[texts[0]], file.where(value), texts[0])
    if len(texts) > 1 and isinstance(texts[1], str):
        return Named(texts[1], file.where(value))
    return None
