"""What `watch` says of the difference between two checks."""

from grader.commands.watch import changes
from grader.report.model import Criterion, Report


def _report(status: str, points: int) -> Report:
    criterion = Criterion("a", "The page is healthy.", points, 10, status)  # type: ignore[arg-type]
    return Report("", 1, "01_x", "", 10, 0, {}, (criterion,))


def test_a_change_is_said_in_words() -> None:
    before = _report("failed", 0)
    assert changes(before, _report("passed", 10)) == ["+10  The page is healthy."]
    assert changes(before, _report("not_run", 0)) == ["now not run: The page is healthy."]
    assert changes(before, before) == []
