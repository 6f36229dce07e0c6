"""What a run means for its author: a failed one as a finding, its prints as output."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from grader.locale import _
from grader.report.model import Output
from grader.rubric import Mismatch, Where

if TYPE_CHECKING:
    from grader.cloud.run import Run
    from grader.stage import Stage
    from grader.submission import Submission

SHOWN = 300


def shortened(value: object, limit: int = SHOWN) -> str:
    """Return ``value`` as text, shortened in the middle; it says how much was left out."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} [{len(text) - 2 * half} characters] {text[-half:]}"


def failed(stage: Stage, run: Run) -> Mismatch:
    """Return the finding on a run that did not end well."""
    found = {
        "timeout": _("the time-out of the function"),
        "too_large": _("an answer over 6 MB"),
        "not_json": _("an answer that is not JSON"),
        "exited": _("the end of the interpreter: nothing may call exit in a Lambda"),
    }.get(run.status)
    error = ": ".join(part for part in (run.error_type, run.error_message) if part)
    return Mismatch(
        _("The function failed."),
        expected=_("a run without an error"),
        found=shortened(f"{found}\n{error}" if found and error else found or error),
        where=where_failed(stage.submission, run),
        hint=_hint(run),
    )


def _variable_asked_for(run: Run) -> str | None:
    """Return the environment variable that a run did not find, or None."""
    line = run.frames[-1].text if run.frames else ""
    name = (run.error_message or "").strip("'\"")
    return name if run.error_type == "KeyError" and "environ" in line and name in line else None


def where_failed(submission: Submission, run: Run) -> Where | None:
    """Return the last line of the student's own code in a run's traceback."""
    for frame in reversed(run.frames):
        file = file_in(submission, frame.file)
        if file:
            return submission.where(file, frame.line)
    return None


def file_in(submission: Submission, packaged: str) -> str | None:
    """Return the submission's file that a packaged file is, or None."""
    matches = [f for f in submission.files if f == packaged or f.endswith("/" + packaged)]
    return min(matches, key=len) if matches else None


def remember_output(stage: Stage, run: Run) -> None:
    """Keep what a run printed, and its traceback, for the report; every text once."""
    text = run.output.strip("\n")
    if run.output_dropped:
        text += "\n" + _("[{n} more bytes were printed]").format(n=run.output_dropped)
    trace = tuple(
        f"{frame.file}:{frame.line} in {frame.function}"
        + (f"   {frame.text}" if frame.text else "")
        for frame in run.frames
    )
    if run.error_type and run.status != "ok":
        trace = (*trace, shortened(f"{run.error_type}: {run.error_message or ''}".rstrip(": ")))
    if not text and not trace:
        return
    output = Output(run.function_name, text, trace)
    if output not in stage.output and len(stage.output) < 5:
        stage.output.append(output)


def missing_module(run: Run) -> str | None:
    """Return the module that a run could not import, or None."""
    if run.error_type not in {"Runtime.ImportModuleError", "ModuleNotFoundError", "ImportError"}:
        return None
    match = re.search(r"No module named '([^']+)'", run.error_message or "")
    return match[1] if match else None


def _hint(run: Run) -> str | None:
    kind: Any = run.error_type or ""
    variable = _variable_asked_for(run)
    if variable:
        return _("Set {name} in environment {{ variables = … }} of the function.").format(
            name=variable
        )
    if run.status == "timeout":
        return _("Raise timeout in the aws_lambda_function, or give the request a shorter one.")
    if kind == "Runtime.UserCodeSyntaxError":
        return _("Python cannot read this file: mend the line above.")
    if kind in {"KeyError", "Runtime.ImportModuleError"}:
        return _("The last line of the traceback names what was not found.")
    return _("Read the traceback below from its last line upwards.") if run.frames else None
