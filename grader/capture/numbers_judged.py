"""Judging the numbers of a capture, wherever it left them: in its answer or in an object."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grader.capture.numbers import close, number
from grader.lambdas.outcome import shortened
from grader.lambdas.remedies import ISS_API
from grader.locale import _
from grader.rubric import Mismatch, Where

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.code import CaptureCode
    from grader.capture.model import Capture


API = re.compile(r"https?://([\w-]+\.)*(wheretheiss\.at|open-notify\.org)/")
POSITION = re.compile(r"/v1/+satellites/+25544(/|\Z)|/iss-now")
"""Where in these services a position is."""


def require_right(
    bench: CaptureBench, code: CaptureCode, capture: Capture, values: Mapping[str, Any]
) -> None:
    """Raise Mismatch unless each value, by field, is what the API said at the capture's moment."""
    truth = capture.truth
    wrong = {f: v for f, v in values.items() if not close(v, getattr(truth, f))}
    if not wrong:
        return
    given = ", ".join(f"{field} {shortened(value, 40)}" for field, value in wrong.items())
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if close(latitude, truth.longitude) and close(longitude, truth.latitude):
        raise Mismatch(
            _("Latitude and longitude are swapped."),
            expected=place(capture),
            found=given,
            where=code.field("latitude"),
            hint=_("Compare with the names that the API uses."),
        )
    elsewhere = asked_elsewhere(code, capture)
    if elsewhere is not None:
        raise elsewhere
    if not capture.asked:
        raise _stale(bench, code, capture, given)
    raise Mismatch(
        _("{fields}: not what the API said at this moment.").format(fields=", ".join(wrong)),
        expected=", ".join(f"{field} {getattr(truth, field):.4f}" for field in wrong),
        found=given,
        where=_where_wrong(code, capture, wrong),
        hint=_("Pass the numbers on unrounded, in kilometres and kilometres per hour."),
    )


def place(capture: Capture) -> str:
    """Return the position of a capture's moment, for a finding."""
    truth = capture.truth
    return f"latitude {truth.latitude:.4f}, longitude {truth.longitude:.4f}"


def asked_elsewhere(code: CaptureCode, capture: Capture) -> Mismatch | None:
    """Return the finding on a run that asked an address where no position is; None otherwise."""
    wrong = [one for one in capture.addresses if API.match(one) and not POSITION.search(one)]
    if not wrong or len(wrong) < len(capture.addresses):
        return None
    return Mismatch(
        _("The Lambda asks an address that does not tell where the ISS is."),
        expected=ISS_API,
        found=shortened(", ".join(dict.fromkeys(wrong))),
        where=code.address() or code.fetch(),
        hint=_("Compare the two addresses letter by letter."),
    )


def _where_wrong(code: CaptureCode, capture: Capture, wrong: Mapping[str, Any]) -> Where | None:
    """Return the line that most likely makes these fields wrong: rounding, units, or the field."""
    given = {f: number(value) for f, value in wrong.items()}
    pairs = [(v, getattr(capture.truth, f)) for f, v in given.items() if v is not None]
    if pairs and all(abs(v - truth) <= 0.5 for v, truth in pairs):
        return code.call("round", "int", "format") or code.field(*wrong)
    if all(f in ("altitude", "velocity") for f in wrong):
        return code.text("miles") or code.field(*wrong) or code.fetch()
    return code.field(*wrong) or code.fetch()


def _stale(bench: CaptureBench, code: CaptureCode, capture: Capture, given: str) -> Mismatch:
    """Return the finding on a capture that did not ask the API."""
    if capture is bench.second and bench.first.asked:
        message = _("The second capture did not ask the API again.")
        hint = _("Ask inside the handler: what runs at import runs once for many captures.")
    elif code.fetch_at_import():
        message = _("The API is asked while the file is imported, not at every capture.")
        hint = _("Ask inside the handler: what runs at import runs once for many captures.")
    else:
        message = _("The Lambda did not ask the API for the position.")
        hint = _("Open https://api.wheretheiss.at/v1/satellites/25544 inside the handler.")
    return Mismatch(
        message,
        expected=place(capture),
        found=given,
        where=code.fetch_at_import() or code.cached() or code.field("latitude") or code.fetch(),
        hint=hint,
    )
