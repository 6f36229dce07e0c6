"""Judging what a capture answers: is it the position of this moment, is a failure reported?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grader.capture.numbers import FIELDS, close, number, position_in
from grader.lambdas.outcome import failed, remember_output, shortened
from grader.locale import _
from grader.rubric import Fail, Mismatch, Missing, Where

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.code import CaptureCode
    from grader.capture.model import Capture


def current_position(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless two captures answer nothing but the numbers of their moments."""
    for capture in (bench.first, bench.second):
        if capture.run.status != "ok":
            raise failed(bench.stage, capture.run)
        found = position_in(capture.answer)
        for field in ("latitude", "longitude"):
            if field not in found:
                raise Missing(
                    _("The answer holds no {field}.").format(field=field),
                    expected=place(capture),
                    found=shortened(capture.answer),
                    where=code.field(field) or code.fetch(),
                    hint=_("Return the fields that the API gives, in a dict."),
                )
        wrong = [f for f in found if not close(found[f][1], getattr(capture.truth, f))]
        if wrong:
            raise _wrong_position(bench, code, capture, found, wrong)


def place(capture: Capture) -> str:
    """Return the position of a capture's moment, for a finding."""
    truth = capture.truth
    return f"latitude {truth.latitude:.4f}, longitude {truth.longitude:.4f}"


def _wrong_position(
    bench: CaptureBench,
    code: CaptureCode,
    capture: Capture,
    found: Mapping[str, tuple[str, Any]],
    wrong: list[str],
) -> Mismatch:
    shown = [f for f in FIELDS if f in wrong]
    given = ", ".join(f"{found[f][0]} {shortened(found[f][1], 40)}" for f in shown)
    latitude, longitude = (found[f][1] for f in FIELDS[:2])
    if close(latitude, capture.truth.longitude) and close(longitude, capture.truth.latitude):
        return Mismatch(
            _("Latitude and longitude are swapped."),
            expected=place(capture),
            found=given,
            where=code.field("latitude"),
            hint=_("Compare with the names that the API uses."),
        )
    if not capture.asked:
        return stale(bench, code, capture, given)
    return Mismatch(
        _("The answer is not what the API says at this moment."),
        expected=", ".join(f"{f} {getattr(capture.truth, f):.4f}" for f in shown),
        found=given,
        where=where_wrong(code, capture, {f: found[f][1] for f in shown}),
        hint=_("Pass the numbers on unrounded, in kilometres and kilometres per hour."),
    )


def where_wrong(code: CaptureCode, capture: Capture, wrong: Mapping[str, Any]) -> Where | None:
    """Return the line that most likely makes these fields wrong: rounding, units, or the field."""
    given = {f: number(value) for f, value in wrong.items()}
    pairs = [(v, getattr(capture.truth, f)) for f, v in given.items() if v is not None]
    if pairs and all(abs(v - truth) <= 0.5 for v, truth in pairs):
        return code.call("round", "int", "format") or code.field(*wrong)
    if all(f in ("altitude", "velocity") for f in wrong):
        return code.text("miles") or code.field(*wrong) or code.fetch()
    return code.field(*wrong) or code.fetch()


def stale(bench: CaptureBench, code: CaptureCode, capture: Capture, given: str) -> Mismatch:
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


def four_fields(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless the first answer holds all four fields as numbers."""
    capture = bench.first
    if capture.run.status != "ok":
        raise failed(bench.stage, capture.run)
    found = position_in(capture.answer)
    missing = [f for f in FIELDS if f not in found or number(found[f][1]) is None]
    if missing:
        raise Missing(
            _("The answer lacks {fields}.").format(fields=", ".join(missing)),
            expected=", ".join(FIELDS),
            found=shortened(capture.answer),
            where=code.field(*(f for f in FIELDS if f not in missing)) or code.fetch(),
            hint=_("Return each as a number, under its own name."),
        )


def failure_is_reported(capture: Capture, timeout: int) -> bool:
    """Whether a run during a failure of the API ended as one, or says so in its answer."""
    run = capture.run
    if run.status == "timeout":
        return False
    if run.status != "ok":
        return True
    return _says_error(run.payload)


def _says_error(answer: Any) -> bool:
    if not isinstance(answer, Mapping):
        return isinstance(answer, str) and "error" in answer.lower()
    if any(number(value) is not None for _key, value in position_in(answer).values()):
        return False
    status = number(answer.get("statusCode", answer.get("status_code", answer.get("status"))))
    if status is not None:
        return status >= 400
    words = ("error", "fail", "fallo", "exception", "message", "mensaje")
    return any(
        any(word in str(key).lower() for word in words) and value for key, value in answer.items()
    ) or str(answer.get("status", "")).lower() in {"error", "failed", "fail"}


def not_reported(bench: CaptureBench, code: CaptureCode, capture: Capture, how: str) -> Fail:
    """Return the finding on a run that hid a failure of the API."""
    remember_output(bench.stage, capture.run)
    if capture.run.status == "timeout":
        return Mismatch(
            _("When the API fails ({how}), the Lambda runs into its own time-out.").format(how=how),
            expected=_("an error before the function's time-out"),
            found=_("no end within {n} s").format(n=bench.wiring.function.timeout),
            where=code.loop_of_fetch() or code.fetch(),
            hint=_("Try a few times at the most, with short pauses, then raise an error."),
        )
    return Mismatch(
        _("When the API fails ({how}), the Lambda reports success.").format(how=how),
        expected=_("a function error, or an answer with an error status or message"),
        found=shortened(capture.run.payload),
        where=code.silent_except() or code.field(*FIELDS) or code.fetch(),
        hint=_("Let the exception pass, or answer with a statusCode of 400 or more."),
    )
