"""Cells with a running emulator, and functions to deploy in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import certifi
import pytest
import requests

from grader.cloud.embedded import EmbeddedCloud
from grader.cloud.run import Run
from grader.sandbox.cells import CellFolder
from grader.world.address import SkyAddress
from grader.world.clock import Clock
from grader.world.sky import Sky

MOMENT = 1_931_528_221.1  # 2031-03-17T15:37:01.100Z
ROLE = "arn:aws:iam::000000000000:role/any"

Code = str | Mapping[str, str | bytes] | bytes


def _package(code: Code) -> bytes:
    if isinstance(code, bytes):
        return code
    files = {"main.py": code} if isinstance(code, str) else code
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


class Functions:
    """Deploys and runs functions, each under a name of its own."""

    def __init__(self, cloud: EmbeddedCloud) -> None:
        self.cloud = cloud
        self._count = 0

    def deploy(self, code: Code, **settings: Any) -> str:
        """Create a function and return its name."""
        self._count += 1
        name = f"function-{id(self) % 10_000}-{self._count}"
        self.cloud.client("lambda").create_function(
            **{
                "FunctionName": name,
                "Runtime": "python3.12",
                "Role": ROLE,
                "Handler": "main.handler",
                "Code": {"ZipFile": _package(code)},
                **settings,
            }
        )
        return name

    def run(self, code: Code, event: object = None, **settings: Any) -> Run:
        """Create a function and invoke it once."""
        return self.cloud.invoke(self.deploy(code, **settings), event)


@pytest.fixture(scope="session")
def package() -> Callable[[Code], bytes]:
    """Zips source text or files."""
    return _package


@pytest.fixture(scope="session")
def moment() -> float:
    """When these worlds begin."""
    return MOMENT


@pytest.fixture(scope="session")
def vendored_requests() -> dict[str, str | bytes]:
    """The files that `pip install requests -t .` puts into a package, but for what is compiled."""
    files: dict[str, str | bytes] = {}
    site = Path(requests.__file__).parent.parent
    for name in ("requests", "certifi", "idna", "urllib3"):
        for path in (site / name).rglob("*"):
            if path.is_file() and path.suffix in (".py", ".pem"):
                files[path.relative_to(site).as_posix()] = path.read_bytes()
    files["charset_normalizer/__init__.py"] = "__version__ = '3.4.0'\n"
    return files


@pytest.fixture(scope="session")
def nowhere() -> SkyAddress:
    """A sky that nobody serves."""
    return SkyAddress(("api.wheretheiss.at",), 1, 2, Path(certifi.where()))


@pytest.fixture(scope="module")
def sky(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sky]:
    """A sky that is served."""
    sky = Sky.start(Clock(MOMENT), tmp_path_factory.mktemp("cache"), 7)
    yield sky
    sky.stop()


@pytest.fixture
def start(nowhere: SkyAddress) -> Iterator[Callable[..., EmbeddedCloud]]:
    """Start clouds that end with the test."""
    started: list[tuple[EmbeddedCloud, CellFolder]] = []

    def begin(**options: Any) -> EmbeddedCloud:
        cell = CellFolder.create()
        options = {"sky": nowhere, "moment": MOMENT, **options}
        cloud = EmbeddedCloud.start(cell, **options)
        started.append((cloud, cell))
        return cloud

    yield begin
    for cloud, cell in started:
        cloud.stop()
        cell.remove()


@pytest.fixture(scope="module")
def cloud(nowhere: SkyAddress) -> Iterator[EmbeddedCloud]:
    """One cloud for all tests of a file."""
    cell = CellFolder.create()
    cloud = EmbeddedCloud.start(cell, nowhere, moment=MOMENT)
    yield cloud
    cloud.stop()
    cell.remove()


@pytest.fixture(scope="module")
def functions(cloud: EmbeddedCloud) -> Functions:
    """Functions in the file's cloud."""
    return Functions(cloud)


@pytest.fixture(scope="session")
def functions_in() -> Callable[[EmbeddedCloud], Functions]:
    """Functions in a cloud of the test's own."""
    return Functions
