"""Judging what a capture writes to S3."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grader.capture.bucket_code import no_such_bucket
from grader.capture.failures import during_failure
from grader.capture.keys import KeyReading, expected_key, read_key
from grader.capture.moments import moments_in, within
from grader.capture.numbers import FIELDS, number
from grader.capture.numbers_judged import asked_elsewhere, require_right
from grader.capture.objects import Written
from grader.lambdas.outcome import failed, remember_output, shortened
from grader.locale import _
from grader.rubric import Fail, Mismatch, Missing, NotRun

NOT_JSON = object()

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.code import CaptureCode
    from grader.capture.model import Capture
    from grader.cloud.run import Run


def one_object(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless each of two captures writes exactly one object, of JSON."""
    for capture in (bench.first, bench.second):
        if not capture.objects:
            if capture.run.status != "ok":
                raise _failed(bench, code, capture.run)
            raise _nothing_written(bench, code, capture)
        if len(capture.objects) > 1:
            raise Mismatch(
                _("One capture wrote more than one object."),
                expected=_("one object for each run"),
                found=[written.uri for written in capture.objects],
                where=code.write(),
                hint=_("Write each capture once."),
            )
        if capture.objects[0].problem:
            raise Mismatch(
                _("The object cannot be read back."),
                expected=_("one JSON object that anyone with the bucket can read"),
                found=f"{capture.objects[0].uri}: {capture.objects[0].problem}",
                where=code.write(),
                hint=_("Call put_object with Bucket, Key and Body, and nothing more."),
            )
        if _parsed(capture.objects[0]) is NOT_JSON:
            raise Mismatch(
                _("The object is not JSON."),
                expected=_("one JSON object"),
                found=shortened(capture.objects[0].text),
                where=code.write(),
                hint=_("Write json.dumps(data) as the Body."),
            )


def _failed(bench: CaptureBench, code: CaptureCode, run: Run) -> Mismatch:
    return no_such_bucket(bench, code, run) or failed(bench.stage, run)


def _nothing_written(bench: CaptureBench, code: CaptureCode, capture: Capture) -> Fail:
    elsewhere = asked_elsewhere(code, capture)
    if elsewhere is not None:
        return elsewhere
    if capture is bench.second and bench.first.objects:
        return Missing(
            _("Only the first capture wrote an object."),
            expected=_("one new object at every run"),
            where=code.write_at_import() or code.write(),
            hint=_("Ask and write inside the handler: the rest of the file runs only once."),
        )
    return Missing(
        _("The capture wrote no object."),
        expected=_("one new object in the bucket"),
        found=_("no new object in {buckets}").format(
            buckets=", ".join(bench.shelf.buckets()) or _("any bucket")
        ),
        where=code.write() or code.silent_except() or code.handler(),
        hint=_("Call put_object with Bucket, Key and Body inside the handler."),
    )


def require_object(bench: CaptureBench) -> None:
    """Raise NotRun unless the first capture wrote an object that can be looked at."""
    try:
        written = bench.first.objects
    except Fail as reason:
        raise NotRun(_("Not run: {reason}").format(reason=reason.finding.message)) from None
    if not written:
        raise NotRun(_("Not run: the capture wrote no object that could be looked at."))


def key(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless the key is raw/iss/{date}/{timestamp}.json of the capture's moment."""
    capture = bench.first
    stored = best_object(capture)
    reading = read_key(stored.key, capture.moment)
    if not reading.right:
        raise Mismatch(
            _wrong_part(reading),
            expected=_("for example {key}").format(key=expected_key(capture.moment)),
            found=stored.key,
            where=code.key(),
            hint=_("Build it as the example shows, with date and timestamp in UTC."),
        )


def best_object(capture: Capture) -> Written:
    """Return the object of a capture whose key is most like what was asked for."""

    def likeness(written: Written) -> int:
        return sum(vars(read_key(written.key, capture.moment)).values())

    return max(capture.objects, key=likeness)


def _wrong_part(reading: KeyReading) -> str:
    if not reading.prefix:
        return _("The key does not start with raw/iss/.")
    if not reading.suffix:
        return _("The key does not end with .json.")
    if not reading.date:
        return _("The key's folder is not the date of the capture.")
    return _("The key's timestamp does not tell the second of the capture.")


def five_fields(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless the objects of two captures hold the five fields, right and as numbers."""
    for capture in (bench.first, bench.second):
        if capture.objects:
            _five_fields(bench, code, capture)


def _five_fields(bench: CaptureBench, code: CaptureCode, capture: Capture) -> None:
    content = _parsed(best_object(capture))
    if content is NOT_JSON:
        raise NotRun(_("Not run: the object is not JSON, so it has no fields."))
    if isinstance(content, str) and content.lstrip().startswith("{"):
        raise Mismatch(
            _("The object holds a text in which JSON is written, not a JSON object."),
            expected='{"timestamp": …}',
            found=shortened(json.dumps(content)),
            where=code.call("dumps") or code.write(),
            hint=_("Call json.dumps once."),
        )
    if not isinstance(content, Mapping):
        raise Mismatch(
            _("The content is not one JSON object."),
            expected='{"timestamp": …, "latitude": …, "longitude": …, …}',
            found=shortened(content),
            where=code.write(),
            hint=_("Write one dict with the five fields."),
        )
    missing = [name for name in ("timestamp", *FIELDS) if name not in content]
    if missing:
        raise Missing(
            _("The object lacks {fields}.").format(fields=", ".join(missing)),
            expected="timestamp, latitude, longitude, altitude, velocity",
            found=", ".join(map(str, content)) or _("an empty object"),
            where=code.field(*(f for f in FIELDS if f not in missing)) or code.write(),
            hint=_("Name the fields exactly so, at the top of the object."),
        )
    _numbers(bench, code, capture, content)
    # A timestamp that is right once and then stays is what "two captures" is about.
    if capture is bench.first:
        _timestamp(code, capture, content["timestamp"])


def _numbers(
    bench: CaptureBench, code: CaptureCode, capture: Capture, content: Mapping[str, Any]
) -> None:
    for name in FIELDS:
        value = content[name]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Mismatch(
                _("{field} is not a number.").format(field=name),
                expected=f"{getattr(capture.truth, name):.4f}",
                found=_quoted(value),
                where=code.made_text(name) if isinstance(value, str) else code.field(name),
                hint=_("Write it as the API gives it, without str() and without quotes."),
            )
    require_right(bench, code, capture, {name: content[name] for name in FIELDS})


def _quoted(value: Any) -> str:
    """Return a value as JSON writes it: a number as text in its quotes, and told to be text."""
    written = shortened(json.dumps(value, ensure_ascii=False, default=str))
    return _("{value}, which is text").format(value=written) if isinstance(value, str) else written


def _timestamp(code: CaptureCode, capture: Capture, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        right = False
    else:
        seconds = number(value)
        plain = "" if seconds is None else f"{seconds:.6f}".rstrip("0").rstrip(".")
        text = value if isinstance(value, str) else plain
        right = within(moments_in(text, capture.moment), capture.moment)
    if not right:
        raise Mismatch(
            _("The timestamp in the object is not the second of the capture."),
            expected=_("{second} as text or number, in UTC").format(
                second=expected_key(capture.moment).rpartition("/")[2].removesuffix(".json")
            ),
            found=shortened(value),
            where=code.clock_at_import() or code.field("timestamp"),
            hint=_("Take the API's timestamp, or datetime.now(timezone.utc) inside the handler."),
        )


def two_objects(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless a second capture leaves a second object beside the first."""
    first, second = bench.first, bench.second
    keys = {stored.uri for stored in bench.shelf.objects()}
    before = {stored.uri for stored in first.objects}
    fresh = {stored.uri for stored in second.objects} - before
    if fresh and before <= keys:
        return
    if second.run.status != "ok" and not second.objects:
        raise _failed(bench, code, second.run)
    raise Mismatch(
        _("The second capture did not leave a second object."),
        expected=_("two different keys after two captures"),
        found=sorted(keys),
        where=code.clock_at_import() or code.key(),
        hint=_("Is the timestamp computed once, when the file is imported?")
        if code.clock_at_import()
        else _("The key must tell the second of each capture."),
    )


def nothing_left(bench: CaptureBench, code: CaptureCode, capture: Capture, how: str) -> None:
    """Raise Fail when a capture during a failure of the API wrote or removed something."""
    if capture.objects or capture.removed:
        remember_output(bench.stage, capture.run, during=during_failure(how))
    if capture.removed:
        raise Fail(
            _("When the API fails ({how}), captures that were there are gone.").format(how=how),
            expected=_("the bucket as it was before"),
            found=", ".join(capture.removed[:3]),
            where=code.call("delete_object", "delete_objects", "delete"),
            hint=_("A failed capture writes nothing and deletes nothing."),
        )
    if capture.objects:
        written = capture.objects[0]
        raise Fail(
            _("When the API fails ({how}), an object is written all the same.").format(how=how),
            expected=_("no new object"),
            found=f"{written.uri}   {shortened(written.text, 120)}",
            where=code.silent_except() or code.cached() or code.write(),
            hint=_("Write only what was fetched and has all its fields: fetch first, then write."),
        )


def no_error_after_writing(bench: CaptureBench) -> None:
    """Raise Fail when a capture ends in an error although its object is in the bucket."""
    if bench.first.run.status != "ok":
        problem = failed(bench.stage, bench.first.run).finding
        raise Fail(
            _("The run ended in an error, and its object is in the bucket all the same."),
            expected=_("a run that writes and succeeds, or fails and leaves nothing"),
            found=problem.found,
            where=problem.where,
            hint=_("Mend the error: AWS would run the function again and write a second object."),
        )


def _parsed(written: Written) -> Any:
    try:
        return written.parsed()
    except ValueError:
        return NOT_JSON
