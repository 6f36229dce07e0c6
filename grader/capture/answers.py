"""Judging what a capture answers: is it the position of this moment, is a failure reported?"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grader.capture.failures import during_failure
from grader.capture.numbers import FIELDS, number, position_in
from grader.capture.numbers_judged import asked_elsewhere, place, require_right
from grader.lambdas.outcome import failed, remember_output, shortened
from grader.locale import _
from grader.rubric import Fail, Mismatch, Missing

if TYPE_CHECKING:
    from grader.capture.bench import CaptureBench
    from grader.capture.code import CaptureCode
    from grader.capture.model import Capture


ERROR_WORDS = (
    "error", "fail", "fallo", "falló", "exception", "unable", "could not", "cannot", "can't",
    "no se pud", "no pud", "unavailable", "not available", "no disponible", "timed out",
    "missing", "falta", "invalid",
)  # fmt: skip
ERROR_KEYS = ("error", "fail", "fallo", "exception")
OUTCOME_KEYS = ("ok", "success", "exito", "éxito")


def current_position(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless two captures answer nothing but the numbers of their moments."""
    for capture in (bench.first, bench.second):
        if capture.run.status != "ok":
            raise failed(bench.stage, capture.run)
        found = position_in(capture.answer)
        if not found:
            require_an_answer(code, capture)
        for field in ("latitude", "longitude"):
            if field not in found:
                raise Missing(
                    _("The answer holds no {field}.").format(field=field),
                    expected=place(capture),
                    found=shortened(capture.answer),
                    where=code.field(field) or code.fetch(),
                    hint=_("Return the fields that the API gives, in a dict."),
                )
        values = {field: found[field][1] for field in FIELDS if field in found}
        require_right(bench, code, capture, values)


def four_fields(bench: CaptureBench, code: CaptureCode) -> None:
    """Raise Fail unless the first answer holds all four fields as numbers."""
    capture = bench.first
    if capture.run.status != "ok":
        raise failed(bench.stage, capture.run)
    found = position_in(capture.answer)
    if not found:
        require_an_answer(code, capture)
    missing = [f for f in FIELDS if f not in found or not _is_number(found[f][1])]
    if missing:
        raise Missing(
            _("The answer lacks {fields}, as numbers.").format(fields=", ".join(missing)),
            expected=", ".join(FIELDS),
            found=shortened(capture.answer),
            where=code.field(*(f for f in FIELDS if f not in missing)) or code.fetch(),
            hint=_("Return each as a number, under its own name."),
        )


def require_an_answer(code: CaptureCode, capture: Capture) -> None:
    """Raise Fail where a run answered nothing, or did not ask where the ISS is."""
    if capture.answer is None:
        raise Missing(
            _("The handler returns nothing."),
            expected=place(capture),
            found="null",
            where=code.handler(),
            hint=_("End the handler with return and the position: a dict with the four fields."),
        )
    elsewhere = asked_elsewhere(code, capture)
    if elsewhere is not None:
        raise elsewhere


def _is_number(value: Any) -> bool:
    return number(value) is not None and not isinstance(value, str)


def failure_is_reported(capture: Capture, timeout: int) -> bool:
    """Whether a run during a failure of the API ended as one, or says so in its answer."""
    run = capture.run
    if run.status == "timeout":
        return False
    if run.status != "ok":
        return True
    return _says_error(run.payload)


def _says_error(answer: Any) -> bool:
    """Whether an answer carries an error status, or an error message and no position."""
    status = number(answer.get("statusCode")) if isinstance(answer, Mapping) else None
    if status is not None and status >= 400:
        return True
    if any(number(value) is not None for _key, value in position_in(answer).values()):
        return False
    return _tells_error(answer, 4)


def _tells_error(answer: Any, depth: int) -> bool:
    if isinstance(answer, str) and answer.lstrip()[:1] in {"{", "["}:
        with contextlib.suppress(ValueError, RecursionError):
            answer = json.loads(answer)
    if isinstance(answer, str):
        return any(word in answer.lower() for word in ERROR_WORDS)
    if not isinstance(answer, Mapping) or depth == 0:
        return False
    for key, value in answer.items():
        name = str(key).lower()
        if any(word in name for word in ERROR_KEYS) and value:
            return True
        if name in OUTCOME_KEYS and value is False:
            return True
        if _tells_error(value, depth - 1):
            return True
    return False


def not_reported(bench: CaptureBench, code: CaptureCode, capture: Capture, how: str) -> Fail:
    """Return the finding on a run that hid a failure of the API."""
    remember_output(bench.stage, capture.run, during=during_failure(how))
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
