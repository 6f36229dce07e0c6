"""The Python that functions run on here, and those that need a newer one."""

from __future__ import annotations

import platform
import re
import sys
from typing import TYPE_CHECKING

from grader.locale import _
from grader.rubric import CannotGrade, Mismatch, Where

if TYPE_CHECKING:
    from grader.cloud.run import Run


OLDEST = 8
"""The second number of the oldest Python that AWS still runs."""
USUAL = "python3.12"
NEWER = re.compile(r"\s*(type\s+\w+|(async\s+)?def\s+\w+\[|class\s+\w+\[|except\s+[\w.]+\s*,)")
"""Lines of Python 3.12 to 3.14 that older ones refuse; f-strings with quotes inside are others."""


def _may_be_newer(run: Run) -> bool:
    lines = [frame.text for frame in run.frames]
    return "f-string" in (run.error_message or "") or any(
        NEWER.match(line) or re.search(r"\b[fFtT][rR]?[\"']", line) for line in lines
    )


def require_python(runtime: str | None, run: Run) -> None:
    """Raise CannotGrade when a run failed on syntax that a newer Python may well know."""
    match = re.fullmatch(r"python3\.(\d+)", runtime or "")
    newer = match is not None and (3, int(match[1])) > sys.version_info[:2]
    if newer and run.error_type == "Runtime.UserCodeSyntaxError" and _may_be_newer(run):
        raise CannotGrade(
            _("The function asks for {runtime}, and this grader runs on Python {here}.").format(
                runtime=runtime, here=platform.python_version()
            ),
            found=run.error_message,
            hint=_("Run the grader with that Python, or write it for an older one."),
        )


def is_python(runtime: str | None) -> bool:
    """Whether a runtime is a Python, of whatever release."""
    return re.fullmatch(r"python\d\.\d+", runtime or "") is not None


def is_run_by_aws(runtime: str | None) -> bool:
    """Whether AWS still runs functions on that Python."""
    match = re.fullmatch(r"python3\.(\d+)", runtime or "")
    return match is not None and int(match[1]) >= OLDEST


def unfit_runtime(runtime: str | None, where: Where | None) -> Mismatch:
    """Return the finding on a runtime that no Python code can be run on."""
    return Mismatch(
        _("AWS does not run {runtime} any more.").format(runtime=runtime)
        if is_python(runtime)
        else _("The runtime does not run Python."),
        expected=USUAL,
        found=runtime,
        where=where,
        hint=_('The code is Python that AWS has: set runtime = "{runtime}".').format(runtime=USUAL),
    )
