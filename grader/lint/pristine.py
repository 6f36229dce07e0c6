""".starter.zip: whether it is what students are given."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from grader import starter
from grader.lint.defect import Defect
from grader.lint.subject import Subject

PACK = "python -m grader.starter"


def defects(subject: Subject) -> Iterator[Defect]:
    """How the zip differs from the files beside it."""
    path = subject.folder / starter.NAME
    files = {
        name: (subject.folder / name).read_bytes() for name in starter.starter_files(subject.folder)
    }
    if not files:
        hint = "Put there what students begin with."
        yield subject.defect(subject.folder, None, "The challenge has no starter file.", hint)
        return
    try:
        packed = starter.read(subject.folder)
    except FileNotFoundError:
        hint = f"Pack it: {PACK}"
        yield subject.defect(path, None, "The starter is not packed.", hint)
        return
    except zipfile.BadZipFile as error:
        hint = f"Pack it anew: {PACK}"
        yield subject.defect(path, None, f"The zip is damaged: {error}.", hint)
        return
    for name in sorted(files.keys() | packed.keys()):
        if name not in packed:
            message = f"{name} is not in .starter.zip."
        elif name not in files:
            message = f".starter.zip holds {name}, which is no longer there."
        elif files[name] != packed[name]:
            message = f"{name} is not as .starter.zip holds it."
        else:
            continue
        hint = f"If the files are right, pack them: {PACK}"
        yield subject.defect(subject.folder / name, None, message, hint)
