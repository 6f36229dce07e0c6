"""Every format against its golden files; RECORD=1 writes them anew."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from grader.classroom.exports import FORMATS, write
from grader.exits import WrongUsage

from ..sheets import hostile, results

ROOT = Path(__file__).parent.parent.parent.parent
GOLDEN = ROOT / "tests" / "golden" / "exports"
CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,2. A bucket (901),Save_to_S3 (902),"
    "Essay (903),Final Score\n"
    "    Points Possible,,,,,100,100,10,(read only)\n"
    '"Ana, A.",41,ANA,ana@example.org,A,5,,7,60\n'
    '"Ñandú, Bo",42,x2,BO@example.org,A,1,33,8,20\n'
    '"=cmd, Eve",43,x9,eve@example.org,A,2,44,9,30\n'
)
RELEASE = {
    "schema": "classroom50/result/v1", "classroom": "cloud", "assignment_type": "individual",
    "submission": "submit/2026-11-03T10-00-00Z-abcdef0", "commit": "https://example.org/c",
    "release": "https://example.org/r", "review": "https://example.org/d",
    "datetime": "2026-11-03T10:00:00Z", "score": 0, "max-score": 0, "tests": [],
}  # fmt: skip
RELEASES = [
    {**RELEASE, "owner": "Ana", "assignment": "save-to-s3"},
    {**RELEASE, "owner": "s002", "assignment": "05_save_to_s3"},
    {**RELEASE, "owner": "s003", "assignment": "s3-bucket"},
    {**RELEASE, "owner": "nobody", "assignment": "s3-bucket"},
]
TEMPLATES = {"canvas": CANVAS, "classroom50": json.dumps(RELEASES)}
CASES = [(name, False) for name in FORMATS if name != "classroom50"] + [
    (name, True) for name in TEMPLATES
]


def styleless(text: str) -> str:
    text = re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.DOTALL)
    return re.sub(r"sha256-[^']+", "sha256-", text)


@pytest.mark.parametrize(("name", "filled"), CASES)
def test_a_class(name: str, filled: bool, tmp_path: Path) -> None:
    template = None
    if filled:
        template = tmp_path / "template"
        template.write_text(TEMPLATES[name], encoding="utf-8")
    paths = write(name, results(), tmp_path / "out", template)
    folder = GOLDEN / (f"{name}_filled" if filled else name)
    if os.environ.get("RECORD"):
        shutil.rmtree(folder, ignore_errors=True)
    made = {path.relative_to(tmp_path / "out").as_posix(): path for path in paths}
    for relative, path in made.items():
        text = styleless(path.read_text(encoding="utf-8"))
        golden = folder / relative
        if os.environ.get("RECORD"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="utf-8", newline="\n")
        assert text == golden.read_text(encoding="utf-8"), relative
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert there == set(made)


@pytest.mark.parametrize("name", FORMATS)
def test_the_source_of_a_format_is_named(name: str) -> None:
    import importlib

    module = importlib.import_module(f"grader.classroom.exports.{name}")
    assert re.search(r"Source: \S+/\S+|Our own form|names its source", module.__doc__ or "")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "classroom50"])
def test_whatever_a_student_is_called_the_files_can_be_written(name: str, tmp_path: Path) -> None:
    paths = write(name, hostile(), tmp_path / "out")
    assert len({str(path).lower() for path in paths}) == len(paths)
    for path in paths:
        assert path.resolve().is_relative_to((tmp_path / "out").resolve())
        path.read_text(encoding="utf-8")


def test_an_unknown_format_and_a_template_of_no_use() -> None:
    with pytest.raises(WrongUsage, match="there is csv, json, canvas"):
        write("xlsx", results(), Path("out"))
    with pytest.raises(WrongUsage, match="json fills no template; canvas, classroom50 do"):
        write("json", results(), Path("out"), Path("x"))
    with pytest.raises(WrongUsage, match="cannot be read"):
        write("canvas", results(), Path("out"), Path("nowhere.csv"))
