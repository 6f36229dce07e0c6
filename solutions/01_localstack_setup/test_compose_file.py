from pathlib import Path

import pytest
import yaml

FILE = Path(__file__).with_name("docker-compose.yml")


@pytest.fixture
def project():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.fixture
def localstack(project):
    return project["services"]["localstack"]


def test_the_release_is_pinned(localstack):
    name, _colon, release = localstack["image"].partition(":")
    assert name == "localstack/localstack"
    assert tuple(map(int, release.split("."))) <= (4, 14, 0)


def test_only_this_machine_reaches_the_gateway(localstack):
    assert localstack["ports"] == ["127.0.0.1:4566:4566"]


def test_the_services_of_the_course_are_loaded(localstack):
    services = localstack["environment"]["SERVICES"].split(",")
    assert {"s3", "lambda", "dynamodb", "events"} <= set(services)


def test_the_volume_is_declared(project, localstack):
    source, target = localstack["volumes"][0].split(":")
    assert source in project["volumes"]
    assert target == "/var/lib/localstack"


def test_the_container_tells_whether_it_is_healthy(localstack):
    assert "http://localhost:4566/_localstack/health" in localstack["healthcheck"]["test"]
