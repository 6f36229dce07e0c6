"""Which generated blocks a provider takes: ``python -m tests.conformance.acceptance`` records it
for the official one."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Mapping

from grader.sandbox.cells import CellFolder
from grader.terraform.deploy import DeployChild, Official
from grader.terraform.sentences import said
from tests.conformance import official
from tests.conformance.configuration import COMMON, HERE
from tests.conformance.generated import recorded_set

GOLDEN = HERE / "golden" / "generated" / "accepted.json"
_NOWHERE = "http://127.0.0.1:9"


def accepted(blocks: Mapping[str, str], *, by_official: bool) -> set[str]:
    """The addresses of the blocks that validation says nothing against."""
    with contextlib.ExitStack() as stack:
        cell = CellFolder.create()
        stack.callback(cell.remove)
        work = cell.path / "work"
        work.mkdir()
        (work / "provider.tf").write_bytes((COMMON / "provider.tf").read_bytes())
        (work / "main.tf").write_text("".join(blocks.values()), encoding="utf-8")
        provider = Official(official.required(), _NOWHERE) if by_official else None
        child = DeployChild.start(cell, work, official=provider)
        stack.callback(child.stop)
        outcome = child.terraform("validate", "-json", "-no-color", endpoint=_NOWHERE, seconds=100)
    diagnostics = json.loads(outcome.output)["diagnostics"]
    starts = _starts(blocks)
    refused = set()
    for one in diagnostics:
        outside = "outside this course" in said(one["summary"])  # an error of status, no refusal
        if one["severity"] == "error" and not outside:
            line = one["range"]["start"]["line"]
            refused.add(max((start, address) for start, address in starts if start <= line)[1])
    return set(blocks) - refused


def _starts(blocks: Mapping[str, str]) -> list[tuple[int, str]]:
    line, found = 1, []
    for address, text in blocks.items():
        found.append((line, address))
        line += text.count("\n")
    return found


def main() -> int:
    """Record what the official provider accepts."""
    if official.program() is None:
        print(official.MISSING)
        return 1
    found = sorted(accepted(recorded_set(), by_official=True))
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"{len(found)} of {len(recorded_set())} are accepted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
