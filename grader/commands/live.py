"""``--live``: which cloud, and what is refused before anything is asked there."""

from __future__ import annotations

import argparse
import os
import re
import socket
import sys

from grader.cloud.gateway import PORT
from grader.course import Challenge
from grader.exits import WrongUsage
from grader.locale import _
from grader.stage import Live

REAL_KEY = re.compile(r"(AKIA|ASIA)[A-Z0-9]{16}\Z")
"""The access key ids of real accounts (docs.aws.amazon.com/IAM, "unique identifiers")."""


class Unfit(WrongUsage):
    """The cloud that was named cannot be used; the message says why."""


def chosen_cloud(arguments: argparse.Namespace, challenge: Challenge) -> Live | None:
    """Return the cloud that ``--live`` names, None without it. Raises Unfit."""
    if arguments.live is not None and challenge.opens_page:
        raise Unfit(_("A page stands on no cloud: leave --live out."))
    if arguments.live is None:
        if arguments.no_wait or arguments.allow_remote:
            raise Unfit(_("--no-wait and --allow-remote go with --live."))
        return None
    if arguments.keep or arguments.provider != "course" or arguments.terraform != "bundled":
        raise Unfit(_("With --live nothing is deployed: leave the other flags out."))
    if arguments.allow_remote and REAL_KEY.match(os.environ.get("AWS_ACCESS_KEY_ID", "")):
        raise Unfit(
            _("The environment holds the keys of a real account.")
            + " "
            + _("Unset AWS_ACCESS_KEY_ID: grading uses none, and nothing here goes to AWS.")
        )
    from grader.cloud.endpoint import Endpoint, Unreachable

    try:
        Endpoint(arguments.live, allow_remote=arguments.allow_remote)
    except Unreachable as error:
        raise Unfit(str(error)) from error
    return Live(arguments.live, allow_remote=arguments.allow_remote, waits=not arguments.no_wait)


def mention(challenge: Challenge) -> None:
    """Say that what runs already can be graded too, where something does."""
    if challenge.opens_page:
        return
    try:
        socket.create_connection(("127.0.0.1", PORT), timeout=0.2).close()
    except OSError:
        return
    sys.stderr.write(
        _("A cloud answers on port {port}: {command} grades what stands there.").format(
            port=PORT, command=f"python -m grader check {challenge.number} --live"
        )
        + "\n"
    )
