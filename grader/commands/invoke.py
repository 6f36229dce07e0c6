"""``invoke NAME``: run a Lambda once, by hand."""

from __future__ import annotations

import argparse
import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.commands.cloud import no_such_function, say, to_type, with_clients
from grader.commands.usage import wrong
from grader.exits import FULL_MARKS, POINTS_LOST
from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint


def run(arguments: argparse.Namespace) -> int:
    """Send the event, print the answer and what the function printed."""
    try:
        arguments.event = _event(arguments.event)
    except (OSError, ValueError) as error:
        return wrong(
            _("The event cannot be read: {reason}").format(reason=error)
            + "\n"
            + _("Write JSON, such as {example}, or @ and the name of a file.").format(
                example='\'{"name": "Ada"}\''
            )
        )
    return with_clients(arguments, _invoke)


def _event(text: str) -> Any:
    return json.loads(Path(text[1:]).read_text(encoding="utf-8") if text[:1] == "@" else text)


def _invoke(cloud: Endpoint, arguments: argparse.Namespace) -> int:
    from botocore.exceptions import ClientError

    try:
        answer = cloud.client("lambda").invoke(
            FunctionName=arguments.name,
            Payload=json.dumps(arguments.event).encode(),
            LogType="Tail",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return no_such_function(cloud, arguments.name)
    say(_indented(answer["Payload"].read().decode("utf-8", "replace")))
    printed = base64.b64decode(answer.get("LogResult") or b"").decode("utf-8", "replace")
    if printed.strip():
        say()
        say(_("{name} printed:").format(name=arguments.name))
        say(printed.rstrip())
    if "FunctionError" not in answer:
        return FULL_MARKS
    say()
    say(
        _("The Lambda failed; all that it printed: {command}").format(
            command=to_type(cloud, "logs", arguments.name)
        )
    )
    return POINTS_LOST


def _indented(text: str) -> str:
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return text
