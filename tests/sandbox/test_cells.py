"""Cells' folders."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox.cells import CellFolder, base_folder, started_at, sweep


def test_a_cell_is_private_and_short() -> None:
    cell = CellFolder.create()
    try:
        assert cell.path.is_dir()
        assert len(str(cell.path)) < 80
        if sys.platform != "win32":
            assert stat.S_IMODE(cell.path.stat().st_mode) == 0o700
            assert stat.S_IMODE(cell.path.parent.stat().st_mode) == 0o700
    finally:
        cell.remove()
    assert not cell.path.exists()


def test_two_cells_differ() -> None:
    one, other = CellFolder.create(), CellFolder.create()
    assert one.path != other.path
    assert one.token != other.token
    one.remove()
    other.remove()


def test_what_was_made_read_only_is_removed_too() -> None:
    cell = CellFolder.create()
    locked = cell.path / "a" / "b"
    locked.mkdir(parents=True)
    (locked / "file").write_text("x")
    (locked / "file").chmod(0o400)
    locked.chmod(0o500)
    cell.remove()
    assert not cell.path.exists()


def test_removing_twice_is_harmless() -> None:
    cell = CellFolder.create()
    cell.remove()
    cell.remove()


def test_the_environment_is_made_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "real")
    cell = CellFolder.create()
    assert "real" not in cell.environment().values()
    assert cell.environment()["GROUNDTRACK_CELL"] == cell.token
    cell.remove()


def test_a_sweep_leaves_living_owners_alone() -> None:
    cell = CellFolder.create()
    sweep()
    assert cell.path.exists()
    cell.remove()


@pytest.mark.parametrize("owner", ["gone", "another with its id"])
def test_a_sweep_removes_cells_of_dead_owners(owner: str) -> None:
    cell = CellFolder.create()
    pid = os.getpid()
    if owner == "gone":
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        pid = ended.pid
    record = {"pid": pid, "started": 1.0, "token": cell.token}
    (cell.path / "owner.json").write_text(json.dumps(record))
    left_over = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"], env=cell.environment()
    )
    assert sweep() >= 1
    assert left_over.wait(10) is not None
    assert not cell.path.exists()


def test_a_fresh_folder_without_owner_is_somebody_starting() -> None:
    cell = CellFolder.create()
    (cell.path / "owner.json").unlink()
    sweep()
    assert cell.path.exists()
    os.utime(cell.path, (0, 0))
    sweep()
    assert not cell.path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="unix sockets")
def test_a_long_temporary_folder_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("long" * 20)))
    assert len(str(base_folder())) < 40


def test_this_process_has_started() -> None:
    assert started_at(os.getpid()) > 0
    assert started_at(os.getpid()) == started_at(os.getpid())
