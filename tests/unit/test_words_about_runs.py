"""What is said of a run that failed: the next step, and values that are shortened."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cloud.run import Frame, Run
from grader.lambdas.outcome import LONGEST_WORD, shortened
from grader.lambdas.remedies import remedy
from grader.python_source import PythonFile
from grader.submission import take


def failed(kind: str, message: str, line: str = "") -> Run:
    frames = (Frame("capturar_iss.py", 3, "handler", line),) if line else ()
    facts: dict[str, Any] = {
        "number": 1, "function_name": "f", "request_id": "", "moment": 0.0, "cold": True,
        "status": "error", "payload": None, "output": "", "output_dropped": 0,
        "sky_timeouts": (), "trigger": "invoke",
    }  # fmt: skip
    return Run(error_type=kind, error_message=message, frames=frames, **facts)


STEPS = [
    ("NameError", "name 'Decimal' is not defined", "", "from decimal import Decimal"),
    ("NameError", "name 'json' is not defined", "", "import json"),
    ("NameError", "name 'latitud' is not defined", "", "latitud"),
    ("AttributeError", "module 'urllib' has no attribute 'request'", "", "import urllib.request"),
    ("KeyError", "'latitud'", 'lat = data["latitud"]', "latitude"),
    ("KeyError", "'lon'", 'data["lon"]', "lon"),
    ("KeyError", "'name'", 'event["name"]', 'event.get("name"'),
    ("KeyError", "'BUCKET'", 'os.environ["BUCKET"]', "BUCKET"),
    ("HTTPError", "HTTP Error 404: Not Found", "", "api.wheretheiss.at/v1/satellites/25544"),
    ("URLError", "<urlopen error [Errno -2] Name or service not known>", "", "api.wheretheiss.at"),
    ("ValueError", "Required parameter name not set", "", "environment"),
    ("ClientError", "… Missing the key capture_id in the item", "", "capture_id"),
    (
        "ParamValidationError",
        "Invalid type for parameter Key, value: 2031-03-17, type: <class 'datetime.datetime'>",
        "",
        "isoformat",
    ),
    ("TypeError", "Object of type Decimal is not JSON serializable", "", "Decimal"),
    ("TypeError", "string indices must be integers, not 'str'", "", "json.loads"),
    ("TypeError", "handler() takes 0 positional arguments but 2 were given", "", "event, context"),
    ("Runtime.UnsupportedRuntime", "runtime python3.7 cannot be run here", "", "python3.12"),
]


@pytest.mark.parametrize(("kind", "message", "line", "wanted"), STEPS)
def test_the_next_step_is_about_this_error(kind: str, message: str, line: str, wanted: str) -> None:
    assert wanted in (remedy(failed(kind, message, line)) or "")


def test_of_other_errors_nothing_is_known() -> None:
    assert remedy(failed("CaptureError", "no position")) is None


def test_a_number_is_not_cut() -> None:
    text = "latitude -23.737980347116, longitude -23.737980347116, s3_path s3://mi-data-lake/raw"
    for limit in range(10, 45):
        kept = shortened(text, limit)
        before, _gap, after = re.split(r" ?(\[\d+ [^]]*\]) ?", kept)
        for number in re.findall(r"-?\d+\.\d+", f"{before} {after}"):
            assert number == "-23.737980347116", kept


@given(st.lists(st.from_regex(r"-?\d{1,3}\.\d{1,12}", fullmatch=True), min_size=20, max_size=80))
def test_whatever_is_left_out_is_counted(numbers: list[str]) -> None:
    text = ", ".join(numbers)
    kept = shortened(text, 60)
    if kept == text:
        return
    parts = re.fullmatch(r"(.*) \[\D*(\d+)[^]]*\] (.*)", kept)
    assert parts is not None
    left_out = len(text) - len(parts[1]) - len(parts[3])
    assert abs(left_out - int(parts[2])) <= 2  # blanks beside the gap
    assert set(re.findall(r"-?\d+\.\d+", f"{parts[1]} {parts[3]}")) <= set(numbers)


def test_a_word_that_is_too_long_is_cut_all_the_same() -> None:
    assert len(shortened("x" * 1000, 100)) < 100 + LONGEST_WORD


LOOPS = """\
def handler(event, context):
    while True:
        x = 1
    while True:
        if event:
            break
    while event:
        x = 2
"""


@pytest.mark.parametrize(("line", "begins"), [(3, 2), (5, None), (8, None), (1, None)])
def test_a_loop_that_never_ends(tmp_path: Path, line: int, begins: int | None) -> None:
    folder, work = tmp_path / "mine", tmp_path / "work"
    folder.mkdir()
    work.mkdir()
    (folder / "f.py").write_text(LOOPS)
    loop = PythonFile(take(folder, work, requires=("*.py",)), "f.py").endless_loop(line)
    assert (loop.lineno if loop else None) == begins
