"""Which image a service that is built begins with."""

from __future__ import annotations

import re

from grader.compose import files
from grader.compose.interpolation import Variables
from grader.compose.merging import by_name
from grader.compose.nodes import Scalar, Table
from grader.compose.refusal import Refused
from grader.compose.service import Service
from grader.submission import Submission

FROM = re.compile(r"FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?\s*", re.IGNORECASE)
ARG = re.compile(r"ARG\s+(\w+)(?:=(\S*))?\s*", re.IGNORECASE)
LARGEST = 64 * 1024


def base_image(service: Service, submission: Submission, folder: str) -> str | None:
    """Return the image that the last stage of a build begins with, None where none is told."""
    build = service.table.get("build")
    if isinstance(build, Scalar):
        return _last_stage(_file(submission, folder, build.text, "Dockerfile"), service, {})
    if not isinstance(build, Table):
        return None
    inline = build.text("dockerfile_inline")
    name = build.text("dockerfile") or "Dockerfile"
    text = inline or _file(submission, folder, build.text("context") or ".", name)
    arguments = build.get("args")
    table = by_name(arguments) if arguments else None
    given = table.entries if isinstance(table, Table) else {}
    values = {name: value.text for name, value in given.items() if isinstance(value, Scalar)}
    return _last_stage(text, service, values)


def _file(submission: Submission, folder: str, context: str, name: str) -> str:
    path = files.beside(files.beside(folder, context), name)
    if path not in submission.files:
        return ""
    return submission.content(path)[:LARGEST].decode("utf-8", "replace")


def _last_stage(text: str, service: Service, given: dict[str, str]) -> str | None:
    values: dict[str, str] = {}
    stages: dict[str, str] = {}
    last: str | None = None
    for line in text.splitlines():
        if (argument := ARG.fullmatch(line.strip())) and last is None:
            values[argument[1]] = given.get(argument[1], argument[2] or "")
        elif stage := FROM.fullmatch(line.strip()):
            try:
                name = Variables(values).substitute(stage[1], service.place)
            except Refused:
                return None
            last = stages.get(name.lower(), name)
            if stage[2]:
                stages[stage[2].lower()] = last
    return last
