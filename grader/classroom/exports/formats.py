"""The one table of formats, and writing them to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.exports import (
    canvas,
    classroom50,
    csv,
    github,
    gradescope,
    html,
    json,
    junit,
    moodle,
)
from grader.classroom.model import ClassResults
from grader.exits import WrongUsage
from grader.keeping import write_whole
from grader.locale import _
from grader.rubric import plain

Files = Iterator[tuple[str, str]]
LARGEST = 50_000_000
"""Bytes of a template."""


@dataclass(frozen=True)
class Format:
    """A form of the results: files by name, made anew or filled into an exported one."""

    export: Callable[[ClassResults], Files]
    fill: Callable[[ClassResults, str], Files] | None = None


FORMATS = {
    "csv": Format(csv.export),
    "json": Format(json.export),
    "canvas": Format(canvas.export, canvas.fill),
    "moodle": Format(moodle.export),
    "gradescope": Format(gradescope.export),
    "github": Format(github.export),
    "classroom50": Format(classroom50.export, classroom50.fill),
    "junit": Format(junit.export),
    "html": Format(html.export),
}


def write(
    format: str, results: ClassResults, out: Path, template: Path | None = None
) -> list[Path]:
    """Write the files of a format into the folder ``out``, each whole; return their paths.

    ``template`` is a file that another program exported, for the formats that fill one. Raises
    WrongUsage for an unknown format and a template that cannot be used, OSError where writing
    fails.
    """
    if format not in FORMATS:
        raise WrongUsage(
            _("There is no format {name}; there is {names}.").format(
                name=format, names=", ".join(FORMATS)
            )
        )
    chosen = FORMATS[format]
    if template is None:
        files = chosen.export(results)
    elif chosen.fill is None:
        filled = ", ".join(name for name, one in FORMATS.items() if one.fill)
        raise WrongUsage(
            _("{name} fills no template; {filled} do.").format(name=format, filled=filled)
        )
    else:
        files = chosen.fill(results, _read(template))
    paths = []
    for name, text in files:
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, plain(text))
        paths.append(path)
    return paths


def _read(template: Path) -> str:
    try:
        if template.stat().st_size > LARGEST:
            raise WrongUsage(_("{file} is too large for a template.").format(file=template))
        return template.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage(_("{file} is not UTF-8.").format(file=template)) from None
    except OSError as error:
        raise WrongUsage(
            _("{file} cannot be read: {reason}").format(
                file=template, reason=error.strerror or error
            )
        ) from None
