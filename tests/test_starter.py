import io
import os
import zipfile
from pathlib import Path

import pytest

from grader import starter

CHALLENGES = sorted(
    path.parent for path in Path(__file__).parents[1].glob("challenges/*/challenge.toml")
)


@pytest.mark.parametrize("folder", CHALLENGES, ids=lambda folder: folder.name)
def test_the_committed_zip_is_the_starter(folder: Path) -> None:
    files = {name: (folder / name).read_bytes() for name in starter.starter_files(folder)}
    assert files
    assert starter.read(folder) == files


@pytest.mark.parametrize("folder", CHALLENGES, ids=lambda folder: folder.name)
def test_the_author_s_files_are_not_in_it(folder: Path) -> None:
    names = set(starter.read(folder))
    assert not names & {"challenge.toml", "checks.py", "README.md", ".starter.zip"}
    assert any(name.endswith((".tf", ".yml", ".html")) for name in names)


def test_a_zip_depends_on_names_and_contents_only(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder, names in zip(folders, (["b.tf", "a/ñ.py"], ["a/ñ.py", "b.tf"]), strict=True):
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(b"content\n" * 50)
            os.utime(folder / name, (10**9 + len(folder.name), 10**9))
    (folders[1] / "b.tf").chmod(0o600)
    first, second = (starter.build(folder) for folder in folders)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["a/ñ.py", "b.tf"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_left_out(tmp_path: Path) -> None:
    left_out = [
        "README.md", "README.es.md", "challenge.toml", "checks.py", ".starter.zip",
        "__pycache__/checks.cpython-311.pyc", "lambdas/__pycache__/x.pyc", "build/hello.zip",
        ".terraform/providers/x", ".venv/.env", ".env.local",
    ]  # fmt: skip
    kept = [".env", "lambdas/checks.py", "lambdas/hello.py", "main.tf"]
    for name in [*left_out, *kept]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert starter.starter_files(tmp_path) == kept


def test_pack_writes_what_changed(tmp_path: Path) -> None:
    folder = tmp_path / "challenges" / "02_bucket"
    folder.mkdir(parents=True)
    (folder / "challenge.toml").write_text("number = 2")
    (folder / "main.tf").write_text("# TODO\n")
    assert starter.pack(tmp_path) == [folder / starter.NAME]
    assert starter.pack(tmp_path) == []
    assert starter.read(folder) == {"main.tf": b"# TODO\n"}
