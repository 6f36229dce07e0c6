"""What of a project is LocalStack, and what LocalStack makes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.compose.enabled import cloud_services
from grader.compose.image import read_image
from grader.compose.localstack import LocalStack

Read = Callable[..., LocalStack]


@pytest.mark.parametrize(
    ("text", "is_localstack", "version", "needs_token"),
    [
        ("localstack/localstack", True, None, True),
        ("localstack/localstack:latest", True, None, True),
        ("localstack/localstack:stable", True, None, True),
        ("localstack/localstack:4.14.0", True, (4, 14, 0), False),
        ("localstack/localstack:4", True, (4,), False),
        ("localstack/localstack:4.15", True, (4, 15), True),
        ("localstack/localstack:2026.3.0", True, (2026, 3, 0), True),
        ("localstack/localstack:v0.12.5", True, (0, 12, 5), False),
        ("localstack/localstack:0.14.3.1", True, (0, 14, 3, 1), False),
        ("localstack/localstack:3.8.1-arm64", True, (3, 8, 1), False),
        ("localstack/localstack:3.8@sha256:00ff", True, (3, 8), False),
        ("localstack/localstack@sha256:00ff", True, None, True),
        ("localstack/localstack-pro:3.0", True, (3, 0), True),
        ("localstack/localstack-full:0.13", True, (0, 13), False),
        ("docker.io/localstack/localstack:3", True, (3,), False),
        ("registry.example.org:5000/mirror/localstack/localstack:3", True, (3,), False),
        ("localstack:3", False, (3,), False),
        ("localstack/localstack-docker-desktop:1", False, (1,), False),
        ("someone/localstack:3", False, (3,), False),
        ("localstack/localstack/other:3", False, (3,), False),
        ("xlocalstack/localstack:3", False, (3,), False),
    ],
)
def test_images(
    text: str, is_localstack: bool, version: tuple[int, ...] | None, needs_token: bool
) -> None:
    image = read_image(text)
    assert (image.is_localstack, image.version) == (is_localstack, version)
    if is_localstack:
        assert image.needs_token is needs_token


@pytest.mark.parametrize(
    ("environment", "missing", "unheard_of"),
    [
        ("- SERVICES=s3,lambda,dynamodb,events", (), ()),
        ("SERVICES: s3 , lambda ,dynamodb, events", (), ()),
        ("- SERVICES=", (), ()),
        ("SERVICES:", (), ()),
        ("- SERVICES", (), ()),
        ("- DEBUG=1", (), ()),
        ("- SERVICES=s3:4572,lambda=4574,dynamodb,events", (), ()),
        ("- SERVICES=serverless,cloudwatch", (), ()),
        ("- LOCALSTACK_SERVICES=s3,lambda,dynamodb,eventbridge", (), ()),
        ("SERVICES: s3\nSTRICT_SERVICE_LOADING: 0", (), ()),
        ("SERVICES: s3,lambda,dynamodb,events,sqs,stepfunctions,redshift,docdb", (), ()),
        ("- SERVICES=s3,lambda,dynamodb", ("events",), ()),
        ("- SERVICES=s3,lambda,events,dynamo", ("dynamodb",), ("dynamo",)),
        ("- SERVICES='s3'", ("s3", "lambda", "dynamodb", "events"), ("'s3'",)),
        ("- SERVICES=all", ("s3", "lambda", "dynamodb", "events"), ("all",)),
        ("- SERVICES=../../etc", ("s3", "lambda", "dynamodb", "events"), ("../../etc",)),
    ],
)
def test_services(
    environment: str, missing: tuple[str, ...], unheard_of: tuple[str, ...], service: Read
) -> None:
    below = "\n".join(f"  {line}" for line in environment.splitlines())
    enabled = service(f"environment:\n{below}").enabled
    assert enabled.missing == missing
    assert enabled.unheard_of == unheard_of


def test_the_cloud_gets_names_only(service: Read) -> None:
    enabled = service('environment:\n  - "SERVICES=cloudwatch,;rm -rf,$$HOME,lambda,A=b"').enabled
    assert cloud_services(enabled) == ("events", "lambda", "monitoring", "s3")


@pytest.mark.parametrize(
    ("image", "environment", "folders"),
    [
        ("localstack/localstack", "DEBUG: 1", ("/var/lib/localstack",)),
        ("localstack/localstack:1.0", "DEBUG: 1", ("/var/lib/localstack",)),
        ("localstack/localstack:0.14.5", "DEBUG: 1", ("/tmp/localstack",)),
        (
            "localstack/localstack:0.14.5",
            "LEGACY_DIRECTORIES: 0",
            ("/tmp/localstack", "/var/lib/localstack"),
        ),
        ("localstack/localstack:0.12.1", "DATA_DIR: /data/", ("/tmp/localstack", "/data")),
        ("localstack/localstack:3.0", "DATA_DIR: /data", ("/var/lib/localstack",)),
    ],
)
def test_data_folders(
    image: str, environment: str, folders: tuple[str, ...], service: Read
) -> None:
    assert service(f"environment:\n  {environment}", image).data_folders == folders


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.0.0.0:4566", [("0.0.0.0", 4566)]),
        (":4566,:443", [("", 4566), ("", 443)]),
        ("127.0.0.1:4566", [("127.0.0.1", 4566)]),
        ("4599", [("", 4599)]),
        ("", [("", 4566)]),
        ("nonsense", [("", 4566)]),
    ],
)
def test_gateways(value: str, expected: list[tuple[str, int]], service: Read) -> None:
    local = service(f'environment:\n  GATEWAY_LISTEN: "{value}"')
    assert [(address, number) for address, number, _place in local.gateways()] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("environment: [LOCALSTACK_AUTH_TOKEN]", True),
        ("environment: {LOCALSTACK_AUTH_TOKEN: null}", True),
        ("environment: ['LOCALSTACK_AUTH_TOKEN=${LOCALSTACK_AUTH_TOKEN:-}']", True),
        ("environment: ['LOCALSTACK_AUTH_TOKEN=${LOCALSTACK_AUTH_TOKEN:?}']", True),
        ("environment: {LOCALSTACK_API_KEY: abc}", True),
        ("environment: {LOCALSTACK_AUTH_TOKEN: ''}", False),
        ("environment: {DEBUG: 1}", False),
        ("env_file: secrets.env", True),
        ("environment: [SERVICES: s3]", False),
    ],
)
def test_tokens(lines: str, expected: bool, service: Read) -> None:
    assert service(lines).has_token is expected


def test_the_likeliest_service_is_taken(local: Read) -> None:
    found = local(
        "services:\n"
        "  web: {image: nginx}\n"
        "  localstack: {image: nginx}\n"
        "  spare: {image: localstack/localstack, profiles: [spare]}\n"
        "  aws: {image: localstack/localstack:3}\n"
    )
    assert found.service is not None and found.service.name == "aws"


def test_a_service_by_its_name_when_no_image_is_right(local: Read) -> None:
    found = local("services:\n  web: {image: nginx}\n  localstack: {image: aws}\n")
    assert found.service is not None and found.service.name == "localstack"
    assert not found.is_localstack
