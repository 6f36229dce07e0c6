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
    yield _zygote()


def _zygote() -> Examined:
    """Return whether jobs are forked from a process that has loaded what they take."""
    from grader.classroom.jail import Jail
    from grader.classroom.supplies import Supplies
    from grader.sandbox.cells import CellFolder
    from grader.world.certificates import CertificateFailed

    cell = CellFolder.create()
    try:
        jail = Jail.prepare(cell, Supplies(pages=False)).with_zygote()
        jail.stop()
        reason = jail.why_no_zygote
    except (OSError, CertificateFailed) as error:
        reason = str(error)
    finally:
        cell.remove()
    if not reason:
        return Examined("good", _("one process starts the jobs of a class, with all of it loaded"))
    return Examined(
        "warn",
        _("each job of a class is started anew, which takes about twice as long: {found}").format(
            found=reason.splitlines()[-1]
        ),
    )
