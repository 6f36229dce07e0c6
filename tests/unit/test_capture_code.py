"""Which function captures, and which line of its source is meant, by text alone."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from grader.capture import item_code
from grader.capture.code import CaptureCode
from grader.capture.code_to_run import spec_of_capture
from grader.lambdas.spec import FunctionSpec
from grader.python_source import PythonFile
from grader.submission import Submission, take

HELLO = 'def handler(event, context):\n    return {"statusCode": 200}\n'
CAPTURE = (
    'URL = "https://api.wheretheiss.at/v1/satellites/25544"\n\n\n'
    "def handler(event, context):\n    return URL\n"
)


def files_of(tmp_path: Path, **texts: str) -> tuple[Submission, tuple[PythonFile, ...]]:
    folder, work = tmp_path / "mine", tmp_path / "work"
    folder.mkdir()
    work.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text)
    submission = take(folder, work, requires=("*.py",))
    return submission, tuple(PythonFile(submission, file) for file in submission.files)


def meant(tmp_path: Path, handler: str, **texts: str) -> FunctionSpec | None:
    submission, files = files_of(tmp_path, **texts)
    stage: Any = SimpleNamespace(submission=submission, python_files=files)
    return spec_of_capture(stage, [FunctionSpec("aws_lambda_function.one", None, handler)])


def test_the_only_function_that_could_be_read_may_be_another_one(tmp_path: Path) -> None:
    assert meant(tmp_path, "hello.handler", hello=HELLO, capturar=CAPTURE) is None


def test_the_only_function_of_free_name_captures(tmp_path: Path) -> None:
    assert meant(tmp_path, "main.handler", main=CAPTURE) is not None


def test_a_function_captures_by_what_it_imports(tmp_path: Path) -> None:
    entry = f"import helper\n{HELLO}"
    helper = "from sky import URL\n"
    texts = {"entry": entry, "helper": helper, "sky": CAPTURE}
    assert meant(tmp_path, "entry.handler", **texts) is not None


def test_where_no_file_captures_the_only_function_is_meant(tmp_path: Path) -> None:
    assert meant(tmp_path, "main.handler", main=HELLO) is not None


ITEM = """\
def handler(event, context):
    data = fetch()
    moment = datetime.fromtimestamp(data["timestamp"], UTC)
    table.put_item(Item=item_of(data, moment))


def item_of(data, moment):
    return {
        "capture_id": moment,
        "latitude": Decimal(str(data["latitude"])),
        "longitude": data["longitude"],
        "timestamp": moment.isoformat(),
    }
"""


@pytest.fixture
def code(tmp_path: Path) -> CaptureCode:
    return CaptureCode(files_of(tmp_path, capturar=ITEM)[1])


def line_of(where: Any) -> str:
    return where.text if where else ""


def test_the_number_that_is_left_a_float(code: CaptureCode) -> None:
    assert line_of(item_code.float_value(code)).startswith('"longitude"')


def test_the_moment_that_is_left_a_datetime(code: CaptureCode) -> None:
    assert line_of(item_code.moment_value(code)).startswith('"capture_id"')


def test_the_attribute_in_a_function_that_makes_the_item(code: CaptureCode) -> None:
    assert line_of(item_code.attribute(code, "longitude")).startswith('"longitude"')
