"""Pseudonyms: results that name nobody, and the same person the same way every time."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

from grader.classroom.model import ClassResults, Grade, Override, Row, Student

LENGTH = 10
"""Hexadecimal digits of a pseudonym; longer where two would be alike."""


def pseudonyms(results: ClassResults, secret: bytes | str) -> ClassResults:
    """Return the results with pseudonyms for ids, names, folders and groups, and no e-mails.

    They are keyed by ``secret``: without it nobody can tell whose one is by trying names. Texts
    that students or instructors wrote stay as they are, and may name somebody.
    """
    key = secret.encode() if isinstance(secret, str) else secret
    ids = [row.student.id for row in results.rows]
    length = LENGTH
    while len({_digest(key, "student", id)[:length] for id in ids}) < len(set(ids)):
        length += 1

    def of(kind: str, text: str) -> str:
        return f"{kind[0]}{_digest(key, kind, text)[:length]}" if text else ""

    def override(one: Override) -> Override:
        return replace(one, student=of("student", one.student), who=of("instructor", one.who))

    def grade(one: Grade) -> Grade:
        return replace(
            one,
            student=of("student", one.student),
            by=of("student", one.by),
            overrides=tuple(override(given) for given in one.overrides),
        )

    def row(one: Row) -> Row:
        pseudonym = of("student", one.student.id)
        student = Student(
            id=pseudonym,
            section=one.student.section,
            group=of("group", one.student.group),
            folder=pseudonym if one.student.folder else "",
            extension=one.student.extension,
        )
        return Row(student, tuple(grade(own) for own in one.grades), one.total)

    # In the order of pseudonyms: that of the class list would tell who is who.
    rows = sorted((row(one) for one in results.rows), key=lambda one: one.student.id)
    return replace(results, rows=tuple(rows))


def _digest(key: bytes, kind: str, text: str) -> str:
    message = f"{kind}\0{text}".encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()
