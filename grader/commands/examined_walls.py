"""What ``doctor`` says of the walls around other people's work, which only ``batch`` needs."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from grader.commands.examined import Examined
from grader.locale import _


def walls() -> Iterator[Examined]:
    """Yield whether jobs can be walled in, and held to an amount of memory."""
    from grader.sandbox import groups
    from grader.sandbox.trial import why_no_walls

    reason = why_no_walls()
    if reason:
        found, _line, remedy = reason.partition("\n")
        yield Examined("warn", _("walls for a whole class: {found}").format(found=found), remedy)
        return
    yield Examined(
        "good", _("walls for a whole class: bubblewrap puts them up, one within the other")
    )
    if sys.platform == "linux" and not groups.are_there():
        yield Examined(
            "warn",
            _("control groups: none can be made; a job's memory is not limited as a whole"),
            _("Run batch in a group of your own: {command}").format(
                command="systemd-run --user --scope -p Delegate=yes python -m grader batch …"
            ),
        )
    elif sys.platform == "linux":
        yield Examined("good", _("control groups: a job's memory and processes can be limited"))
