"""Judging what a capture writes to S3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grader.capture.keys import KeyReading, expected_key, read_key
from grader.capture.moments import moments_in, within
from grader.capture.numbers import FIELDS
from grader.capture.numbers_judged import require_right
from grader.lambdas.outcome import failed, remember_output, shortened
from grader.locale import _
from grader.rubric import Fail, Mismatch, Missing

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.code import CaptureCode
    from grader.capture.model import Capture


def one_object(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless the first capture writes exactly one object, of JSON."""
    capture = bench.first
    if not capture.objects:
        if capture.run.status != "ok":
            raise failed(bench.stage, capture.run)
        raise Missing(
            _("The capture wrote no object."),
            expected=_("one new object in the bucket"),
            found=_("no new object in {buckets}").format(
                buckets=", ".join(bench.shelf.buckets()) or _("any bucket")
            ),
            where=code.write() or code.silent_except(),
            hint=_("Call put_object with Bucket, Key and Body inside the handler."),
        )
    if len(capture.objects) > 1:
        raise Mismatch(
            _("One capture wrote more than one object."),
            expected=_("one object for each run"),
            found=[stored.uri for stored in capture.objects],
            where=code.write(),
            hint=_("Write each capture once."),
        )
    try:
        capture.objects[0].parsed()
    except ValueError:
        raise Mismatch(
            _("The object is not JSON."),
            expected=_("one JSON object"),
            found=shortened(capture.objects[0].text),
            where=code.write(),
            hint=_("Write json.dumps(data) as the Body."),
        ) from None


def key(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless the key is raw/iss/{date}/{timestamp}.json of the capture's moment."""
    capture = bench.first
    stored = capture.objects[0]
    reading = read_key(stored.key, capture.moment)
    if not reading.right:
        raise Mismatch(
            _wrong_part(reading),
            expected=_("for example {key}").format(key=expected_key(capture.moment)),
            found=stored.key,
            where=code.key(),
            hint=_("Date and timestamp are those of the capture, in UTC."),
        )


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
    try:
        content = capture.objects[0].parsed()
    except ValueError:
        return
    if not isinstance(content, Mapping):
        raise Mismatch(
            _("The file is not one JSON object."),
            expected='{"timestamp": …, "latitude": …, "longitude": …, …}',
            found=shortened(content),
            where=code.write(),
            hint=_("Write one dict with the five fields."),
        )
    missing = [name for name in ("timestamp", *FIELDS) if name not in content]
    if missing:
        raise Missing(
            _("The file lacks {fields}.").format(fields=", ".join(missing)),
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
                found=shortened(value if value is not None else "null"),
                where=code.field(name),
                hint=_("Write it as the API gives it, without str() and without quotes."),
            )
    require_right(bench, code, capture, {name: content[name] for name in FIELDS})


def _timestamp(code: CaptureCode, capture: Capture, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        right = False
    else:
        text = str(value) if isinstance(value, str) else f"{value:.6f}".rstrip("0").rstrip(".")
        right = within(moments_in(text, capture.moment), capture.moment)
    if not right:
        raise Mismatch(
            _("The timestamp in the file is not the second of the capture."),
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
        raise failed(bench.stage, second.run)
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
    """Raise Fail when a capture during a failure of the API wrote something."""
    if not capture.objects:
        return
    remember_output(bench.stage, capture.run)
    written = capture.objects[0]
    raise Fail(
        _("When the API fails ({how}), an object is written all the same.").format(how=how),
        expected=_("no new object"),
        found=f"{written.uri}   {shortened(written.text, 120)}",
        where=code.silent_except() or code.cached() or code.write(),
        hint=_("Write only what was fetched and has all its fields: fetch first, then put_object."),
    )
