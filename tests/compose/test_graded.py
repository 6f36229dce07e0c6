"""Whole submissions, hostile ones among them: a verdict in any case, and no secret told."""

from __future__ import annotations

import json
from pathlib import Path

import psutil
import pytest
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.compose.health import answering
from grader.compose.localstack import find
from grader.compose.refusal import Refused
from grader.course import find as challenge_named
from grader.grade import grade
from grader.report.json import document
from grader.report.model import Report
from grader.stage import Options, Stage
from grader.submission import Submission

from .conftest import ROOT

CHALLENGE = challenge_named("1")
SOLUTION = (ROOT / "solutions/01_localstack_setup/docker-compose.yml").read_text()
SERVICES = "s3,lambda,dynamodb,events,iam,sts,logs,scheduler,sqs,sns"
SECRET = "ls-Fq7xNoOneShouldReadThis"


def graded(folder: Path, text: str | None = None, **others: str) -> Report:
    """Grade a Compose file with what lies beside it."""
    if text is not None:
        (folder / "docker-compose.yml").write_text(text)
    for name, content in others.items():
        (folder / name.replace("dot_", ".").replace("_yml", ".yml")).write_text(content)
    return grade(CHALLENGE, folder, Options(seed=3))


def advice(report: Report) -> str:
    return " ".join(finding.message for finding in report.advice)


def test_the_course_s_own_file_earns_everything(tmp_path: Path) -> None:
    report = graded(tmp_path, (ROOT / "docker-compose.yml").read_text())
    assert report.score == 100
    found = find(Submission(tmp_path, ("docker-compose.yml",), ""))
    assert str(found.image) == "localstack/localstack:4.14.0"
    newest = found.project.services["newest"]
    assert newest.profiles == ("newest",)
    assert newest.environment["LOCALSTACK_AUTH_TOKEN"].value == ""
    assert newest.environment["SERVICES"] == found.project.services[
        "localstack"
    ].environment["SERVICES"]  # fmt: skip
    assert all("healthcheck" in one.table.entries for one in found.project.services.values())


def test_the_finished_project_has_the_file_too(tmp_path: Path) -> None:
    report = graded(tmp_path, (ROOT / "solutions/iss_pipeline/docker-compose.yml").read_text())
    assert report.score == 100


@pytest.mark.parametrize("place", [".", "solutions/01_localstack_setup", "solutions/iss_pipeline"])
def test_every_file_of_the_course_s_own_loads_what_its_challenges_need(place: str) -> None:
    found = find(Submission(ROOT / place, ("docker-compose.yml",), ""))
    assert found.enabled.names == tuple(SERVICES.split(","))


def test_the_cloud_has_the_services_of_the_file_and_no_terraform(tmp_path: Path) -> None:
    seen: list[tuple[str, ...] | None] = []
    started: list[str] = []

    def look(stage: Stage, _report: Report) -> None:
        seen.append(answering(stage.cloud.endpoint))
        with pytest.raises(ClientError):
            stage.cloud.client("sqs").list_queues()
        started.extend(" ".join(one.cmdline()) for one in psutil.Process().children(recursive=True))

    text = SOLUTION.replace(SERVICES, "cloudwatch,lambda,redshift")
    (tmp_path / "docker-compose.yml").write_text(text)
    report = grade(CHALLENGE, tmp_path, Options(seed=3, endings=(look,)))
    assert report.score == 80
    assert seen == [("events", "lambda", "monitoring", "s3")]
    assert any("emulator" in one for one in started)
    assert not any("terraform" in one for one in started)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("localstack:4.14.0", "localstack:latest", "token"),
        ("localstack:4.14.0", "localstack-pro:4.14.0", "token"),
        ("SERVICES:", "LAMBDA_EXECUTOR: docker\n      SERVICES:", "LAMBDA_EXECUTOR"),
        ("SERVICES:", "DATA_DIR: /x\n      SERVICES:", "DATA_DIR"),
        ("SERVICES:", "PERSISTENCE: 1\n      SERVICES:", "PERSISTENCE"),
        ("dynamodb,events", "dynamodb,eventbridge", "events"),
        ("    healthcheck:", "    profiles: [x]\n    healthcheck:", "profile"),
        ("    healthcheck:", "    env_file: none.env\n    healthcheck:", "none.env"),
        ("    healthcheck:", "    warp: 9\n    healthcheck:", "warp"),
        ("localstack:4.14.0", "localstack:${V:?}4.14.0", "V is set"),
        (
            "- localstack:/",
            "- /var/run/docker.sock:/var/run/docker.sock\n      - localstack:/",
            "socket",
        ),
    ],
)
def test_advice_costs_nothing(old: str, new: str, words: str, tmp_path: Path) -> None:
    report = graded(tmp_path, SOLUTION.replace(old, new, 1))
    assert report.score == 100
    assert words in advice(report)


def test_a_profile_that_dotenv_asks_for_is_started(tmp_path: Path) -> None:
    text = SOLUTION.replace("    healthcheck:", "    profiles: [x]\n    healthcheck:")
    assert advice(graded(tmp_path, text, dot_env="COMPOSE_PROFILES=y,x\n")) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("localstack:4.14.0", "localstack:4"),
        ("localstack:4.14.0", "localstack:3.8.1"),
        ("SERVICES: s3", "LOCALSTACK_AUTH_TOKEN: ${LOCALSTACK_AUTH_TOKEN:-}\n      SERVICES: s3"),
        ("      SERVICES", "      PERSISTENCE: 0\n      SERVICES"),
        ("localstack:4.14.0", "localstack:0.12.20\n    tmpfs: /run"),
    ],
)
def test_nothing_is_advised_without_a_reason(old: str, new: str, tmp_path: Path) -> None:
    assert advice(graded(tmp_path, SOLUTION.replace(old, new, 1))) == ""


def test_a_token_is_never_told(tmp_path: Path) -> None:
    text = SOLUTION.replace("SERVICES: s3", f"LOCALSTACK_AUTH_TOKEN: {SECRET}\n      SERVICES: s4")
    report = graded(tmp_path, text)
    assert "token" in advice(report)
    assert SECRET not in json.dumps(document(report))


def test_a_token_in_dotenv_is_where_it_belongs(tmp_path: Path) -> None:
    text = SOLUTION.replace(
        "SERVICES: s3", "LOCALSTACK_AUTH_TOKEN: $LOCALSTACK_AUTH_TOKEN\n      SERVICES: s3"
    ).replace("4.14.0", "latest")
    report = graded(tmp_path, text, dot_env=f"LOCALSTACK_AUTH_TOKEN={SECRET}\n= broken\n")
    assert report.score == 0
    assert SECRET not in json.dumps(document(report))
    report = graded(tmp_path, text, dot_env=f"LOCALSTACK_AUTH_TOKEN={SECRET}\n")
    assert report.score == 100
    assert advice(report) == ""
    assert SECRET not in json.dumps(document(report))


NESTED = "[" * 50_000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "a bomb": BOMB + SOLUTION,
    "a bomb of merges": "x0: &x0 {a: 1}\n"
    + "".join(f"x{n}: &x{n} {{<<: [*x{n - 1}], b{n}: *x{n - 1}}}\n" for n in range(1, 30))
    + SOLUTION,
    "nested": SOLUTION + "x-a: " + NESTED,
    "a tag": SOLUTION + "x-a: !!python/object/new:os.system [exit]\n",
    "huge": SOLUTION + "# " + "x" * 500_000,
    "many keys": "".join(f"servicess{n}: 1\n" for n in range(9000)),
    "many misspelt": SOLUTION.replace(
        "    healthcheck:", "".join(f"    porrts{n}: 1\n" for n in range(5000)) + "    healthcheck:"
    ),
    "many ports": SOLUTION.replace(
        "      #", "".join(f"      - {n}:1\n" for n in range(1, 6000)) + "      #"
    ),
    "many services": "services:\n" + "".join(f"  s{n}: {{image: x}}\n" for n in range(4000)),
    "long names": SOLUTION.replace("s3,", "s" * 50_000 + ","),
    "long image": SOLUTION.replace("localstack/localstack", "l" * 50_000),
    "long volume": SOLUTION.replace("- localstack:", "- " + "v" * 50_000 + ":"),
    "long key": SOLUTION + "k" * 900 + ": 1\n",
    "variables of variables": SOLUTION.replace("4.14.0", "${A:-" * 3000 + "}" * 3000),
    "extends itself": "services:\n  localstack:\n    extends: localstack\n",
    "includes itself": "include: [docker-compose.yml]\n" + SOLUTION,
    "a list": "- a\n- b\n",
    "nothing": "",
    "a number": "42",
    "strange characters": SOLUTION.replace("4.14.0", "4\u20284\u202e\ud7ff"),
    "a terminal's": SOLUTION.replace("4.14.0", '"\\e[31m"'),
    "nulls": "services:\n  localstack:\n    image:\n    ports:\n    environment:\n    volumes:\n",
    "mappings everywhere": "services:\n  localstack:\n    image: {}\n    ports: {}\n"
    "    environment: {A: {}}\n    volumes: {}\n    env_file: {}\n    build: {args: {a: []}}\n",
    "lists everywhere": "services:\n  localstack:\n    image: []\n    ports: [[]]\n"
    "    environment: [[]]\n    volumes: [[]]\n    env_file: [[]]\n    profiles: [[x]]\n"
    "    network_mode: []\n    tmpfs: {}\n    extends: []\n",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.timeout(60)
def test_hostile_files_get_a_verdict(text: str, tmp_path: Path) -> None:
    report = graded(tmp_path, text)
    assert report.status == "graded", report
    assert len(json.dumps(document(report))) < 40_000


PIECES = st.sampled_from(
    ["services", "localstack", "image", "ports", "4566:4566", "environment", "SERVICES", "volumes",
     ":", "- ", "\n", "\n  ", "\n    ", "\n      ", "{", "}", "[", "]", ", ", "&a ", "*a", "<<: ",
     "${A}", "${", "$$", "'", '"', "|", ">", "#", "!reset ", "extends", "include", "null", "~",
     "localstack/localstack", "s3,lambda", "build", "env_file", ".env", "profiles", "=", "/", "0"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=30), st.integers(0, len(SOLUTION)))
def test_any_file_is_a_project_or_refused(pieces: list[str], at: int) -> None:
    for text in ("".join(pieces), SOLUTION[:at] + "".join(pieces) + SOLUTION[at:]):
        name = "docker-compose.yml"
        submission = Submission(Path(), (name,), "", sources={name: text.encode()})
        try:
            found = find(submission)
        except Refused:
            continue
        found.project.refusals()
        assert found.data_folders
        assert list(found.gateways())
        assert isinstance(found.has_token, bool)
