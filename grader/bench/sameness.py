"""Which resources of two projects are one and the same thing, whatever they are labelled."""

from __future__ import annotations

from grader.bench.pieces import Name, Piece, Project
from grader.hcl.naming import naming_attribute

FREE = (
    "aws_lambda_function",
    "aws_cloudwatch_event_rule",
    "aws_cloudwatch_event_target",
    "aws_lambda_permission",
)
"""Types of which the course asks for one, under a name that is free."""
OTHERS = ("hello", "hola")
"""Words in the function that is another one in any case."""


def same_things(own: Project, given: Project) -> dict[Name, Name]:
    """Return which resource of ``own`` each resource of ``given`` is that has another label."""
    found: dict[Name, Name] = {}
    known = {(piece.block.labels[0], name): piece.name
             for piece in _resources(own) if (name := _called(own, piece))}  # fmt: skip
    for piece in _resources(given):
        called = _called(given, piece)
        there = known.get((piece.block.labels[0], called)) if called else None
        if there is not None and there != piece.name:
            found[piece.name] = there
    for type in FREE:
        mine = [p for p in _left(own, type, {*given.names, *found.values()}) if not _is_other(p)]
        theirs = [p for p in _left(given, type, {*own.names, *found}) if not _is_other(p)]
        if len(mine) == len(theirs) == 1:
            found[theirs[0].name] = mine[0].name
    return found


def _resources(project: Project) -> list[Piece]:
    return [p for p in project.pieces if p.block.type == "resource" and len(p.block.labels) == 2]


def _left(project: Project, type: str, matched: set[Name]) -> list[Piece]:
    pieces = [p for p in _resources(project) if p.block.labels[0] == type]
    return [piece for piece in pieces if piece.name not in matched]


def _called(project: Project, piece: Piece) -> str | None:
    """Return the name that a resource gives what it makes, where text tells it."""
    attribute = naming_attribute(piece.block.labels[0])
    value = project.configuration.value(piece.block, attribute) if attribute else None
    return value if isinstance(value, str) else None


def _is_other(piece: Piece) -> bool:
    return any(word in piece.text.lower() for word in OTHERS)
