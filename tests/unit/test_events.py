"""Events that a greeting can be made of, whatever fields the code reads."""

import json
from pathlib import Path
from random import Random

import pytest

from grader.lambdas.events import SHAPES, greeting
from grader.python_source import PythonFile
from grader.submission import take


def file(tmp_path: Path, code: str) -> PythonFile:
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "hello.py").write_text(code)
    return PythonFile(take(folder, tmp_path / "work", requires=("*.py",)), "hello.py")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_usual_names_are_always_there(tmp_path: Path, shape: str) -> None:
    event = greeting([file(tmp_path, "x = 1")], Random(1), shape).event  # type: ignore[arg-type]
    assert {"name", "nombre", "user"} <= set(event)


def test_what_the_code_subscripts_is_required_and_may_have_spaces(tmp_path: Path) -> None:
    one = file(tmp_path, 'def h(e, c):\n    return e["nombre completo"] + e.get("lang", "es")')
    assert "nombre completo" not in greeting([one], Random(1), "usual").event
    required = greeting([one], Random(1), "required").event
    assert "nombre completo" in required
    assert "lang" not in required
    assert "lang" in greeting([one], Random(1), "text").event


def test_what_is_converted_is_a_number(tmp_path: Path) -> None:
    one = file(tmp_path, 'def h(e, c):\n    return int(e["age"])')
    assert isinstance(greeting([one], Random(1), "required").event["age"], int)


def test_nested_places_carry_the_fields(tmp_path: Path) -> None:
    one = file(tmp_path, 'def h(e, c):\n    return e["body"], e["queryStringParameters"]["name"]')
    sent = greeting([one], Random(1), "required")
    assert json.loads(sent.event["body"])["name"] in sent.values
    assert sent.event["queryStringParameters"]["name"] in sent.values


def test_a_seed_repeats_it_and_another_call_differs(tmp_path: Path) -> None:
    one = file(tmp_path, "x = 1")
    rng = Random(1)
    first, second = greeting([one], rng), greeting([one], rng)
    assert first == greeting([one], Random(1))
    assert not set(first.values) & set(second.values)
    assert first.answered_by(f"Hola, {first.values[0].upper()}!")
    assert not first.answered_by("Hola, mundo!")
