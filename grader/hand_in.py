"""The zip that a student hands in: what counts, and a manifest that tells if it changed since."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader import __version__, packing
from grader.submission import MANIFEST

SCHEMA = "groundtrack/hand-in/v1"
_LARGEST = 8 * 2**20


@dataclass(frozen=True)
class Part:
    """One challenge in a hand-in: where its files lie in the zip, and their fingerprint."""

    number: int
    slug: str
    folder: str
    """"" where the files lie at the zip's top."""
    fingerprint: str


@dataclass(frozen=True)
class Manifest:
    """What a hand-in zip says about itself; ``files`` are the SHA-256 of each path (hex)."""

    engine: str
    packed: datetime
    parts: tuple[Part, ...]
    files: Mapping[str, str]

    def same_but_for_time(self, other: Manifest) -> bool:
        """Whether both describe the same content."""
        return (self.engine, self.parts, self.files) == (other.engine, other.parts, other.files)

    def document(self) -> str:
        """Return the manifest as its JSON text."""
        facts = {
            "schema": SCHEMA,
            "engine": self.engine,
            "packed": self.packed.astimezone(UTC).isoformat(timespec="seconds"),
            "challenges": [vars(part) for part in self.parts],
            "files": dict(sorted(self.files.items())),
        }
        return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"


def describe(parts: tuple[Part, ...], files: Mapping[str, bytes], packed: datetime) -> Manifest:
    """Return the manifest of ``files`` (path in the zip → content) packed at ``packed``."""
    return Manifest(__version__, packed, parts, {name: digest(files[name]) for name in files})


def digest(content: bytes) -> str:
    """Return a file's SHA-256 as the manifest writes it."""
    return hashlib.sha256(content).hexdigest()


def zipped(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """Return the zip, the same bytes for the same files and manifest."""
    return packing.zipped({MANIFEST: manifest.document().encode(), **dict(sorted(files.items()))})


def of_zip(path: Path) -> Manifest | None:
    """Return the manifest of the zip ``path``, None where it is no hand-in."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MANIFEST).file_size > _LARGEST:
                return None
            return _parsed(archive.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError):
        return None


def of_folder(folder: Path) -> Manifest | None:
    """Return the manifest of an unpacked hand-in, None where there is none."""
    path = folder / MANIFEST
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return _parsed(path.read_bytes())
    except OSError:
        return None


def _parsed(content: bytes) -> Manifest | None:
    """Read what a student's zip says of itself; whatever is not as we write it is no manifest."""
    try:
        facts = json.loads(content)
        if facts["schema"] != SCHEMA:
            return None
        packed = datetime.fromisoformat(facts["packed"])
        parts = tuple(_part(one) for one in facts["challenges"])
        files = {str(name): str(sha) for name, sha in dict(facts["files"]).items()}
        if packed.tzinfo is None:
            return None
        return Manifest(str(facts["engine"]), packed.astimezone(UTC), parts, files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _part(facts: Mapping[str, Any]) -> Part:
    return Part(
        int(facts["number"]), str(facts["slug"]), str(facts["folder"]), str(facts["fingerprint"])
    )
