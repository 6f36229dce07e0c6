"""Every way in which a function fails has AWS's name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from grader.cloud.embedded import EmbeddedCloud
from grader.cloud.run import Frame

LOADING = [
    ("import requests\n", "Runtime.ImportModuleError", "No module named 'requests'", 1),
    ("x = (\n", "Runtime.UserCodeSyntaxError", "Syntax error in module 'main'", 1),
    ("x = 1\n", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'main'", None),
    ("a = 1\nb = undefined\n", "NameError", "name 'undefined' is not defined", 2),
]


@pytest.mark.parametrize(("code", "kind", "message", "line"), LOADING)
def test_code_that_cannot_be_loaded(
    functions: Any, code: str, kind: str, message: str, line: int | None
) -> None:
    run = functions.run(code)
    assert (run.status, run.error_type) == ("init_error", kind)
    assert message in (run.error_message or "")
    if line is not None:
        assert (run.frames[-1].file, run.frames[-1].line) == ("main.py", line)


def test_a_missing_file(functions: Any) -> None:
    run = functions.run("x = 1\n", Handler="lambda_function.handler")
    assert run.error_type == "Runtime.ImportModuleError"
    told = "Unable to import module 'lambda_function': No module named 'lambda_function'"
    assert run.error_message == told


def test_a_handler_without_a_dot(functions: Any) -> None:
    assert functions.run("x = 1\n", Handler="main").error_type == "Runtime.MalformedHandlerName"


RUNNING = [
    ("raise KeyError('latitude')", "error", "KeyError"),
    ("import datetime; return datetime.datetime.now()", "not_json", "Runtime.MarshalError"),
    ("return {1, 2}", "not_json", "Runtime.MarshalError"),
    ("return 'x' * 7_000_000", "too_large", "Function.ResponseSizeTooLarge"),
    ("import sys; sys.exit(3)", "exited", "Runtime.ExitError"),
    ("import sys; sys.exit()", "exited", "Runtime.ExitError"),
    ("import os; os._exit(0)", "exited", "Runtime.ExitError"),
    ("raise KeyboardInterrupt", "exited", "Runtime.ExitError"),
    ("handler(event, context)", "error", "RecursionError"),
]


@pytest.mark.parametrize(("body", "status", "kind"), RUNNING)
def test_a_handler_that_fails(functions: Any, body: str, status: str, kind: str) -> None:
    name = functions.deploy(
        f"def handler(event, context):\n    if event: return 'well'\n    {body}"
    )
    run = functions.cloud.invoke(name)
    assert (run.status, run.error_type) == (status, kind)
    assert run.payload is None
    assert functions.cloud.invoke(name, {"again": True}).payload == "well"


def test_an_exception_that_cannot_be_told(functions: Any) -> None:
    run = functions.run(
        "class Odd(Exception):\n    def __str__(self): raise RuntimeError\n"
        "def handler(event, context): raise Odd\n"
    )
    assert run.error_type == "Odd"


def test_decimals_are_numbers(functions: Any) -> None:
    code = "from decimal import Decimal\ndef handler(e, c): return [Decimal('2'), Decimal('2.5')]\n"
    assert functions.run(code).payload == [2, 2.5]


def test_what_boto3_sees_of_an_error(functions: Any, cloud: EmbeddedCloud) -> None:
    name = functions.deploy("def handler(event, context):\n    return event['missing']\n")
    answer = cloud.client("lambda").invoke(FunctionName=name, Payload=b"{}")
    assert answer["FunctionError"] == "Unhandled"
    body = json.load(answer["Payload"])
    assert body["errorType"] == "KeyError"
    assert body["errorMessage"] == "'missing'"
    assert body["stackTrace"] == [
        "  File \"/var/task/main.py\", line 2, in handler\n    return event['missing']\n"
    ]


def test_a_time_out_tells_where_the_code_stood(functions: Any) -> None:
    code = "def handler(event, context):\n    while not event:\n        pass\n    return 1\n"
    name = functions.deploy(code, Timeout=1)
    run = functions.cloud.invoke(name)
    assert (run.status, run.error_type) == ("timeout", "Sandbox.Timedout")
    assert run.error_message == "Task timed out after 1.00 seconds"
    assert run.frames[-1].file == "main.py"
    assert run.frames[-1].line in (2, 3)
    assert functions.cloud.invoke(name, {"go": 1}).payload == 1


def test_a_loop_while_loading_ends(start: Any, functions_in: Any) -> None:
    functions = functions_in(start(init_seconds=1.0))
    run = functions.run("x = 1\nwhile True:\n    x += 1\n", Timeout=30)
    assert run.status == "timeout"
    assert run.error_message == "Init phase timed out after 1.00 seconds"
    assert run.frames[-1].line in (2, 3)


def test_a_long_time_out_is_cut_short(start: Any, functions_in: Any) -> None:
    functions = functions_in(start(longest_run=1.0))
    run = functions.run("import time\ndef handler(e, c): time.sleep(100)\n", Timeout=900)
    assert run.status == "timeout"
    assert "900" in (run.error_message or "")


@pytest.mark.parametrize("runtime", ["nodejs20.x", "java21", "provided.al2023"])
def test_a_runtime_that_cannot_run_here_is_said_so(functions: Any, runtime: str) -> None:
    run = functions.run("x", Runtime=runtime)
    assert (run.status, run.error_type) == ("init_error", "Runtime.UnsupportedRuntime")
    assert runtime in (run.error_message or "")


@pytest.mark.parametrize("minor", range(8, 15))
def test_every_python_runtime_runs(functions: Any, minor: int) -> None:
    run = functions.run("def handler(e, c): return 1\n", Runtime=f"python3.{minor}")
    assert run.payload == 1


def test_a_package_that_is_no_zip(functions: Any, cloud: EmbeddedCloud) -> None:
    from botocore.exceptions import ClientError

    with pytest.raises(ClientError):
        functions.deploy(b"this is no zip")


def test_a_forged_answer_is_only_the_forgers_own(functions: Any, cloud: EmbeddedCloud) -> None:
    other = functions.deploy("def handler(e, c): return 'true'\n")
    forger = functions.deploy(
        "import json, os\n"
        "def handler(e, c):\n"
        "    line = json.dumps({'marker': '0' * 32, 'status': 'ok', 'payload': '\"false\"'})\n"
        "    for fd in range(3, 20):\n"
        "        try: os.write(fd, line.encode() + b'\\n')\n"
        "        except OSError: pass\n"
        "    print(line)\n"
        "    return 'mine'\n"
    )
    assert cloud.invoke(forger).payload == "mine"
    assert cloud.invoke(other).payload == "true"


def test_a_forged_answer_of_odd_shape_is_read_as_no_answer() -> None:
    from grader.cloud.outcome import read_answer

    odd: list[dict[str, Any]] = [
        {},
        {"status": ["ok"]},
        {"status": "ok", "payload": 3},
        {"status": "ok", "payload": "{"},
        {"status": "error", "frames": 7},
        {"status": "error", "frames": [{"file": 1}]},
        {"status": "grand"},
    ]
    assert {read_answer(answer, "id", cold=True).status for answer in odd} == {"not_json"}


def test_frames_point_into_the_syntax_error(functions: Any) -> None:
    run = functions.run({"main.py": "import lib.broken\n", "lib/broken.py": "def f(:\n"})
    assert run.frames[-1] == Frame("lib/broken.py", 1, "<module>", "def f(:")
