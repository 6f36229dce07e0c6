"""What the commands of the bench share: a cloud to talk to, and its refusals in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from grader.exits import FULL_MARKS, NOT_GRADED
from grader.locale import _


def with_cloud(arguments: argparse.Namespace, work: Callable[..., int | None]) -> int:
    """Do ``work`` with the endpoint that was named; say in words what went wrong."""
    from grader.cloud.endpoint import Endpoint, Unreachable

    try:
        return work(Endpoint(arguments.endpoint), arguments) or FULL_MARKS
    except Unreachable as error:
        return failed(str(error))
    except Exception as error:
        if not type(error).__module__.startswith("botocore"):
            raise
        return failed(_refused(error, arguments.endpoint))


def failed(message: str) -> int:
    """Say why it could not be done; return the exit code for it."""
    sys.stderr.write(message + "\n")
    return NOT_GRADED


def say(text: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _refused(error: Exception, endpoint: str) -> str:
    from botocore.exceptions import ClientError

    if isinstance(error, ClientError):
        found = error.response.get("Error", {})
        return f"{found.get('Code', '')}: {found.get('Message', error)}"
    return _("The cloud at {url} did not answer as a cloud does: {reason}").format(
        url=endpoint, reason=error
    )
