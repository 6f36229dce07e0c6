"""hashicorp/archive: zip files, the same bytes for the same content."""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from grader.terraform.provider import paths
from grader.terraform.provider.resource import DataSource, Problem, Refused, known
from grader.terraform.provider.schema import read_schema
from grader.terraform.provider.values import Values
from grader.terraform.sentences import OUTSIDE, meant

_MOMENT = (1980, 1, 1, 0, 0, 0)
_SOURCES = ("source", "source_content", "source_content_filename", "source_dir", "source_file")


class ArchiveFile(DataSource[Path]):
    """data archive_file."""

    type_name = "archive_file"
    its_schema = read_schema(
        {
            "block": {
                "attributes": {
                    "exclude_symlink_directories": {"type": "bool", "optional": True},
                    "excludes": {"type": ["set", "string"], "optional": True},
                    "id": {"type": "string", "computed": True},
                    "output_base64sha256": {"type": "string", "computed": True},
                    "output_base64sha512": {"type": "string", "computed": True},
                    "output_file_mode": {"type": "string", "optional": True},
                    "output_md5": {"type": "string", "computed": True},
                    "output_path": {"type": "string", "required": True},
                    "output_sha": {"type": "string", "computed": True},
                    "output_sha256": {"type": "string", "computed": True},
                    "output_sha512": {"type": "string", "computed": True},
                    "output_size": {"type": "number", "computed": True},
                    "source_content": {"type": "string", "optional": True, "sensitive": True},
                    "source_content_filename": {"type": "string", "optional": True},
                    "source_dir": {"type": "string", "optional": True},
                    "source_file": {"type": "string", "optional": True},
                    "type": {"type": "string", "required": True},
                },
                "block_types": {
                    "source": {
                        "nesting_mode": "set",
                        "block": {
                            "attributes": {
                                "content": {
                                    "type": "string",
                                    "required": True,
                                    "sensitive": True,
                                },
                                "filename": {"type": "string", "required": True},
                            }
                        },
                    }
                },
            }
        }
    )

    def validate(self, config: Values) -> Iterable[Problem]:
        """Exactly one kind of source, and a kind of archive that there is."""
        kind = known(config, "type")
        if kind is not None and kind not in ("zip", "tar.gz"):
            yield Problem(
                ("type",),
                "Invalid Attribute Value Match",
                f'Attribute type value must be one of: ["zip" "tar.gz"], got: "{kind}"',
            )
        if kind == "tar.gz":
            yield Problem(("type",), meant(OUTSIDE, name="tar.gz"), outside="archive_file tar.gz")
        kinds = [
            name
            for name in ("source", "source_content", "source_dir", "source_file")
            if config.get(name) not in (None, [])
        ]
        if len(kinds) != 1:
            yield Problem(
                (),
                "Invalid Attribute Combination" if kinds else "Missing Attribute Configuration",
                "Exactly one of these attributes must be configured: "
                "[source,source_content,source_file,source_dir]",
            )

    def read(self, api: Path, config: Values) -> Values:
        """Write the archive, and say its hashes."""
        target = paths.inside(config["output_path"], "output_path")
        target.parent.mkdir(parents=True, exist_ok=True)
        entries = sorted(_entries(config, target), key=lambda entry: entry[0])
        if not entries:
            raise Refused(
                "Archive creation error",
                "error creating archive: error archiving directory: the directory holds no file",
                ("source_dir",),
            )
        write_zip(target, entries, config.get("output_file_mode"))
        return hashes(target.read_bytes())


def write_zip(target: Path, entries: Iterable[tuple[str, bytes, int]], mode: str | None) -> None:
    """Write (name, content, mode) entries; only these decide the bytes of the archive."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, permissions in entries:
            info = zipfile.ZipInfo(name, date_time=_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | _mode(mode, permissions)) << 16
            archive.writestr(info, content)


def hashes(data: bytes) -> Values:
    """Every ``output_…`` attribute of an archive."""
    sha256, sha512 = hashlib.sha256(data), hashlib.sha512(data)
    sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return {
        "id": sha1,
        "output_base64sha256": base64.b64encode(sha256.digest()).decode(),
        "output_base64sha512": base64.b64encode(sha512.digest()).decode(),
        "output_md5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
        "output_sha": sha1,
        "output_sha256": sha256.hexdigest(),
        "output_sha512": sha512.hexdigest(),
        "output_size": len(data),
    }


def _mode(wanted: str | None, own: int) -> int:
    return int(wanted, 8) if wanted else own


def _entries(config: Values, target: Path) -> Iterator[tuple[str, bytes, int]]:
    if config.get("source_content") is not None:
        name = config.get("source_content_filename") or ""
        yield name, config["source_content"].encode(), 0o644
    elif config.get("source_file"):
        file = paths.inside(config["source_file"], "source_file")
        if not file.is_file():
            raise _missing("file", config["source_file"], "source_file")
        yield file.name, file.read_bytes(), _permissions(file)
    elif config.get("source_dir"):
        yield from _directory(config, target)
    for block in config.get("source") or []:
        yield block["filename"], block["content"].encode(), 0o644


def _directory(config: Values, target: Path) -> Iterator[tuple[str, bytes, int]]:
    root = paths.inside(config["source_dir"], "source_dir")
    if not root.is_dir():
        raise _missing("directory", config["source_dir"], "source_dir")
    excludes = [_as_pattern(one) for one in config.get("excludes") or []]
    for file in root.rglob("*"):
        name = file.relative_to(root).as_posix()
        if not file.is_file() or file == target or _excluded(name, excludes):
            continue
        inside = paths.inside(str(file), "source_dir")
        yield name, inside.read_bytes(), _permissions(inside)


def _excluded(name: str, patterns: list[re.Pattern[str]]) -> bool:
    parents = [name, *(parent.as_posix() for parent in Path(name).parents if parent.name)]
    return any(pattern.fullmatch(one) for pattern in patterns for one in parents)


def _as_pattern(glob: str) -> re.Pattern[str]:
    """A pattern of the archive provider: ``**`` crosses folders, ``*`` does not."""
    glob = glob.removeprefix("./").rstrip("/")
    parts = []
    for part in re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]*\]|\{[^}]*\})", glob):
        if part == "**/":
            parts.append("(?:.*/)?")
        elif part == "**":
            parts.append(".*")
        elif part == "*":
            parts.append("[^/]*")
        elif part == "?":
            parts.append("[^/]")
        elif part.startswith("["):
            parts.append(fnmatch.translate(part)[4:-3])
        elif part.startswith("{"):
            parts.append("(?:" + "|".join(re.escape(one) for one in part[1:-1].split(",")) + ")")
        else:
            parts.append(re.escape(part))
    return re.compile("".join(parts))


def _permissions(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode) & 0o777


def _missing(kind: str, name: str, attribute: str) -> Refused:
    return Refused(
        "Archive creation error",
        f"error creating archive: error archiving {kind}: could not archive missing {kind}: {name}",
        (attribute,),
    )


RESOURCES: tuple[Any, ...] = ()
DATA_SOURCES = (ArchiveFile,)
