"""Judging what a capture writes to DynamoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.capture import item_code
from grader.capture.bucket_code import no_such_bucket
from grader.capture.item_reading import (
    PATH,
    both_near,
    fields,
    near,
    of_captures,
    place_of_item,
    place_of_object,
)
from grader.capture.moments import moments_in, within
from grader.capture.numbers import close, number
from grader.capture.numbers_judged import asked_elsewhere, place
from grader.capture.paths import leads_to
from grader.capture.table import KEY
from grader.lambdas.function import deployed
from grader.lambdas.outcome import SHOWN, failed, remember_output, shortened, where_failed
from grader.lambdas.python_version import require_python
from grader.locale import _
from grader.rubric import Fail, Mismatch, Missing, NotRun

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.code import CaptureCode
    from grader.capture.items import StoredItem
    from grader.capture.model import Capture
    from grader.capture.objects import Written
    from grader.cloud.run import Run
    from grader.rubric import Where

_FLOAT = "Float types are not supported"


def one_item(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless each of two captures leaves one new item with its place and time."""
    for capture in (bench.first, bench.second):
        items = _but_kept_up(bench, of_captures(bench, capture.items))
        if not items:
            raise _no_item(bench, code, capture)
        if len(items) > 1:
            raise Mismatch(
                _("One capture wrote more than one item."),
                expected=_("one item for each run"),
                found=[item.name for item in items],
                where=item_code.last_put(code),
                hint=_("Put each capture once."),
            )
        _same_place(code, capture, items[0])
        _same_time(code, capture, items[0])
    _another_day(bench, code)
    _same_as_the_object(bench, code)


def _but_kept_up(bench: CaptureBench, items: tuple[StoredItem, ...]) -> tuple[StoredItem, ...]:
    """Leave out what the next capture brings up to date, as a pointer to the newest one."""
    if len(items) < 2:
        return items
    kept_up = {item.name for item in bench.second.items_changed}
    return tuple(item for item in items if item.name not in kept_up) or items


def _another_day(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail when a capture at the same time of the next day replaces the first one's item."""
    changed = of_captures(bench, bench.next_day.items_changed)
    if not changed or of_captures(bench, bench.next_day.items):
        return
    raise Mismatch(
        _("The capture of the next day replaced the item of a day before."),
        expected=_("a capture_id with date and time"),
        found=changed[0].name,
        where=item_code.attribute(code, KEY) or item_code.put(code),
        hint=_("A time without its date comes again: put the date into the id, too."),
    )


def _same_as_the_object(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail when item and object differ as soon as time passes while the function runs."""
    truth = (bench.slow.truth.latitude, bench.slow.truth.longitude)
    for item in of_captures(bench, bench.slow.items)[:1]:
        own = place_of_item(item)
        places = [place_of_object(one) or () for one in bench.slow.objects]
        # What is wrong in the object is judged where s3_path leads to it.
        if None in own or both_near(own, truth) or not any(both_near(p, truth) for p in places):
            continue
        raise Mismatch(
            _("The item holds another place than the object of its capture."),
            expected=place(bench.slow),
            found=", ".join(f"{number:.4f}" for number in own if number is not None),
            where=item_code.put(code),
            hint=_("Ask the API once, and write what it said into the object and into the item."),
        )


def _no_item(bench: CaptureBench, code: CaptureCode, capture: Capture) -> Fail:
    _require_python(bench, capture)
    changed = of_captures(bench, capture.items_changed)
    again = capture is bench.second and (
        capture.run.status == "ok" or capture.run.error_type == "ConditionalCheckFailedException"
    )
    if changed or again:
        return Mismatch(
            _("The second capture left no item of its own."),
            expected=_("another capture_id at every run"),
            found=", ".join(item.name for item in changed) or _("no new item"),
            where=code.clock_at_import()
            or item_code.attribute(code, "capture_id")
            or item_code.put(code),
            hint=_("An item under a key that is there replaces the old one: make a new key."),
        )
    for run in (capture.run, *capture.others):
        if run.status != "ok":
            remember_output(bench.stage, run)
            return _put_failed(bench, code, run)
    for run in (capture.run, *capture.others):
        remember_output(bench.stage, run)
        if _FLOAT in run.output:
            return _float_put(
                code.silent_except() or item_code.float_value(code) or item_code.put(code), _FLOAT
            )
    wrong_address = asked_elsewhere(code, capture)
    if wrong_address is not None:
        return wrong_address
    place_of_put = item_code.put(code)
    elsewhere = place_of_put is not None and place_of_put.file in {f.file for f in code.others}
    return Missing(
        _("The capture wrote no item."),
        expected=_("one new item in the table"),
        found=_("no new item in {tables}").format(
            tables=", ".join(name for _region, name in bench.ledger.tables()) or _("any table")
        ),
        where=place_of_put or code.silent_except() or code.handler(),
        hint=_("See that this function is told of each capture: by a trigger that is let in.")
        if elsewhere
        else _("Call put_item with capture_id, s3_path, latitude, longitude and timestamp."),
    )


def _require_python(bench: CaptureBench, capture: Capture) -> None:
    """Raise CannotGrade when another function that should put the item needs a newer Python."""
    others = capture.others if capture.run.status == "ok" else ()
    runtimes = {one.name: one.runtime for one in deployed(bench.stage)} if others else {}
    for run in others:
        require_python(runtimes.get(run.function_name), run)


def _put_failed(bench: CaptureBench, code: CaptureCode, run: Run) -> Fail:
    """Return the finding on a run that ended in an error instead of an item."""
    where = where_failed(bench.stage.submission, run) or item_code.put(code)
    if _FLOAT in (run.error_message or ""):
        return _float_put(item_code.float_value(code) or where, run.error_message)
    no_bucket = no_such_bucket(bench, code, run)
    if no_bucket is not None:
        return no_bucket
    if "<class 'datetime." in (run.error_message or ""):
        return Mismatch(
            _("A datetime was put, and neither a key nor an item can hold one."),
            expected=_("text, such as {example}").format(example="2031-03-17T14:26:53Z"),
            found=run.error_message,
            where=item_code.moment_value(code) or where,
            hint=_("Write the moment as text first: moment.isoformat() or moment.strftime(…)."),
        )
    if run.error_type in {"Inexact", "Rounded"}:
        return Mismatch(
            _("A number was put that has more digits than DynamoDB takes."),
            expected=_("38 digits at the most: {form}").format(form="Decimal(str(x))"),
            found=_("a Decimal that was made of a float"),
            where=item_code.decimal_of_float(code) or where,
            hint=_("Put Decimal(str(x)): it has the digits that the API gave."),
        )
    if run.error_type == "ResourceNotFoundException" and "Item" in (run.error_message or ""):
        return Mismatch(
            _("The function writes to a table that does not exist."),
            expected=_("one of the tables {tables}").format(
                tables=", ".join(name for _region, name in bench.ledger.tables())
            ),
            found=run.error_message,
            where=where,
            hint=_("Take the table's name from the function's environment."),
        )
    return failed(bench.stage, run)


def _float_put(where: Where | None, found: str | None) -> Fail:
    return Mismatch(
        _("A float was put, and DynamoDB takes none."),
        expected=_("Decimal, or text with its type for the client: {form}").format(
            form='{"N": str(x)}'
        ),
        found=found,
        where=where,
        hint=_("Put Decimal(str(x)): it has the digits that the API gave."),
    )


def _same_place(code: CaptureCode, capture: Capture, item: StoredItem) -> None:
    values = {field: leaf.content for field, leaf in fields(item)}
    missing = [field for field in ("latitude", "longitude") if field not in values]
    if missing:
        raise Missing(
            _("The item lacks {fields}.").format(fields=", ".join(missing)),
            expected="capture_id, s3_path, latitude, longitude, timestamp",
            found=", ".join(item.attributes),
            where=item_code.attribute(code, "capture_id", PATH) or item_code.put(code),
            hint=_("Put latitude and longitude into the item, as they are in the object."),
        )
    truth = capture.truth
    latitude, longitude = values["latitude"], values["longitude"]
    wrong = [field for field in ("latitude", "longitude")
             if not near(values[field], getattr(truth, field))]  # fmt: skip
    if not wrong:
        return
    swapped = near(latitude, truth.longitude) and near(longitude, truth.latitude)
    raise Mismatch(
        _("Latitude and longitude of the item are swapped.")
        if swapped
        else _("{fields} of the item: not the place of its capture.").format(
            fields=", ".join(wrong)
        ),
        expected=place(capture),
        found=f"latitude {shortened(latitude, 40)}, longitude {shortened(longitude, 40)}",
        where=code.fetch_at_import() or item_code.attribute(code, wrong[0]) or item_code.put(code),
        hint=_("Take both from the answer that goes into the object."),
    )


def _same_time(code: CaptureCode, capture: Capture, item: StoredItem) -> None:
    texts = [
        str(leaf.content)
        for leaf in item.leaves()
        if leaf.attribute != PATH and leaf.mark in {"S", "N"}
    ]
    if any(within(moments_in(text, capture.moment), capture.moment) for text in texts):
        return
    raise Mismatch(
        _("The item does not tell the second of its capture."),
        expected=_("a timestamp in UTC, as text or number"),
        found=item.shown_within(SHOWN),
        where=code.clock_at_import()
        or item_code.attribute(code, "timestamp")
        or item_code.attribute(code, "capture_id")
        or item_code.put(code),
        hint=_("Put the timestamp into the item that is in the object."),
    )


def require_item(bench: CaptureBench) -> None:
    """Raise NotRun unless the first capture wrote an item that can be looked at."""
    try:
        items = bench.first.items
    except Fail as reason:
        raise NotRun(_("Not run: {reason}").format(reason=reason.finding.message)) from None
    if not items:
        _require_python(bench, bench.first)
        raise NotRun(_("Not run: the capture wrote no item that could be looked at."))


def path_to_object(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless the s3_path of each capture's item leads to the object of that capture."""
    for capture in (bench.first, bench.second):
        for item in of_captures(bench, capture.items)[:1]:
            _path_to_object(code, capture, item)
    slow = bench.slow
    if slow.run.status == "ok" and slow.objects:
        for item in of_captures(bench, slow.items)[:1]:
            _path_to_object(code, slow, item, slow=True)


def _path_to_object(
    code: CaptureCode, capture: Capture, item: StoredItem, *, slow: bool = False
) -> None:
    there = frozenset((one.stored.bucket, one.stored.key) for one in capture.objects)
    expected = ", ".join(one.uri for one in capture.objects) or _("the address of its object")
    path = item.attributes.get(PATH, {}).get("S")
    if path is None:
        raise Missing(
            _("The item has no {name}.").format(name=PATH),
            expected=f"{PATH} {expected}",
            found=item.shown_within(SHOWN),
            where=item_code.attribute(code, PATH) or item_code.put(code),
            hint=_("Put the object's address into the item, as text: s3://bucket/key."),
        )
    if not there:
        raise Mismatch(
            _("The {name} leads nowhere: the capture wrote no object.").format(name=PATH),
            expected=_("one new object in the bucket"),
            found=shortened(path),
            where=code.write() or item_code.attribute(code, PATH),
            hint=_("Put the object first, then the item that names it."),
        )
    if not leads_to(path, there):
        raise Mismatch(
            _("The {name} does not lead to the object of the capture.").format(name=PATH),
            expected=expected,
            found=shortened(path),
            where=item_code.attribute(code, PATH) or item_code.put(code),
            hint=_("Time passed between two readings of the clock: make the key once, for both.")
            if slow
            else _("Make bucket and key once, and use them for the object and for the item."),
        )
    for one in capture.objects:
        if leads_to(path, frozenset({(one.stored.bucket, one.stored.key)})):
            _holds_the_capture(code, capture, item, one)


def _holds_the_capture(
    code: CaptureCode, capture: Capture, item: StoredItem, written: Written
) -> None:
    """Raise Mismatch unless the object holds the place of its capture, or at least its item's."""
    given = place_of_object(written)
    if given is None:
        return
    truth = (capture.truth.latitude, capture.truth.longitude)
    # Swapped or stale numbers that the item shares are the item's own affair.
    if any(both_near(given, wanted) for wanted in (truth, truth[::-1], place_of_item(item))):
        return
    raise Mismatch(
        _("The object that {name} leads to does not hold the capture.").format(name=PATH),
        expected=place(capture),
        found=f"{written.uri}   {shortened(written.text, 160)}",
        where=code.write() or item_code.attribute(code, PATH),
        hint=_("Write the answer of the API into the object, with json.dumps."),
    )


def numbers(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless the numbers of a position are numbers in the items, with their decimals."""
    for capture in (bench.first, bench.second):
        for item in of_captures(bench, capture.items)[:1]:
            _numbers(code, capture, item)


def _numbers(code: CaptureCode, capture: Capture, item: StoredItem) -> None:
    told = list(fields(item))
    if not told:
        raise NotRun(_("Not run: the item holds none of the numbers."))
    for field, leaf in told:
        truth, value = getattr(capture.truth, field), leaf.content
        if leaf.mark != "N":
            raise Mismatch(
                _("{field} is not a number in the table.").format(field=field),
                expected=f"{truth:.4f}, N",
                found=f"{shortened(value, 80)}, {leaf.mark}",
                where=item_code.attribute(code, field, leaf.attribute)
                or code.call("str")
                or item_code.put(code),
                hint=_(
                    "Put Decimal(str(x)): DynamoDB takes no float, and text cannot be compared."
                ),
            )
        if not close(value, truth) and _is_cut(value, truth):
            raise Mismatch(
                _("{field} has lost its decimals.").format(field=field),
                expected=f"{truth:.4f}",
                found=shortened(value, 80),
                where=item_code.rounding(code, field)
                or item_code.attribute(code, field)
                or item_code.put(code),
                hint=_("Decimal(str(x)) keeps every decimal that the API gave."),
            )


def _is_cut(value: Any, truth: float) -> bool:
    """Whether a value is ``truth``, rounded or cut to less than three decimals."""
    given = number(value)
    if given is None:
        return False
    return any(
        round(given, digits) == given and abs(given - truth) < 10.0**-digits for digits in range(3)
    )
