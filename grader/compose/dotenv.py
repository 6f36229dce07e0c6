"""`.env` and env_file: `NAME=value`, as Compose reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.compose.interpolation import Variables
from grader.compose.refusal import Place, Refused, Unreadable
from grader.locale import _

MAX_BYTES = 64 * 1024
MAX_LINES = 200
"""Lines that one value in double quotes may have."""
LINE = re.compile(
    r"\s*(?:export\s+)?(?P<name>[A-Za-z_][\w.-]*)\s*(?P<sign>[=:])\s*(?P<rest>.*)", re.S
)
SINGLE = re.compile(r"'([^']*)'")
DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def read(text: str, file: str, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables of a file; later lines may use earlier ones, and ``known`` ones.

    A name without `=` has no value and is left out. Raises Refused.
    """
    if len(text) > MAX_BYTES:
        raise Unreadable(_("{file} is too large.").format(file=file), Place(file, 1))
    found: dict[str, str] = {}
    scope = dict(known or {})
    variables = Variables(scope)
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line, place = lines[number], Place(file, number + 1)
        number += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = LINE.match(line)
        if match is None:
            if re.fullmatch(r"\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*", line):
                continue
            raise Refused(
                _("{file} has a line that sets no variable.").format(file=file),
                place,
                expected="NAME=value",
                hint=_("Write one variable a line, and # before a comment."),
            )
        rest = match["rest"]
        if rest.startswith('"') and not DOUBLE.match(rest):
            whole = DOUBLE.match("\n".join((rest, *lines[number : number + MAX_LINES])))
            if whole:
                number += whole[0].count("\n")
                rest = whole[0]
        scope[match["name"]] = found[match["name"]] = _value(rest, place, variables)
    return found


def _value(rest: str, place: Place, variables: Variables) -> str:
    if single := SINGLE.match(rest):
        return single[1]
    if double := DOUBLE.match(rest):
        text = re.sub(r"\\([nrt\"\\])", lambda m: ESCAPES.get(m[1], m[1]), double[1])
        return variables.substitute(text, place)
    return variables.substitute(re.split(r"(?<!\s)\s+#|^#", rest, maxsplit=1)[0].strip(), place)
