"""How much is compared: ``python -m tests.conformance.figures`` says it, ``--write`` puts it into
the README of this folder and into the project's."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass

from tests.conformance import golden
from tests.conformance.allowed import GAPS
from tests.conformance.compare import fields
from tests.conformance.configuration import HERE, configurations

READMES = (HERE / "README.md", HERE.parent.parent / "README.md")
COMMAND = "python -m tests.conformance.figures --write"
_SENTENCE = re.compile(r"\d+ configurations \(.*$", re.MULTILINE)


@dataclass(frozen=True)
class Figures:
    """Counts over everything that is recorded."""

    configurations: int
    invalid: int
    newer: int
    fields: int
    gaps: int

    def sentence(self) -> str:
        """As the README has it: a difference beyond these fails the test run."""
        return (
            f"{self.configurations} configurations ({self.invalid} of them invalid), "
            f"{self.fields} fields compared, 0 differences; {self.gaps} gaps and "
            f"{self.newer} tolerances for release 6.x are named."
        )


def figures() -> Figures:
    """Count."""
    every = configurations()
    newer = [one for one in every if one.name.startswith("newer_")]
    compared = [one for one in every if one not in newer]
    return Figures(
        configurations=len(compared),
        invalid=sum(one.name.startswith("invalid_") for one in compared),
        newer=len(newer),
        fields=sum(fields(golden.read(one)) for one in compared),
        gaps=len(GAPS),
    )


def main() -> None:
    """Say it, or write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    sentence = figures().sentence()
    print(sentence)
    if parser.parse_args().write:
        for readme in READMES:
            text = readme.read_text(encoding="utf-8")
            readme.write_text(_SENTENCE.sub(sentence, text), encoding="utf-8")


if __name__ == "__main__":
    main()
