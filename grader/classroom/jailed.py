"""The program of one job, behind its walls: files come in, one report goes out."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.sandbox.channel import claim_stdio, encode

if TYPE_CHECKING:
    from grader.report.model import Report
    from grader.stage import Stage

_ANY_JOB_TAKES = (
    "grader.cloud.embedded", "grader.grade", "grader.hcl.configuration", "grader.report.json",
    "grader.stage", "grader.terraform.deploy", "grader.terraform_findings",
    "grader.terraform_hints", "grader.world.sky",
)  # fmt: skip


def load() -> None:
    """Load what any job takes, for a zygote."""
    from grader.cloud.clients import load as load_clients
    from grader.course import challenges
    from grader.hcl.reading import read

    for name in _ANY_JOB_TAKES:
        import_module(name)
    load_clients()
    read("", "empty.tf")
    for challenge in challenges():
        _made = challenge.checks


def main() -> None:
    """Read the order and the files, grade, and answer with the report."""
    reader, writer = claim_stdio()
    order: dict[str, Any] = json.loads(reader.readline())
    home = Path(os.environ["HOME"])
    for name in ("cache", "submission"):
        _unpack(reader.read(order[name]), home / name)
    writer.write(encode({"nonce": order["nonce"], **_graded(order, home / "submission")}))
    writer.flush()
    sys.stderr.flush()
    os._exit(0)  # nothing is left to be put in order: the walls fall with this process


def _unpack(content: bytes, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)


def _graded(order: dict[str, Any], folder: Path) -> dict[str, Any]:
    from grader.course import find
    from grader.grade import grade
    from grader.locale import speak
    from grader.report.json import document
    from grader.stage import Options

    speak(order["language"])
    lacked: list[str] = []
    refused: list[bool] = []
    official = order["official"]

    def look_back(stage: Stage, _report: Report) -> None:
        lacked.extend(stage.lacked)
        refused.append(stage.was_refused)

    options = Options(
        order["seed"],
        terraform=order["terraform"],
        browser=order["browser"],
        walled=order["walled"],
        provider="official" if official else "course",
        official=Path(official) if official else None,
        endings=(look_back,),
    )
    report = grade(find(order["slug"]), folder, options)
    return {"report": document(report), "lacked": lacked, "refused": any(refused)}
