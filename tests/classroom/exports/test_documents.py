"""Documents for other programs: of the right shape, and nothing hostile breaks out of them."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from grader.classroom.exports import FORMATS
from grader.classroom.model import ClassResults
from grader.classroom.privacy import pseudonyms
from grader.exits import WrongUsage
from grader.report.text import visible
from grader.rubric import plain

from ..sheets import (
    HOSTILE,
    NOW,
    SAVE,
    STUDENTS,
    attempt,
    by_key,
    hostile,
    override,
    results,
    settings,
)
from .test_golden import RELEASES
from .test_tables import files

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
GRADESCOPE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["score", "tests"],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "integer"},
        "output": {"type": "string"},
        "visibility": {"const": "visible"},
        "stdout_visibility": {"const": "hidden"},
        "output_format": {"const": "text"},
        "test_output_format": {"const": "text"},
        "test_name_format": {"const": "text"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number", "minimum": 0},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                },
            },
        },
    },
}
"""What docs/specs.md of gradescope/autograder_samples allows, less what is not used here."""
UTC_SECOND = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$"}
NAMED = {"type": "string", "minLength": 1}
CLASSROOM50 = {
    "type": "object",
    "additionalProperties": False,
    "required": ["schema", "classroom", "assignment", "assignment_type", "owner", "submission",
                 "commit", "release", "review", "datetime", "score", "max-score", "tests"],
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        **dict.fromkeys(("classroom", "assignment", "owner", "commit", "release", "review"), NAMED),
        "assignment_type": {"enum": ["individual", "group"]},
        "submission": {"type": "string", "pattern": "^submit/"},
        "datetime": UTC_SECOND,
        "graded_at": UTC_SECOND,
        "score": {"type": "integer", "minimum": 0},
        "max-score": {"type": "integer", "minimum": 0},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {
                    "test-name": NAMED,
                    "passed": {"type": "boolean"},
                    "score": {"type": "integer", "minimum": 0},
                    "max-score": {"type": "integer", "minimum": 0},
                },
            },
        },
    },
}  # fmt: skip
"""What schemas/result-v1.schema.json of foundation50/classroom50 demands."""


def decided() -> ClassResults:
    from grader.classroom.totals import class_results

    given = (override("ana", "two", 10, reason="Seen it run."),)
    late = attempt("ana", SAVE, 0.75)
    return class_results(settings(), STUDENTS[:1], by_key(late), given, NOW, "0.1.0")


def every_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("made", [results, hostile], ids=["usual", "hostile"])
def test_gradescope_gets_what_it_reads(made: Any) -> None:
    found = files("gradescope", made())
    for name, text in found.items():
        if name.endswith("results.json"):
            document = json.loads(text)
            jsonschema.validate(document, GRADESCOPE)
            assert "\u202e" not in text
    if made is results:
        decided = ("ana/02_s3_bucket", "ana/05_save_to_s3", "ana/08_tracker_dashboard",
                   "s002/02_s3_bucket", "s003/02_s3_bucket")  # fmt: skip
        documents = {f"gradescope/{one}/results.json" for one in decided}
        assert set(found) == documents | {"gradescope/left_out.csv"}
        late = json.loads(found["gradescope/ana/05_save_to_s3/results.json"])
        assert late["score"] == 80
        assert late["output"].startswith("2 days 2 h late: 10 % a day")


def test_an_override_is_in_every_document() -> None:
    document = json.loads(
        files("gradescope", decided())["gradescope/ana/05_save_to_s3/results.json"]
    )
    assert document["score"] == 80
    assert document["tests"][2]["output"] == "A person gave 10 of 30 points: Seen it run."
    (student,) = json.loads(files("json", decided())["gradebook.json"])["students"]
    assert student["grades"][1]["overrides"][0]["reason"] == "Seen it run."
    assert student["grades"][1]["score"] == 80


def test_github_reads_points_and_nothing_forged() -> None:
    found = files("github", results())
    late = found["github/ana/05_save_to_s3.txt"].splitlines()
    assert late[-2] == "::notice title=Autograding complete::Points 80/100"
    assert late[-1] == ('::notice title=Autograding report::{"totalPoints": 80, "maxPoints": 100}')
    assert "Points" not in found["github/s002/05_save_to_s3.txt"]
    assert "::warning" in found["github/s002/05_save_to_s3.txt"]
    for name, text in files("github", hostile()).items():
        if name.endswith(".txt"):
            lines = text.splitlines()
            assert all(COMMAND.fullmatch(line) for line in lines), name
            assert sum("Autograding complete" in line for line in lines) <= 1


def test_classroom50_is_filled_and_never_made() -> None:
    with pytest.raises(WrongUsage, match="--template"):
        files("classroom50", results())
    found = files("classroom50", results(), json.dumps(RELEASES))
    documents = {name: json.loads(text) for name, text in found.items() if name.endswith(".json")}
    assert len(documents) == 2
    for document in documents.values():
        jsonschema.validate(document, CLASSROOM50)
        assert document["score"] <= document["max-score"]
        assert all(test["score"] <= test["max-score"] for test in document["tests"])
        assert document["datetime"] == RELEASES[0]["datetime"]
    (ana,) = (one for one in documents.values() if one["owner"] == "Ana")
    assert (ana["score"], ana["graded_at"]) == (80, "2026-11-20T10:00:00Z")
    assert ana["tests"][-1]["test-name"] == "In time"
    assert not ana["tests"][-1]["passed"]
    assert "s002,05_save_to_s3,error" in found["classroom50/left_out.csv"]


@pytest.mark.parametrize("template", ["", "{}", "[1]", '{"schema": "classroom50/result/v1"}'])
def test_what_is_no_template_of_classroom50(template: str) -> None:
    with pytest.raises(WrongUsage):
        files("classroom50", results(), template)


def test_junit_counts_and_keeps_hostile_text_as_text() -> None:
    for name, text in {**files("junit", results()), **files("junit", hostile())}.items():
        root = ElementTree.fromstring(text.encode())
        for suite in root:
            assert int(suite.get("tests", "")) == len(suite.findall("testcase")), name
    for n, text in enumerate(HOSTILE):
        root = ElementTree.fromstring(files("junit", hostile())[f"junit/h{n}.xml"].encode())
        messages = [case.get("message") for case in root.iter("failure")]
        assert visible(text) in messages
    kinds = [
        next((child.tag for child in case), "passed")
        for case in ElementTree.fromstring(files("junit", results())["junit/s003.xml"]).iter(
            "testcase"
        )
    ]
    assert kinds == ["failure", "error", "skipped"]


def test_json_keeps_every_text_and_no_email() -> None:
    document = json.loads(files("json", hostile())["gradebook.json"])
    assert document["schema"] == "groundtrack/class/v1"
    for student, text in zip(document["students"], HOSTILE, strict=False):
        assert student["name"] == plain(text)


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in {"canvas", "moodle"}])
def test_no_email_where_none_is_needed(name: str) -> None:
    template = json.dumps(RELEASES) if name == "classroom50" else None
    for text in files(name, results(), template).values():
        assert "@example.org" not in text


def test_moodle_by_id_and_pseudonyms_hold_no_email() -> None:
    assert "@" not in files("moodle", results())["moodle_by_id.csv"]
    for name in FORMATS:
        if name != "classroom50":
            for file, text in files(name, pseudonyms(results(), "secret")).items():
                # GitHub writes notices on the grader's own titles with an @ nowhere.
                assert "@" not in text or file.endswith(".html"), file
                for student in STUDENTS:
                    assert not re.search(rf"\b{student.id}\b", text + file), (file, student.id)
                    assert student.name not in text or len(student.name) < 4


def test_pseudonyms_are_stable_and_keyed() -> None:
    first, again, other = (pseudonyms(results(), key) for key in ("one", b"one", "two"))
    assert first == again
    ids = [{row.student.id for row in made.rows} for made in (results(), first, other)]
    assert not ids[0] & ids[1]
    assert not ids[1] & ids[2]
    assert sorted(map(str, (row.total for row in first.rows))) == ["90.00", "None", "None"]
    for row in first.rows:
        assert {grade.student for grade in row.grades} == {row.student.id}
        assert (row.student.name, row.student.email) == ("", "")
