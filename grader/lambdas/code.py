"""Which of a submission's Python files holds a Lambda, when Terraform does not tell."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from grader.lambdas.package import Package, of_folder_of
from grader.locale import _
from grader.python_source import PythonFile
from grader.rubric import Mismatch, Missing

Likely = Callable[[PythonFile], bool]
"""Whether a file looks like the one that is meant."""


def handlers(
    files: Iterable[PythonFile], likely: Likely
) -> list[tuple[PythonFile, ast.FunctionDef]]:
    """Return each file with the function that can be its handler, the likely files first."""
    found = [(file, node) for file in files for node in file.handlers[:1]]
    return sorted(found, key=lambda pair: not likely(pair[0]))


def code_in_files(
    files: Iterable[PythonFile], likely: Likely, *, brief: str
) -> tuple[Package, str]:
    """Return the folder of the likeliest handler as a package, and the handler's name in it.

    Raises Mismatch when no file can be parsed, Missing when there is no handler at all; ``brief``
    is the file that the challenge's brief names.
    """
    files = tuple(files)
    for file, node in handlers(files, likely):
        module = file.file.rpartition("/")[2].removesuffix(".py")
        return of_folder_of(file.submission, file.file), f"{module}.{node.name}"
    for file in files:
        if file.syntax_error is not None:
            raise Mismatch(
                _("{file} has a syntax error.").format(file=file.file),
                found=file.syntax_error.msg,
                where=file.submission.where(file.file, file.syntax_error.lineno),
                hint=_("Python cannot read this line: mend it, or the bracket or quote before it."),
            )
    raise Missing(
        _("There is no Lambda to run."),
        expected=_("a Python file with a function handler(event, context)"),
        found=", ".join(f.file for f in files) or _("no Python file"),
        hint=_("Write it in {file}.").format(file=brief),
    )
