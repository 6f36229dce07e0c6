"""The names inside an archive: what they say, and whether they stay below the folder."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Set
from pathlib import PurePosixPath

from grader.locale import _
from grader.submission import FOLDERS_LEFT_OUT, MAX_DEPTH, Rejected

LONGEST_PART = 255
"""Bytes of one name, as file systems have it."""
LONGEST = 1_000
DEEPEST = MAX_DEPTH + 8
"""A submission's own depth, below the folders that a zip puts around it."""

_OEM = ("cp437", "cp850", "cp1252")
"""What Windows writes into a zip when it does not say; the first of equals is taken."""
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〇\uff01-\uff5e]+")


def parts_of(name: str) -> tuple[str, ...]:
    """Return the folders and the file of a member's name, in Unicode's composed form.

    Backslashes separate as slashes do. Raises Rejected where the name leads elsewhere.
    """
    slashed = unicodedata.normalize("NFC", name).replace("\\", "/")
    parts = tuple(part for part in slashed.split("/") if part not in ("", "."))
    if slashed.startswith("/") or re.match(r"[A-Za-z]:", slashed) or ".." in parts:
        raise _leads_out(name)
    if _is_unwritable(name) or (os.name == "nt" and ":" in slashed):
        raise Rejected(
            _("A name in the archive cannot be a file's: {name}.").format(name=ascii(name)[:80]),
            hint=_("Rename the file with plain letters, and pack again."),
        )
    if len(slashed) > LONGEST or any(len(part.encode()) > LONGEST_PART for part in parts):
        raise Rejected(
            _("A name in the archive is too long."),
            found=slashed[:60],
            hint=_("Hand in only the files of the challenge, with shorter names."),
        )
    if len(parts) > DEEPEST:
        raise Rejected(
            _("The folders are nested more than {n} deep.").format(n=DEEPEST),
            found="/".join(parts[:4]),
            hint=_("Hand in only the files of the challenge."),
        )
    return parts


def _is_unwritable(name: str) -> bool:
    return "\0" in name or any("\ud800" <= letter <= "\udfff" for letter in name)


def _leads_out(name: str) -> Rejected:
    return Rejected(
        _("A name in the archive leads out of its folder: {name}.").format(name=name[:200]),
        hint=_("Pack again with python -m grader pack, or zip the folder itself."),
    )


def is_of_no_use(parts: tuple[str, ...], environments: Set[tuple[str, ...]]) -> bool:
    """Whether a submission leaves a file out wherever it lies, so that it need not be unpacked.

    ``environments`` are the folders of virtual environments.
    """
    folders = parts[:-1]
    return (
        any(part in FOLDERS_LEFT_OUT for part in folders)
        or parts[-1].startswith("._")
        or any(folders[: n + 1] in environments for n in range(len(folders)))
    )


def environments_among(names: Iterable[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Return the folders that are Python's virtual environments."""
    return frozenset(parts[:-1] for parts in names if len(parts) > 1 and parts[-1] == "pyvenv.cfg")


def decoded_name(raw: bytes) -> str:
    """Return a name whose encoding nobody stated: UTF-8, Japanese, or the likeliest Western one."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        japanese = raw.decode("cp932")
    except UnicodeDecodeError:
        japanese = ""
    foreign = [c for c in japanese if not c.isascii()]
    if len(foreign) > 1 and _JAPANESE.fullmatch("".join(foreign)):
        return japanese
    readings = [raw.decode(encoding, "replace") for encoding in _OEM]
    return max(readings, key=_likelihood)


def _likelihood(name: str) -> int:
    """Count what looks like a letter in its place: capitals do not follow small letters."""
    stem = PurePosixPath(name.replace("\\", "/")).as_posix()
    score = 0
    for before, letter in zip(" " + stem, stem, strict=False):
        if letter.isascii():
            continue
        named = unicodedata.name(letter, "")
        usual = " WITH " in named and named.startswith("LATIN")
        misplaced = letter.isupper() and before.islower()
        score += (2 if usual and not misplaced else 1) if letter.isalpha() else -1
    return score
