"""A package that holds other code than the file beside it: nothing that the file says is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.lambdas.outcome import file_in
from grader.locale import _

if TYPE_CHECKING:
    from grader.lambdas.package import Package
    from grader.rubric import Finding, Where
    from grader.stage import Stage

UNTOLD = frozenset({"__init__.py", "setup.py"})
"""Files of which many have the same name: which one is meant cannot be told."""


@dataclass(frozen=True)
class Stale:
    """``name`` is the file in the package, ``file`` the submission's; ``origin`` the package."""

    name: str
    file: str
    origin: str


def stale_files(stage: Stage, package: Package | None) -> tuple[Stale, ...]:
    """Return the Python files of a package whose text stands in no file of the submission."""
    submission = stage.submission
    mine = {_lines(submission.content(file)) for file in submission.matching("*.py")}
    return tuple(
        Stale(name, source, package.origin)
        for name in (package.names if package else ())
        if name.endswith(".py") and name.rpartition("/")[2] not in UNTOLD
        if package and (source := file_in(submission, name)) is not None
        if _lines(package.read(name) or b"") not in mine
    )


def holds_a_source(stage: Stage, package: Package) -> bool:
    """Whether any Python file of a package has the text of one of the submission's."""
    submission = stage.submission
    mine = {_lines(submission.content(file)) for file in submission.matching("*.py")}
    names = (name for name in package.names if name.endswith(".py"))
    return any(_lines(package.read(name) or b"") in mine for name in names)


def heed(stage: Stage, found: tuple[Stale, ...], how: str) -> None:
    """Let findings on lines of these files say first ``how`` the package is made anew."""
    files = {one.file for one in found}

    def remedy(finding: Finding) -> str | None:
        if finding.where is None or finding.where.file not in files:
            return None
        told = _("What runs is other code than {file}.").format(file=finding.where.file)
        return f"{told} {how}"

    if files:
        stage.remedies.append(remedy)


def advise(stage: Stage, found: tuple[Stale, ...], how: str, where: Where | None) -> None:
    """Say, once for each file, that the package holds other code, and ``how`` it is made anew."""
    for one in found:
        stage.advise(
            _("The zip holds other code than {file}.").format(file=one.file),
            expected=_("the same text as in {file}").format(file=one.file),
            found=one.origin,
            where=where,
            hint=how,
        )


def how_to_renew(stage: Stage, own: tuple[Stale, ...]) -> str:
    """Return how what runs is made of today's files; ``own`` is stale in the submission's zip."""
    make = _("Make the zip anew: {command}.").format(
        command=f"python -m grader package {stage.number}"
    )
    if stage.outdated is None:
        return make
    return f"{make} {stage.outdated}" if own else stage.outdated


def _lines(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n")
