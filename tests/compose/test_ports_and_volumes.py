"""Ports and volumes in every form that Compose takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.compose.localstack import LocalStack
from grader.compose.refusal import Refused

Read = Callable[..., LocalStack]


def way_in(local: LocalStack, number: int = 4566) -> tuple[int | None, bool] | None:
    """Return the machine's port that leads to the container's, and whether localhost has it."""
    assert local.service is not None
    for port in local.service.ports:
        if port.leads_to(number):
            return port.published_for(number), port.is_on_localhost
    return None


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ('"4566:4566"', (4566, True)),
        ("4566:4566", (4566, True)),
        ("4566", (None, True)),
        ('"4567:4566"', (4567, True)),
        ('"127.0.0.1:4566:4566"', (4566, True)),
        ('"127.0.0.1::4566"', (None, True)),
        ('"0.0.0.0:4566:4566/tcp"', (4566, True)),
        ('"[::1]:4566:4566"', (4566, True)),
        ('"::1:4566:4566"', (4566, True)),
        ('"[::]:4566:4566"', (4566, True)),
        ('"10.0.0.5:4566:4566"', (4566, False)),
        ('"4566:4566/udp"', None),
        ('"4560-4570:4560-4570"', (4566, True)),
        ('"5560-5570:4560-4570"', (5566, True)),
        ('"4560-4570"', (None, True)),
        ('"4510-4559:4510-4559"', None),
        ('"4566-4569:4566"', (4566, True)),
        ('"4566:8080"', None),
        ("{target: 4566, published: 4566}", (4566, True)),
        ('{target: 4566, published: "4566-4569"}', (4566, True)),
        ("{target: 4566}", (None, True)),
        ("{target: 4566, published: 4566, host_ip: 127.0.0.1, protocol: TCP}", (4566, True)),
        ("{target: 4566, published: 4566, protocol: udp}", None),
        ('"${NONE:-4566}:4566"', (4566, True)),
        ('"${NONE}:4566"', (None, True)),
    ],
)
def test_ports(item: str, expected: tuple[int | None, bool] | None, service: Read) -> None:
    assert way_in(service(f"ports:\n  - {item}")) == expected


@pytest.mark.parametrize(
    "lines",
    ["ports: 4566", "ports: {4566: 4566}", "ports:\n  - [4566]", "ports:\n  - 99999:4566",
     "ports:\n  - 0:4566", 'ports:\n  - "4566:"', 'ports:\n  - "4566:4566/http"',
     'ports:\n  - "1-5:1-3"', 'ports:\n  - "localhost:4566:4566"', "ports:\n  - 4566=4566",
     "ports:\n  - {published: 4566}", 'ports:\n  - "4566;4566"', "ports:\n  - 5-3:4566",
     'ports:\n  - "300.1.1.1:4566:4566"', "ports:\n  - 1234567890123:4566", "ports:\n  -"],
)  # fmt: skip
def test_ports_that_compose_refuses(lines: str, service: Read) -> None:
    local = service(lines)
    assert local.service is not None
    with pytest.raises(Refused) as caught:
        _ = local.service.ports
    assert caught.value.place is not None
    assert caught.value.place.line >= 4


Found = tuple[str, str | None, str, bool]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("data:/var/lib/localstack", ("volume", "data", "/var/lib/localstack", False)),
        ("./volume:/var/lib/localstack/", ("bind", "./volume", "/var/lib/localstack", False)),
        ("/srv/x:/data:ro", ("bind", "/srv/x", "/data", True)),
        ("~/x:/data:rw,z", ("bind", "~/x", "/data", False)),
        ("../x:/data", ("bind", "../x", "/data", False)),
        ("/data", ("volume", None, "/data", False)),
        (r"C:\x\y:/data", ("bind", r"C:\x\y", "/data", False)),
        ("c:/x:/data:ro", ("bind", "c:/x", "/data", True)),
        ("//c/x:/data", ("bind", "//c/x", "/data", False)),
        ("{type: volume, source: a, target: /data}", ("volume", "a", "/data", False)),
        ("{type: bind, source: a, target: /data/, read_only: true}", ("bind", "a", "/data", True)),
        ("{type: tmpfs, target: /data}", ("tmpfs", None, "/data", False)),
    ],
)
def test_volumes(item: str, expected: Found, service: Read) -> None:
    local = service(f"volumes:\n  - {item}")
    assert local.service is not None
    (mount,) = local.service.mounts
    assert (mount.kind, mount.source, mount.target, mount.read_only) == expected
    assert mount.place.line == 5


@pytest.mark.parametrize(
    "lines",
    ["volumes: /data", "volumes: {data: /data}", "volumes:\n  - a:b:c:d", "volumes:\n  - :/data",
     "volumes:\n  - a:", "volumes:\n  - ./data", "volumes:\n  - data/x:/data",
     "volumes:\n  - {source: a, target: /x}", "volumes:\n  - {type: bind, target: /x}",
     "volumes:\n  - {type: folder, source: a, target: /x}", "volumes:\n  - [a]",
     "volumes:\n  - ${NONE}:/data", "volumes:\n  -"],
)  # fmt: skip
def test_volumes_that_compose_refuses(lines: str, service: Read) -> None:
    local = service(lines)
    assert local.service is not None
    with pytest.raises(Refused) as caught:
        _ = local.service.mounts
    assert caught.value.place is not None


def test_tmpfs_is_a_mount_in_memory(service: Read) -> None:
    local = service("tmpfs:\n  - /var/lib/localstack:size=64m\n  - /run")
    assert local.service is not None
    assert [(one.kind, one.target) for one in local.service.mounts] == [
        ("tmpfs", "/var/lib/localstack"),
        ("tmpfs", "/run"),
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("/var/run/docker.sock:/var/run/docker.sock", True),
        ("//var/run/docker.sock:/var/run/docker.sock", True),
        ("${DOCKER_SOCK:-/var/run/docker.sock}:/var/run/docker.sock", True),
        (r"{type: npipe, source: '\\.\pipe\docker_engine', target: /x}", True),
        ("docker:/data", False),
    ],
)
def test_the_socket_is_told_apart(item: str, expected: bool, service: Read) -> None:
    local = service(f"volumes:\n  - {item}")
    assert local.service is not None
    assert local.service.mounts[0].is_socket is expected


def test_a_volume_with_a_name_is_declared(service: Read) -> None:
    local = service("volumes:\n  - data:/var/lib/localstack")
    (refused,) = local.project.refusals()
    assert refused.place is not None and refused.place.line == 5
    assert refused.expected == "volumes:\n  data:"
