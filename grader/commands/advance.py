"""``advance TIME``: move the clock of `up`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from grader.commands.cloud import failed, say, with_cloud
from grader.exits import FULL_MARKS
from grader.locale import _, ngettext

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint

PATIENCE = 900.0
"""Seconds that everything which fires on the way may take."""


def run(arguments: argparse.Namespace) -> int:
    """Ask the process of `up` to move on, and say what time it is there."""
    return with_cloud(arguments, _advance)


def _advance(cloud: Endpoint, arguments: argparse.Namespace) -> int:
    from grader.bench.control import ControlFailed, ask
    from grader.bench.standing import find

    cloud.require()
    standing = find(cloud.port)
    if standing is None:
        return failed(
            _("What answers at {url} is not `up`: its clock cannot be moved.").format(url=cloud.url)
        )
    try:
        told = ask(standing, "advance", patience=PATIENCE, by=arguments.time)
    except ControlFailed as error:
        return failed(_("The clock was not moved: {reason}").format(reason=error))
    say(_("It is {moment} there now.").format(moment=told["moment"]))
    runs: int = told["runs"]
    say(
        ngettext("{n} run of a Lambda on the way.", "{n} runs of Lambdas on the way.", runs).format(
            n=runs
        )
        if runs
        else _("No Lambda ran on the way.")
    )
    return FULL_MARKS
