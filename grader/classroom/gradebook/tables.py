"""The tables of a gradebook, version 1. Times are ISO 8601 in UTC, documents are JSON."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = 1
METADATA = MetaData()

CHANGED = "changed"
"""The fact that is another one after each change."""

facts = Table(
    "facts",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

students = Table(
    "students",
    METADATA,
    Column("id", String(255), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

results = Table(
    "results",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("slug", String(128), nullable=False),
    Column("submission", String(80), nullable=False),
    Column("engine", String(32), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("failure", Text, nullable=False, default=""),
    Column("score", Integer, nullable=True),
    Column("max_score", Integer, nullable=True),
    Column("criteria", Text, nullable=True),
    Column("findings", Text, nullable=True),
    Column("seconds", Float, nullable=False),
    Column("graded", String(40), nullable=False),
    Column("document", LargeBinary, nullable=True),
)
"""One row for each job that was done; the document is the report, deflated.

So that a whole class can be shown without its documents, ``criteria`` holds of each criterion
[points, max_points, status] by id, and ``findings`` its first finding's message where it has one.
"""

replaced = Table(
    "replaced",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, index=True),
    Column("document", LargeBinary, nullable=True),
    Column("graded", String(40), nullable=False),
    Column("replaced", String(40), nullable=False),
)
"""Results that were graded again, as they were before."""

attempts = Table(
    "attempts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("student", String(255), ForeignKey("students.id"), nullable=False),
    Column("slug", String(128), nullable=False),
    Column("number", Integer, nullable=False),
    Column("submission", String(80), nullable=False),
    Column("source", Text, nullable=False),
    Column("submitted", String(40), nullable=True),
    Column("key", String(64), nullable=True),
    Column("refusal", Text, nullable=True),
    Column("notes", Text, nullable=False, default="[]"),
    UniqueConstraint("student", "slug", "number"),
    Index("attempts_by_key", "key"),
)
"""One row for each changed hand-in of a student for a challenge."""

overrides = Table(
    "overrides",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("student", String(255), nullable=False),
    Column("slug", String(128), nullable=False),
    Column("criterion", String(128), nullable=False),
    Column("points", Integer, nullable=True),
    Column("reason", Text, nullable=False),
    Column("who", String(255), nullable=False),
    Column("given", String(40), nullable=False),
)
"""Never changed, only added to: the newest of a criterion counts, and no points withdraw it."""

claims = Table(
    "claims",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("until", Float, nullable=False),
)
"""Jobs in flight: who does them, and until when (epoch seconds) that holds."""
