"""Packages that cannot be unpacked are the student's, and leave the cloud well."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.cloud.packages import DamagedPackage, PackageStore

WELL = "def handler(event, context):\n    return 'well'\n"


def _zipped(path: Path, method: int, name: str = "main.py") -> bytes:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(name, "".join(f"line_{n} = {n * n}\n" for n in range(500)))
    return path.read_bytes()


def _damaged(content: bytes) -> bytes:
    """Overwrite what lies behind the first file's header."""
    return content[:60] + bytes(90) + content[150:]


DAMAGE: dict[str, Callable[[Path], bytes]] = {
    "no_zip": lambda path: b"not a zip",
    "cut": lambda path: _zipped(path, zipfile.ZIP_DEFLATED)[:-40],
    "deflated": lambda path: _damaged(_zipped(path, zipfile.ZIP_DEFLATED)),
    "stored": lambda path: _damaged(_zipped(path, zipfile.ZIP_STORED)),
    "bzip2": lambda path: _damaged(_zipped(path, zipfile.ZIP_BZIP2)),
    "lzma": lambda path: _damaged(_zipped(path, zipfile.ZIP_LZMA)),
    "long_name": lambda path: _zipped(path, zipfile.ZIP_STORED, "x" * 5000),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_zip_is_told_as_one(tmp_path: Path, damage: str) -> None:
    store = PackageStore(tmp_path / "packages")
    content = DAMAGE[damage](tmp_path / "package.zip")
    for _ in range(2):
        with pytest.raises(DamagedPackage):
            store.unpack(content)
    assert list((tmp_path / "packages").glob("*")) == []


@pytest.mark.parametrize("damage", ["deflated", "bzip2", "lzma", "long_name"])
def test_a_function_of_a_damaged_zip_does_not_start(
    functions: Any, tmp_path: Path, damage: str
) -> None:
    name = functions.deploy(DAMAGE[damage](tmp_path / "package.zip"))
    for _ in range(2):
        run = functions.cloud.invoke(name)
        assert (run.status, run.error_type) == ("init_error", "InvalidZipFileException")
        assert run.cold
        assert "could not unzip" in (run.error_message or "")
    assert functions.run(WELL).payload == "well"


def test_a_start_that_fails_half_way_is_not_taken_for_a_warm_one(
    functions: Any, tmp_path: Path
) -> None:
    name = functions.deploy(DAMAGE["deflated"](tmp_path / "package.zip"))
    functions.cloud.invoke(name)
    functions.cloud.client("lambda").update_function_code(
        FunctionName=name, ZipFile=_zipped(tmp_path / "good.zip", zipfile.ZIP_DEFLATED)
    )
    run = functions.cloud.invoke(name)
    assert (run.cold, run.error_type) == (True, "Runtime.HandlerNotFound")
