"""Several files, and one project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.compose.localstack import LocalStack, find
from grader.compose.refusal import Refused
from grader.submission import Submission

from .conftest import Files

Read = Callable[..., LocalStack]
HandIn = Callable[[Files], Submission]
ONE = "services:\n  localstack:\n    image: localstack/localstack:{}\n"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("docker-compose.yml", "compose.yaml", "compose.yml"), "compose.yaml"),
        (("docker-compose.yml", "docker-compose.yaml"), "docker-compose.yml"),
        (("docker-compose.localstack.yml",), "docker-compose.localstack.yml"),
        (("compose.dev.yml", "compose.localstack.yml"), "compose.localstack.yml"),
        (("compose-dev.yaml",), "compose-dev.yaml"),
        (("sub/compose.yml", "docker-compose.yaml"), "docker-compose.yaml"),
        (("b/c/compose.yml", "sub/compose.yml"), "sub/compose.yml"),
    ],
)  # fmt: skip
def test_the_file_that_compose_takes(
    names: tuple[str, ...], expected: str, submission: HandIn
) -> None:
    found = find(submission({name: ONE.format(n) for n, name in enumerate(names)}))
    assert found.project.file == expected
    assert str(found.image) == f"localstack/localstack:{names.index(expected)}"


def test_an_override_is_laid_over(submission: HandIn) -> None:
    found = find(
        submission(
            {
                "compose.yml": ONE.format(3)
                + "    ports: [1:1]\n    environment: [A=1, B=1]\n    command: [a, b]\n"
                + "    volumes: [./x:/data, ./y:/other]\n    restart: always\n",
                "compose.override.yaml": "services:\n  localstack:\n    ports: [2:2]\n"
                + "    environment: {B: 2, C: }\n    command: [c]\n"
                + "    volumes: [./z:/data]\n    restart: !reset null\n",
            }
        )
    )
    service = found.service
    assert service is not None
    assert [port.target for port in service.ports] == [(1, 1), (2, 2)]
    values = {name: one.value for name, one in service.environment.items()}
    assert values == {"A": "1", "B": "2", "C": None}
    assert [str(one) for one in service.mounts] == ["./y:/other", "./z:/data"]
    assert "restart" not in service.table.entries


def test_documents_of_one_file_are_laid_over(local: Read) -> None:
    found = local(
        ONE.format(3) + "---\nservices:\n  localstack:\n    image: localstack/localstack:4\n"
    )
    assert str(found.image) == "localstack/localstack:4"


def test_extends(submission: HandIn) -> None:
    base = "services:\n  base:\n    extends: root\n    environment: {A: 1, B: 1}\n"
    root = "  root:\n    image: x:1\n    ports: [1:1]\n"
    found = find(
        submission(
            {
                "sub/compose.yml": "services:\n  localstack:\n"
                "    extends: {service: base, file: ../b.yml}\n"
                "    image: localstack/localstack:3\n    environment: {B: 2}\n",
                "b.yml": base + root,
            }
        )
    )
    assert found.service is not None
    assert {name: one.value for name, one in found.service.environment.items()} == {
        "A": "1",
        "B": "2",
    }
    assert found.service.ports[0].target == (1, 1)
    assert found.service.ports[0].place.file == "b.yml"


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  a: {extends: b}\n  b: {extends: a}\n",
        "services:\n  a: {extends: a}\n",
        "services:\n  a: {extends: none}\n",
        "services:\n  a: {extends: {file: none.yml, service: a}}\n",
        "services:\n  a: {extends: {file: ../../../etc/passwd, service: a}}\n",
        "services:\n  a: {extends: [a]}\n",
        "include: [none.yml]\n",
        "include: [../../etc/passwd]\n",
        "- a\n",
        "just text\n",
        "services: {" + ", ".join(f"s{n}: {{image: x}}" for n in range(200)) + "}\n",
    ],
)
def test_projects_that_compose_refuses(text: str, local: Read) -> None:
    with pytest.raises(Refused):
        local(text)


@pytest.mark.parametrize(
    "text",
    ["", "services:\n", "services: []\n", "services: text\n", "services: {a: null}\n", "x-a: 1\n",
     "services: {localstack: [image]}\n", "volumes: [a]\n", "version: '3'\n"],
)  # fmt: skip
def test_files_without_a_service(text: str, local: Read) -> None:
    found = local(compose_dot_yml=text or "\n")
    assert found.service is None


def test_the_files_that_dotenv_names(submission: HandIn) -> None:
    found = find(
        submission(
            {
                "compose.yml": "services: {}\n",
                ".env": "COMPOSE_FILE=a.yml:sub/b.yml\nV=3\n",
                "a.yml": "services:\n  localstack:\n    ports: [1:1]\n",
                "sub/b.yml": ONE.format("${V}"),
            }
        )
    )
    assert str(found.image) == "localstack/localstack:3"
    assert found.project.file == "a.yml"


def test_variables_come_from_dotenv_alone(
    submission: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("V", "9")
    monkeypatch.setenv("W", "9")
    found = find(submission({"compose.yml": ONE.format("${V:-4}.${W-1}"), ".env": "W=2"}))
    assert str(found.image) == "localstack/localstack:4.2"


def test_dotenv_beside_the_file_lies_over_the_one_at_the_top(submission: HandIn) -> None:
    files: Files = {".env": "V=1\nW=1\n", "sub/.env": "W=$V$V\n"}
    found = find(submission({"sub/compose.yml": ONE.format("$V.$W"), **files}))
    assert str(found.image) == "localstack/localstack:1.11"


def test_env_files_lie_below_the_environment(submission: HandIn) -> None:
    found = find(
        submission(
            {
                "compose.yml": ONE.format(3)
                + "    env_file: [a.env, {path: b.env, required: false}, {path: c.env}]\n"
                + "    environment: {C: 3, D: }\n",
                "a.env": "A=1\nB=1\nC=1\n",
                ".env": "D=4\n",
            }
        )
    )
    assert found.service is not None
    values = {name: one.value for name, one in found.service.environment.items()}
    assert values == {"A": "1", "B": "1", "C": "3", "D": "4"}
    assert [path for path, _place in found.project.absent] == ["c.env"]


@pytest.mark.parametrize(
    ("build", "dockerfile", "expected"),
    [
        ("build: .", "FROM localstack/localstack:3", "localstack/localstack:3"),
        ("build: {context: .}", "from localstack/localstack:3 as a", "localstack/localstack:3"),
        ("build: .", "ARG V=3\nFROM localstack/localstack:${V:-2}", "localstack/localstack:3"),
        (
            "build: {context: ., args: [V=4]}",
            "ARG V=3\nFROM localstack/localstack:$V",
            "localstack/localstack:4",
        ),
        ("build: .", "FROM localstack/localstack:3 AS a\nFROM a", "localstack/localstack:3"),
        ("build: .", "FROM localstack/localstack:3 AS a\nFROM alpine:3", "alpine:3"),
        ("build: .", "FROM ${V", "mine:1"),
        ("build: ./none", "FROM localstack/localstack:3", "mine:1"),
        ("build: ../../..", "FROM localstack/localstack:3", "mine:1"),
        ("build: [x]", "", "mine:1"),
        (
            "build:\n      dockerfile_inline: |\n        FROM localstack/localstack:3",
            "",
            "localstack/localstack:3",
        ),
    ],
)  # fmt: skip
def test_built_images(build: str, dockerfile: str, expected: str, submission: HandIn) -> None:
    text = f"services:\n  localstack:\n    image: mine:1\n    {build}\n"
    found = find(submission({"compose.yml": text, "Dockerfile": dockerfile}))
    assert str(found.image) == expected


@pytest.mark.parametrize(
    ("lines", "key"),
    [("enviroment: [A=1]", "enviroment"), ("port: [1:1]", "port"), ("volume: []", "volume"),
     ("Image: x", "Image")],
)  # fmt: skip
def test_misspelt_keys_are_refused(lines: str, key: str, service: Read) -> None:
    (refused,) = service(lines).project.refusals()
    assert refused.found == f"{key}:"
    assert refused.place is not None and refused.place.line == 4


def test_keys_of_other_releases_are_not(service: Read) -> None:
    project = service("x-mine: 1\nwarp_drive: 9").project
    assert project.refusals() == ()
    assert [key for key, _place in project.strange] == ["warp_drive"]


def test_dotenv_that_is_no_text(submission: HandIn) -> None:
    with pytest.raises(Refused, match="UTF-8"):
        find(submission({"compose.yml": ONE.format(3), ".env": b"A=\xff\xfe\n"}))
