"""What LocalStack and AWS say, in the shapes in which their documentation shows it."""

from __future__ import annotations

import base64
import json

import pytest

from grader.cloud.endpoint import Endpoint
from grader.live.invoking import as_run
from grader.live.product import identify

from .conftest import serving

# docs.localstack.cloud, "Internal endpoints": /_localstack/health
HEALTH = {
    "services": {"s3": "running", "lambda": "available", "dynamodb": "disabled"},
    "edition": "community",
    "version": "4.14.0",
}
LOG = (
    "START RequestId: 1 Version: $LATEST\n"
    "hello\n"
    "[ERROR] KeyError: 'name'\n"
    "Traceback (most recent call last):\n"
    '  File "/var/task/hello.py", line 3, in handler\n'
    '    return event["name"]\n'
    "           ~~~~~^^^^^^^^\n"
    "KeyError: 'name'\n"
    "END RequestId: 1\n"
    "REPORT RequestId: 1\tDuration: 1.0 ms\n"
)


def test_localstack_is_known_by_its_health() -> None:
    def answer(path: str) -> tuple[int, object]:
        return (200, HEALTH) if path == "/_localstack/health" else (404, {"message": "no"})

    with serving(answer) as port:
        found = identify(Endpoint(f"http://127.0.0.1:{port}"))
    assert str(found) == "LocalStack 4.14.0 community"
    assert found.offered == ("s3", "lambda")


@pytest.mark.parametrize("content", [[], "text", {"services": 3}, {"services": {"s3": None}}, {}])
def test_other_healths_do_no_harm(content: object) -> None:
    with serving(lambda path: (200, content)) as port:
        identify(Endpoint(f"http://127.0.0.1:{port}"))


def _answer(error: str | None = None, log: str = "") -> dict[str, str]:
    told = {"LogResult": base64.b64encode(log.encode()).decode()} if log else {}
    return told | ({"FunctionError": error} if error else {})


def test_an_answer() -> None:
    run = as_run(1, "f", 2.0, _answer(log="START x\nhi\nEND x\n"), b'{"a": 1}')
    assert (run.status, run.payload, run.output) == ("ok", {"a": 1}, "hi\n")
    assert run.sky_timeouts is None


def test_an_exception_keeps_the_students_frames() -> None:
    # docs.aws.amazon.com/lambda, "Lambda function handler errors in Python"
    body = {
        "errorMessage": "'name'",
        "errorType": "KeyError",
        "requestId": "1",
        "stackTrace": [
            '  File "/var/runtime/bootstrap.py", line 1, in run\n    x()\n',
            '  File "/var/task/hello.py", line 3, in handler\n    return event["name"]\n',
        ],
    }
    run = as_run(1, "f", 2.0, _answer("Unhandled", LOG), json.dumps(body).encode())
    assert (run.status, run.error_type, run.error_message) == ("error", "KeyError", "'name'")
    assert [(f.file, f.line, f.function, f.text) for f in run.frames] == [
        ("hello.py", 3, "handler", 'return event["name"]')
    ]
    assert run.output == "hello\n"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"errorMessage": "2026-01-01T00:00:00Z 1 Task timed out after 3.00 seconds"}, "timeout"),
        ({"errorType": "Runtime.ImportModuleError", "errorMessage": "no module"}, "init_error"),
        ({"errorType": "Runtime.ExitError", "errorMessage": "exit status 1"}, "exited"),
        ("just a text", "error"),
        ({"errorMessage": None, "stackTrace": None}, "error"),
        ({"errorMessage": "x", "stackTrace": ["nonsense", 3]}, "error"),
    ],
)
def test_other_failures(body: object, status: str) -> None:
    assert as_run(1, "f", 2.0, _answer("Unhandled"), json.dumps(body).encode()).status == status


def test_what_is_not_json() -> None:
    assert as_run(1, "f", 2.0, _answer(), b"<html>").status == "not_json"
