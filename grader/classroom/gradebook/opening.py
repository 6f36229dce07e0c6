"""Opening a gradebook: making it, knowing its version, and setting a damaged one aside."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from grader.classroom.gradebook.tables import CHANGED, METADATA, VERSION, facts
from grader.exits import WrongUsage
from grader.locale import _

FILE = "gradebook.sqlite"
_PATIENCE = 30.0
"""Seconds for which a writer waits for another."""


class Unreachable(WrongUsage):
    """The gradebook cannot be opened; the message says what to do."""


class Damaged(Exception):
    """The gradebook's file is none, or not whole."""


def url_of(folder: Path) -> str:
    """Return the address of the gradebook in ``folder``."""
    return f"sqlite:///{(folder / FILE).resolve()}"


def opened(url: str) -> Engine:
    """Return the database at ``url`` with its tables. Raises Unreachable, Damaged."""
    try:
        address = make_url(url)
        engine = create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise Unreachable(
            _("{url} is no gradebook: {reason}. A file is named sqlite:///PATH.").format(
                url=_without_password(url), reason=error
            )
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
    try:
        _make_or_check(engine)
    except OperationalError as error:
        raise Unreachable(
            _("The gradebook at {url} cannot be reached: {reason}").format(
                url=_without_password(url), reason=error.orig
            )
        ) from error
    except DatabaseError as error:
        raise Damaged(str(error.orig)) from error
    return engine


def set_aside(folder: Path) -> Path:
    """Move a damaged gradebook out of the way; return where it is now."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    aside = folder / f"gradebook.damaged-{stamp}.sqlite"
    (folder / FILE).replace(aside)
    for end in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            (folder / f"{FILE}{end}").replace(folder / f"{aside.name}{end}")
    return aside


def _make_or_check(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            told = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if told != "ok":
                raise Damaged(str(told))
        if not inspect(connection).has_table(facts.name):
            METADATA.create_all(connection)
            with contextlib.suppress(DatabaseError):  # another batch was faster
                connection.execute(insert(facts).values(name="version", value=str(VERSION)))
                connection.execute(insert(facts).values(name=CHANGED, value=""))
            return
        found = connection.execute(select(facts.c.value).where(facts.c.name == "version")).scalar()
    if found != str(VERSION):
        raise Unreachable(
            _(
                "The gradebook is of version {found}; this engine knows {known}. "
                "Use the engine that made it, or name another --out."
            ).format(found=found, known=VERSION)
        )


def _set_up_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={int(_PATIENCE * 1000)}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _without_password(url: str) -> str:
    with contextlib.suppress(ArgumentError):
        return make_url(url).render_as_string(hide_password=True)
    return url
