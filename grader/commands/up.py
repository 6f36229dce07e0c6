"""``up``: the embedded cloud with the simulated sky, in the foreground."""

from __future__ import annotations

import argparse
import contextlib
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from grader.cloud.gateway import PORT
from grader.commands.cloud import failed, say
from grader.exits import FULL_MARKS
from grader.locale import _

if TYPE_CHECKING:
    from grader.bench.upright import Upright
    from grader.cloud.run import Run

LOOK = 0.5
"""Seconds between two looks for functions that ran."""


def run(arguments: argparse.Namespace) -> int:
    """Run the cloud until Ctrl-C; return the exit code."""
    from grader.bench.ports import holder, is_free
    from grader.bench.upright import standing_up
    from grader.cloud.embedded import CloudFailed

    port: int = arguments.port
    try:
        free = is_free(port)
    except OSError as error:
        return failed(_("Port {port} cannot be used: {reason}").format(port=port, reason=error))
    if not free:
        held = holder(port) or _("another program")
        return failed(
            _("Port {port} is held by {program}.").format(port=port, program=held)
            + "\n"
            + _("Stop it, or take another port: python -m grader up --port {port}").format(
                port=port + 1
            )
        )
    try:
        with standing_up(port) as upright, contextlib.suppress(KeyboardInterrupt):
            _greet(port)
            threading.Thread(target=_tell, args=(upright,), daemon=True).start()
            upright.run()
    except (CloudFailed, OSError) as error:
        return failed(
            _("The cloud stopped: {reason}").format(reason=error)
            + "\n"
            + _("See: python -m grader doctor")
        )
    say("\n" + _("Stopped; nothing of it is kept."))
    return FULL_MARKS


def _greet(port: int) -> None:
    endpoint = f"http://localhost:{port}"
    option = "" if port == PORT else f" --endpoint {endpoint}"
    say(
        "\n".join(
            (
                _("The cloud answers at {endpoint}. Ctrl-C stops it.").format(endpoint=endpoint),
                "",
                _("In another terminal:"),
                f"  python -m grader tf apply 5{option}",
                f"  python -m grader invoke capturar-iss{option}",
                f"  python -m grader advance 61s{option}",
                _("or with the tools of AWS, after:"),
                f"  export AWS_ENDPOINT_URL={endpoint} AWS_DEFAULT_REGION=us-east-1 "
                "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test",
                "",
            )
        )
    )


def _tell(upright: Upright) -> None:
    """Say which functions ran, as they end."""
    from grader.cloud.embedded import CloudFailed

    over = threading.Event()
    with contextlib.suppress(CloudFailed):  # the main thread says that the cloud is gone
        while not over.wait(LOOK):
            for one in upright.fresh_runs():
                say(_told(one))


def _told(one: Run) -> str:
    moment = f"{datetime.fromtimestamp(one.moment, UTC):%H:%M:%S}"
    outcome = one.status if one.status == "ok" else f"{one.error_type}: {one.error_message}"
    return f"{moment}  {one.function_name}  {outcome}"[:200]
