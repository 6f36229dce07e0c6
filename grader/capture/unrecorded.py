"""Judging what a capture that fails leaves in the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.capture import item_code
from grader.capture.failures import during_failure, refused
from grader.capture.item_reading import of_captures
from grader.lambdas.outcome import failed, remember_output
from grader.locale import _
from grader.rubric import Fail

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.code import CaptureCode
    from grader.capture.model import Capture


def nothing_recorded(bench: CaptureBench, code: CaptureCode, capture: Capture, how: str) -> None:
    """Raise Fail when a capture that failed in that way left an item, or took one away."""
    changed = of_captures(bench, (*capture.items, *capture.items_changed))
    if not changed and not capture.items_removed:
        return
    remember_output(bench.stage, capture.run, during=during_failure(how))
    if capture.items_removed:
        raise Fail(
            _("When a capture fails ({how}), items that were there are gone.").format(how=how),
            expected=_("the table as it was before"),
            found=", ".join(capture.items_removed[:3]),
            where=code.call("delete_item", "delete_table", "delete"),
            hint=_("A failed capture writes nothing and deletes nothing but its own."),
        )
    raise Fail(
        _("When a capture fails ({how}), an item is written all the same.").format(how=how),
        expected=_("no new item"),
        found=changed[0].shown_within(160),
        where=code.silent_except() or item_code.put(code),
        hint=_("Put the object first; the item only when the object is there."),
    )


def nothing_when_refused(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail when a capture leaves an item although S3 refused its object."""
    if bench.first.objects:
        nothing_recorded(bench, code, bench.capture_refused(), refused())


def no_error_after_recording(bench: CaptureBench) -> None:
    """Raise Fail when a capture ends in an error although its item is in the table."""
    if bench.first.run.status != "ok":
        problem = failed(bench.stage, bench.first.run).finding
        raise Fail(
            _("The run ended in an error, and its item is in the table all the same."),
            expected=_("a run that writes and succeeds, or fails and leaves nothing"),
            found=problem.found,
            where=problem.where,
            hint=_("Mend the error: AWS would run the function again and write a second item."),
        )
