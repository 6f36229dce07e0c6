"""``logs NAME``: what a Lambda printed."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from grader.commands.cloud import (
    failed,
    function_names,
    no_such_function,
    say,
    to_type,
    with_clients,
)
from grader.exits import FULL_MARKS
from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint

PAUSE = 1.0
"""Seconds between two looks."""


def run(arguments: argparse.Namespace) -> int:
    """Print the lines, and go on with --follow."""
    return with_clients(arguments, _logs)


def _logs(cloud: Endpoint, arguments: argparse.Namespace) -> int:
    from botocore.exceptions import ClientError

    group = f"/aws/lambda/{arguments.name}"
    seen: set[str] = set()
    over = threading.Event()
    while True:
        try:
            for event in _events(cloud, group):
                if event["eventId"] not in seen:
                    seen.add(event["eventId"])
                    moment = datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
                    say(f"{moment:%H:%M:%S}  {event['message'].rstrip()}")
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            if arguments.name not in function_names(cloud):
                return no_such_function(cloud, arguments.name)
            if not arguments.follow:
                return failed(
                    _("{name} has printed nothing yet; run it: {command}").format(
                        name=arguments.name, command=to_type(cloud, "invoke", arguments.name)
                    )
                )
        if not arguments.follow:
            return FULL_MARKS
        over.wait(PAUSE)


def _events(cloud: Endpoint, group: str) -> Iterator[dict[str, Any]]:
    pages = cloud.client("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
    events = [event for page in pages for event in page["events"]]
    for number, event in enumerate(sorted(events, key=lambda one: one["timestamp"])):
        # Not every emulator gives events an id; their order does not change.
        yield {**event, "eventId": event.get("eventId") or str(number)}
