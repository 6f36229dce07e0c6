"""What a run means for its author: a failed one as a finding, its prints as output."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from grader.lambdas.remedies import remedy
from grader.locale import _
from grader.python_source import PythonFile
from grader.report.model import Output
from grader.rubric import Mismatch, Where

if TYPE_CHECKING:
    from grader.cloud.run import Run
    from grader.stage import Stage
    from grader.submission import Submission

SHOWN = 300
SPARED = 30
"""Characters that are not worth leaving out."""
LONGEST_WORD = 60
INSIDE_A_WORD = re.compile(r"[\w.+-]{2}")


def shortened(value: object, limit: int = SHOWN) -> str:
    """Return ``value`` as text, shortened in the middle; it says how much was left out.

    It is cut between words: a number stands whole or not at all.
    """
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    if len(text) <= limit + SPARED:
        return text
    before = _between_words(text, limit // 2, -1)
    after = _between_words(text, len(text) - limit // 2, 1)
    left_out = _("[{n} characters]").format(n=after - before)
    return f"{text[:before].rstrip()} {left_out} {text[after:].lstrip()}"


def _between_words(text: str, at: int, step: int) -> int:
    """Return the nearest place from ``at`` on where no word is cut; ``at`` where none is near."""
    for place in range(at, at + step * LONGEST_WORD, step):
        if not INSIDE_A_WORD.fullmatch(text[place - 1 : place + 1]):
            return place
    return at


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
        where=_where_address(stage.submission, run)
        or where_failed(stage.submission, run)
        or _where_stated(stage, run),
        hint=_next_step(stage.submission, run),
    )


def where_failed(submission: Submission, run: Run) -> Where | None:
    """Return the last line of the student's own code in a run's traceback."""
    for frame in reversed(run.frames):
        file = file_in(submission, frame.file)
        if file:
            return submission.where(file, frame.line)
    return None


def _where_address(submission: Submission, run: Run) -> Where | None:
    """Return the address at which nothing was found, where the file of the failure states it."""
    place = where_failed(submission, run)
    if place is None or "HTTP Error 404" not in (run.error_message or ""):
        return None
    file = PythonFile(submission, place.file)
    return next(map(file.where, file.addresses()), None)


def _where_stated(stage: Stage, run: Run) -> Where | None:
    """Return where Terraform chooses a runtime that cannot be run, or too short a time."""
    if run.error_type == "Runtime.UnsupportedRuntime":
        attribute = "runtime"
    elif run.status == "timeout":
        attribute = "timeout"
    else:
        return None
    configuration = stage.configuration
    for block in configuration.resources("aws_lambda_function"):
        if configuration.value(block, "function_name") == run.function_name:
            return configuration.where_attribute(block, attribute)
    return None


def file_in(submission: Submission, packaged: str) -> str | None:
    """Return the submission's file that a packaged file is, or None."""
    matches = [f for f in submission.files if f == packaged or f.endswith("/" + packaged)]
    return min(matches, key=len) if matches else None


def remember_output(stage: Stage, run: Run, *, during: str | None = None) -> None:
    """Keep what a run printed, and its traceback, for the report; every text once.

    ``during`` says which experiment of the grader's the run was part of.
    """
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
    name = stage.own_name(run.function_name)
    output = Output(f"{name} ({during})" if during else name, text, trace)
    if output not in stage.output and len(stage.output) < 5:
        stage.output.append(output)


def missing_module(run: Run) -> str | None:
    """Return the module that a run could not import, or None."""
    if run.error_type not in {"Runtime.ImportModuleError", "ModuleNotFoundError", "ImportError"}:
        return None
    match = re.search(r"No module named '([^']+)'", run.error_message or "")
    return match[1] if match else None


def _next_step(submission: Submission, run: Run) -> str | None:
    if run.status == "timeout":
        return _about_time(submission, run)
    if run.error_type == "Runtime.UserCodeSyntaxError":
        return _("Python cannot read this line: mend it, or the bracket or quote before it.")
    known = remedy(run)
    if known is not None:
        return known
    if run.error_type == "Runtime.ImportModuleError":
        return _("The last line of the traceback names what was not found.")
    return _("Read the traceback below from its last line upwards.") if run.frames else None


def _about_time(submission: Submission, run: Run) -> str:
    place = where_failed(submission, run)
    if place is not None and place.line is not None:
        loop = PythonFile(submission, place.file).endless_loop(place.line)
        if loop is not None:
            return _(
                "The loop that begins in line {line} never ends: let it end, or leave it out."
            ).format(line=loop.lineno)
    return _("Raise timeout in the aws_lambda_function, or give the request a shorter one.")
