"""hashicorp/local: files in the work folder."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from grader.terraform.builtin.fields import computed, optional, required, schema
from grader.terraform.provider import paths
from grader.terraform.provider.resource import DataSource, Problem, Refused, Resource, known
from grader.terraform.provider.schema import Schema
from grader.terraform.provider.values import Values

_SOURCES = ("content", "sensitive_content", "content_base64", "source")
_HASHES = {
    "content_base64sha256": computed("string"),
    "content_base64sha512": computed("string"),
    "content_md5": computed("string"),
    "content_sha1": computed("string"),
    "content_sha256": computed("string"),
    "content_sha512": computed("string"),
}


class LocalFile(Resource[Path]):
    """local_file."""

    type_name = "local_file"
    label = "local file"
    its_schema: ClassVar[Schema] = schema(
        {
            **_HASHES,
            "content": optional("string"),
            "content_base64": optional("string"),
            "directory_permission": {"type": "string", "optional": True, "computed": True},
            "file_permission": {"type": "string", "optional": True, "computed": True},
            "filename": required("string"),
            "id": computed("string"),
            "sensitive_content": optional("string", sensitive=True),
            "source": optional("string"),
        }
    )
    defaults: ClassVar[dict[str, Any]] = {
        "directory_permission": "0777",
        "file_permission": "0777",
    }
    forces_replacement = frozenset(
        {*_SOURCES, "directory_permission", "file_permission", "filename"}
    )

    def validate(self, config: Values) -> Iterable[Problem]:
        """Exactly one source, and permissions in octal."""
        names = [name for name in _SOURCES if name in self.schema.block.attributes]
        given = [name for name in names if config.get(name) is not None]
        if len(given) != 1:
            listed = ",".join(names)
            yield Problem(
                (given[0],) if given else (),
                "Invalid Attribute Combination",
                f"{len(given)} attributes specified when one (and only one) of [{listed}] is "
                "required"
                if given
                else f"No attribute specified when one (and only one) of [{listed}] is required",
            )
        for name in ("file_permission", "directory_permission"):
            value = known(config, name)
            if value is not None and not re.fullmatch(r"[0-7]{3,4}", value):
                yield Problem(
                    (name,),
                    "Invalid File Permission String Value",
                    f"bad mode permission: string must be 3 or 4 digits in octal: {value[:20]}",
                )

    def create(self, api: Path, planned: Values) -> Values:
        """Write it."""
        path = paths.inside(planned["filename"], "filename")
        data = _content(planned)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            if sys.platform != "win32":
                path.chmod(int(planned["file_permission"], 8) & 0o777)
        except OSError as error:
            raise Refused("Create local file error", error.strerror or "", ("filename",)) from error
        return {"id": hashlib.sha1(data, usedforsecurity=False).hexdigest(), **content_hashes(data)}

    def read(self, api: Path, state: Values) -> Values | None:
        """It is gone when its content is not what was written."""
        path = paths.inside(state["filename"], "filename")
        if not path.is_file():
            return None
        found = hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
        return {} if found == state["id"] else None

    def update(self, api: Path, prior: Values, planned: Values) -> Values:
        """Nothing changes in place."""
        return {}

    def delete(self, api: Path, state: Values) -> None:
        """Remove it."""
        paths.inside(state["filename"], "filename").unlink(missing_ok=True)


class LocalSensitiveFile(LocalFile):
    """local_sensitive_file."""

    type_name = "local_sensitive_file"
    its_schema: ClassVar[Schema] = schema(
        {
            **_HASHES,
            "content": optional("string", sensitive=True),
            "content_base64": optional("string", sensitive=True),
            "directory_permission": {"type": "string", "optional": True, "computed": True},
            "file_permission": {"type": "string", "optional": True, "computed": True},
            "filename": required("string"),
            "id": computed("string"),
            "source": optional("string"),
        }
    )
    defaults: ClassVar[dict[str, Any]] = {
        "directory_permission": "0700",
        "file_permission": "0700",
    }
    forces_replacement = LocalFile.forces_replacement - {"sensitive_content"}


class LocalFileData(DataSource[Path]):
    """data local_file."""

    type_name = "local_file"
    its_schema = schema(
        {
            **_HASHES,
            "content": computed("string"),
            "content_base64": computed("string"),
            "filename": required("string"),
            "id": computed("string"),
        }
    )

    def read(self, api: Path, config: Values) -> Values:
        """Its content."""
        path = paths.inside(config["filename"], "filename")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Refused(
                "Read local file data source error",
                f"The file at given path cannot be read.\n\n+Original Error: open "
                f"{config['filename']}: {(error.strerror or '').lower()}",
                ("filename",),
            ) from error
        return {
            "content": data.decode("utf-8", "replace"),
            "content_base64": base64.b64encode(data).decode(),
            "id": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
            **content_hashes(data),
        }


class LocalSensitiveFileData(LocalFileData):
    """data local_sensitive_file."""

    type_name = "local_sensitive_file"
    its_schema = schema(
        {
            **_HASHES,
            "content": computed("string", sensitive=True),
            "content_base64": computed("string", sensitive=True),
            "filename": required("string"),
            "id": computed("string"),
        }
    )


def content_hashes(data: bytes) -> Values:
    """Every ``content_…`` hash."""
    sha256, sha512 = hashlib.sha256(data), hashlib.sha512(data)
    return {
        "content_base64sha256": base64.b64encode(sha256.digest()).decode(),
        "content_base64sha512": base64.b64encode(sha512.digest()).decode(),
        "content_md5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
        "content_sha1": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        "content_sha256": sha256.hexdigest(),
        "content_sha512": sha512.hexdigest(),
    }


def _content(planned: Values) -> bytes:
    if planned.get("content_base64") is not None:
        return base64.b64decode(planned["content_base64"])
    if planned.get("source") is not None:
        try:
            return paths.content(planned["source"], "source")
        except OSError as error:
            raise Refused(
                "Create local file error",
                f"open {planned['source']}: {(error.strerror or '').lower()}",
                ("source",),
            ) from error
    text = planned.get("content")
    return (text if text is not None else planned.get("sensitive_content") or "").encode()


RESOURCES = (LocalFile, LocalSensitiveFile)
DATA_SOURCES = (LocalFileData, LocalSensitiveFileData)
