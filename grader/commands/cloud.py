"""What the commands of the bench share: a cloud to talk to, and its refusals in words."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.cloud.gateway import URL
from grader.commands.usage import wrong
from grader.exits import FULL_MARKS, NOT_GRADED
from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint


Work = Callable[..., int | None]


def with_cloud(arguments: argparse.Namespace, work: Work) -> int:
    """Do ``work`` with the endpoint that was named; say in words why there is none."""
    from grader.cloud.endpoint import Endpoint, Unreachable

    try:
        return work(Endpoint(arguments.endpoint), arguments) or FULL_MARKS
    except Unreachable as error:
        return failed(str(error))


def with_clients(arguments: argparse.Namespace, work: Work) -> int:
    """Do ``work``, which asks a cloud through clients; say in words what it refuses."""

    def asking(cloud: Endpoint, arguments: argparse.Namespace) -> int | None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            return work(cloud, arguments)
        except ClientError as error:
            found = error.response.get("Error", {})
            return failed(f"{found.get('Code', '')}: {found.get('Message', error)}")
        except BotoCoreError as error:
            return failed(
                _("The cloud at {url} did not answer as a cloud does: {reason}").format(
                    url=cloud.url, reason=error
                )
            )

    return with_cloud(arguments, asking)


def to_type(cloud: Endpoint, *words: str) -> str:
    """Return the command that does ``words`` on the same cloud."""
    option = () if cloud.url == URL else ("--endpoint", cloud.url)
    return "python -m grader " + shlex.join((*words, *option))


def no_such_function(cloud: Endpoint, name: str) -> int:
    """Say that there is no Lambda called ``name``, and which there are; return the exit code."""
    names = ", ".join(function_names(cloud))
    return wrong(
        _("There is no Lambda called {name}; there is: {names}").format(
            name=name, names=names or _("none")
        )
    )


def function_names(cloud: Endpoint) -> tuple[str, ...]:
    """Return the names of the Lambdas that are deployed."""
    pages = cloud.client("lambda").get_paginator("list_functions").paginate()
    return tuple(one["FunctionName"] for page in pages for one in page["Functions"])


def failed(message: str) -> int:
    """Say why it could not be done; return the exit code for it."""
    sys.stderr.write(message + "\n")
    return NOT_GRADED


def say(text: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
