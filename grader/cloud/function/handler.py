"""Loading a function's handler and calling it, with AWS's names for what goes wrong."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from decimal import Decimal
from json import dumps
from typing import Any

from grader.cloud.function.traces import describe, message_of

LARGEST_ANSWER = 6 * 1024 * 1024 + 100
"""Bytes of the longest answer that a function can give on AWS."""

Handler = Callable[[Any, Any], Any]


class CannotLoad(Exception):
    """The handler could not be had; carries what to answer."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["message"])
        self.answer = answer


def load_handler(name: str, task_root: str) -> Handler:
    """Import the module of ``name`` (`file.function`) and return the function.

    Raises CannotLoad with AWS's error type.
    """
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        raise _refusal(
            "Runtime.MalformedHandlerName",
            f"Bad handler '{name}': not enough values to unpack (expected 2, got 1)",
        )
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except SyntaxError as error:
        told = f"Syntax error in module '{module_name}': {message_of(error)}"
        raise _refusal("Runtime.UserCodeSyntaxError", told, error, task_root) from None
    except ImportError as error:
        told = f"Unable to import module '{module_name}': {message_of(error)}"
        raise _refusal("Runtime.ImportModuleError", told, error, task_root) from None
    except Exception as error:  # the student's own code
        told = message_of(error)
        raise _refusal(type(error).__name__, told, error, task_root) from None
    handler = getattr(module, function_name, None)
    if handler is None:
        told = f"Handler '{function_name}' missing on module '{module_name}'"
        raise _refusal("Runtime.HandlerNotFound", told)
    return handler  # type: ignore[no-any-return]


def _refusal(
    kind: str, message: str, error: BaseException | None = None, task_root: str = ""
) -> CannotLoad:
    frames = describe(error, task_root)["frames"] if error else []
    answer = {"status": "init_error", "type": kind, "message": message, "frames": frames}
    return CannotLoad(answer)


def call_handler(
    handler: Handler, event: object, context: object, task_root: str
) -> dict[str, Any]:
    """Call ``handler`` and return what to answer; SystemExit and its kind pass through."""
    try:
        result = handler(event, context)
    except Exception as error:  # the student's own code
        return {"status": "error", **describe(error, task_root)}
    try:
        text = dumps(result, ensure_ascii=False, default=_number)
    except Exception as error:  # a value of the student's own class may raise anything
        told = f"Unable to marshal response: {message_of(error)}"
        return {"status": "not_json", "type": "Runtime.MarshalError", "message": told}
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST_ANSWER:
        told = (
            f"Response payload size exceeded maximum allowed payload size ({LARGEST_ANSWER} bytes)."
        )
        kind = "Function.ResponseSizeTooLarge"
        return {"status": "too_large", "type": kind, "message": told}
    return {"status": "ok", "payload": text}


def _number(value: object) -> float | int:
    """AWS's runtime writes Decimal, which DynamoDB returns, as a number."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
