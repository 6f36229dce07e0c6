import importlib.util
import json
from pathlib import Path

import pytest


@pytest.fixture
def hello():
    source = Path(__file__).parent / "lambdas" / "hello.py"
    spec = importlib.util.spec_from_file_location("hello", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["Ada", "Íñigo", "宇宙"])
def test_the_event_s_name_is_greeted(hello, name):
    answer = hello.handler({"name": name}, None)
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"]) == {"message": f"Hello, {name}!"}


@pytest.mark.parametrize("event", [{}, {"name": ""}, {"name": None}])
def test_nobody_in_particular(hello, event):
    assert json.loads(hello.handler(event, None)["body"]) == {"message": "Hello, world!"}


def test_the_answer_is_json(hello):
    assert json.loads(json.dumps(hello.handler({"name": "Ada"}, None)))["statusCode"] == 200
