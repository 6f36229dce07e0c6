"""One invocation through AWS's own API, as the record that checks read."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

from grader.cloud.run import Frame, Run, Status

TASK = re.compile(r"(?:/var/task|.*/code)/(?P<file>.+)")
"""Where a function's own files are: on AWS and LocalStack, and where there are no containers."""
TRACEBACK = re.compile(
    r"^(?:\[ERROR\].*\n)?Traceback \(most recent call last\):\n(?:[ \t].*\n)*.*\n?"
    r"(?:\nDuring handling .*\n\n|\nThe above exception .*\n\n)?",
    re.MULTILINE,
)
FRAME = re.compile(r'\s*File "([^"]*)", line (\d+), in (\S+)(?:\n\s*(.*))?')
STATES: Mapping[str, Status] = {
    "Sandbox.Timedout": "timeout",
    "Runtime.ExitError": "exited",
    "Function.ResponseSizeTooLarge": "too_large",
    "Runtime.MarshalError": "not_json",
    "Runtime.ImportModuleError": "init_error",
    "Runtime.HandlerNotFound": "init_error",
    "Runtime.UserCodeSyntaxError": "init_error",
    "Runtime.MalformedHandlerName": "init_error",
}
LONGEST_OUTPUT = 64 * 1024


def as_run(number: int, name: str, moment: float, answer: Mapping[str, Any], body: bytes) -> Run:
    """Make a record of what Invoke answered.

    The shape of a failure, ``errorType``, ``errorMessage`` and ``stackTrace``, is AWS's
    (docs.aws.amazon.com/lambda, "Lambda function handler errors in Python").
    """
    payload, is_json = _decoded(body)
    status: Status = "ok" if is_json else "not_json"
    error_type = error_message = None
    frames: tuple[Frame, ...] = ()
    if "FunctionError" in answer:
        told = payload if isinstance(payload, Mapping) else {}
        error_type = str(told.get("errorType") or answer["FunctionError"])
        error_message = str(told.get("errorMessage") or payload)
        status = STATES.get(error_type, "error")
        if "Task timed out" in error_message:
            status = "timeout"
        frames = tuple(_frames(told.get("stackTrace")))
    output = base64.b64decode(answer.get("LogResult") or b"").decode("utf-8", "replace")
    return Run(
        number=number,
        function_name=name,
        request_id=str(answer.get("ResponseMetadata", {}).get("RequestId", "")),
        moment=moment,
        cold=False,
        status=status,
        payload=payload if status == "ok" else None,
        error_type=error_type,
        error_message=error_message,
        frames=frames,
        output=_own_lines(output)[:LONGEST_OUTPUT],
        output_dropped=max(0, len(output) - LONGEST_OUTPUT),
        sky_timeouts=None,
        trigger="invoke",
    )


def _decoded(body: bytes) -> tuple[Any, bool]:
    try:
        return json.loads(body or b"null"), True
    except ValueError:
        return body.decode("utf-8", "replace"), False


def _frames(trace: Any) -> list[Frame]:
    found = []
    for text in trace if isinstance(trace, list) else ():
        match = FRAME.match(str(text))
        own = TASK.fullmatch(match[1]) if match else None
        if match and own:
            found.append(Frame(own["file"], int(match[2]), match[3], (match[4] or "").strip()))
    return found


def _own_lines(output: str) -> str:
    """Return what the function printed, without what Lambda itself adds."""
    lines = TRACEBACK.sub("", output).splitlines(keepends=True)
    return "".join(x for x in lines if not x.startswith(("START ", "END ", "REPORT ", "INIT_")))
