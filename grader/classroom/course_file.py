"""course.toml as tables whose every mistake is an error with its line and a remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from grader.classroom.toml_places import Keys, line_of
from grader.exits import WrongUsage
from grader.locale import _

UNITS = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1,
    "m": 60, "min": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hour": 3600, "hours": 3600,
    "d": 86_400, "day": 86_400, "days": 86_400,
    "w": 604_800, "week": 604_800, "weeks": 604_800,
}  # fmt: skip
PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)")
LONGEST = timedelta(days=3660)


class WrongSettings(WrongUsage):
    """course.toml cannot be obeyed; the message says where, why, and what to write instead."""


def duration(text: str) -> timedelta | None:
    """Read a length of time such as "15 min", "2 days", "1h30m"; None when it is none."""
    text = text.strip().lower()
    parts = PART.findall(text)
    if not parts or re.sub(r"[\s,]", "", PART.sub("", text)):
        return None
    if any(unit not in UNITS for _amount, unit in parts):
        return None
    seconds = sum(Decimal(amount) * UNITS[unit] for amount, unit in parts)
    return timedelta(seconds=float(seconds)) if seconds <= LONGEST.total_seconds() else None


def suggestion(word: str, known: Collection[str]) -> str:
    """Return a question that names the nearest known word, else a sentence with all of them."""
    near = difflib.get_close_matches(word.lower(), sorted(known), 1, cutoff=0.5)
    if near:
        return _("Did you mean {near}?").format(near=near[0])
    return _("There is: {names}.").format(names=", ".join(sorted(known)))


@dataclass(frozen=True)
class Table:
    """One table of the file; what is taken from it has the type that was asked for."""

    file: Path
    text: str = field(repr=False)
    values: Mapping[str, Any]
    keys: Keys = ()

    def wrong(self, key: str | None, message: str, remedy: str) -> WrongSettings:
        """Return the error of a key, or of the table itself."""
        keys = self.keys if key is None else (*self.keys, key)
        line = line_of(self.text, keys)
        place = (
            _("{file}, line {line}").format(file=self.file.name, line=line)
            if line
            else self.file.name
        )
        return WrongSettings(f"{place}: {message} {remedy}")

    def only(self, known: Collection[str]) -> None:
        """Raise WrongSettings for a key that means nothing."""
        for key in self.values:
            if key not in known:
                message = _("{key} means nothing here.").format(key=".".join((*self.keys, key)))
                raise self.wrong(key, message, suggestion(key, known))

    def table(self, key: str) -> Table:
        """Return a table inside this one, empty when it is not there."""
        found = self.values.get(key, {})
        if not isinstance(found, Mapping):
            raise self._no(key, _("a table"), f"[{'.'.join((*self.keys, key))}]")
        return Table(self.file, self.text, found, (*self.keys, key))

    def string(self, key: str, default: str) -> str:
        """Return a text."""
        found = self.values.get(key, default)
        if not isinstance(found, str):
            raise self._no(key, _("a text"), f'{key} = "…"')
        return found

    def yes_or_no(self, key: str, default: bool) -> bool:
        """Return a truth value."""
        found = self.values.get(key, default)
        if not isinstance(found, bool):
            raise self._no(key, _("true or false"), f"{key} = true")
        return found

    def one_of(self, key: str, choices: Sequence[str], default: str) -> str:
        """Return one of a few words."""
        found = self.string(key, default)
        if found not in choices:
            message = _("{key} = {found!r} is none of its words.").format(key=key, found=found)
            remedy = _("Write one of: {choices}.").format(
                choices=", ".join(f'"{choice}"' for choice in choices)
            )
            raise self.wrong(key, message, remedy)
        return found

    def amount(
        self, key: str, default: Decimal, *, most: int | None = None, example: str = "10"
    ) -> Decimal:
        """Return a number of zero or more, up to ``most``."""
        found = self.values.get(key, default)
        if not is_number(found) or found < 0 or (most is not None and found > most):
            what = (
                _("a number of zero or more")
                if most is None
                else _("a number from 0 to {most}").format(most=most)
            )
            raise self._no(key, what, f"{key} = {example}")
        return Decimal(found)

    def time(self, key: str, default: timedelta | None) -> timedelta | None:
        """Return a length of time."""
        if key not in self.values:
            return default
        found = self.values[key]
        read = duration(found) if isinstance(found, str) else None
        if read is None:
            raise self._no(key, _("a length of time"), f'{key} = "15 min"')
        return read

    def _no(self, key: str, what: str, example: str) -> WrongSettings:
        message = _("{key} is not {what}.").format(key=".".join((*self.keys, key)), what=what)
        return self.wrong(key, message, _("Write for example: {example}").format(example=example))


def is_number(value: object) -> bool:
    """Whether a value of TOML is a finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return False
    return Decimal(value).is_finite()


def read_table(path: Path) -> Table:
    """Return the whole file. Raises WrongSettings when it is none of TOML, or cannot be read."""
    try:
        return parse_table(path.read_text(encoding="utf-8-sig"), path)
    except UnicodeDecodeError:
        raise WrongSettings(
            _("{file}: this is not UTF-8. Save it again as UTF-8.").format(file=path.name)
        ) from None
    except OSError as error:
        raise WrongSettings(
            _("{file} cannot be read: {reason}. Look at its permissions.").format(
                file=path, reason=error.strerror or error
            )
        ) from None


def parse_table(text: str, file: Path) -> Table:
    """Return ``text``, which was in ``file``, as a table. Raises WrongSettings."""
    try:
        return Table(file, text, tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        found = re.fullmatch(r"(?s)(.*) \(at line (\d+), column (\d+)\)", str(error))
        reason, line = (found[1], int(found[2])) if found else (str(error), 0)
        place = _("{file}, line {line}").format(file=file.name, line=line) if line else file.name
        message = _("this is not TOML: {reason}. Compare with docs/course.toml.").format(
            reason=reason
        )
        raise WrongSettings(f"{place}: {message}") from None
