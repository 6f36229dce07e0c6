"""The Python that functions run on here, and those that need a newer one."""

from __future__ import annotations

import platform
import re
import sys
from typing import TYPE_CHECKING

from grader.locale import _
from grader.rubric import CannotGrade

if TYPE_CHECKING:
    from grader.cloud.run import Run


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
