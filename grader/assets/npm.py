"""Getting packages: through the npm client by name, else as tarballs from the registry."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from grader.assets.address import LATEST, NAME, RANGE
from grader.assets.download import LIMIT, NotFetched, downloaded
from grader.assets.ranges import best

REGISTRY = "https://registry.npmjs.org"
SECONDS = 60.0
"""How long one package may take."""


@dataclass(frozen=True)
class Tarball:
    """What was fetched; its hash agreed with what the registry says."""

    name: str
    version: str
    content: bytes
    integrity: str
    """As in the registry: ``sha512-`` and base64."""


class Source(Protocol):
    """Where packages come from."""

    def fetch(self, name: str, range: str) -> Tarball:
        """Return the best version in a range. Raises NotFetched."""
        ...


class NpmClient:
    """The npm program, with its user's own settings: mirrors, proxies and keys just work."""

    def __init__(self, program: str) -> None:
        self._program = program

    @classmethod
    def find(cls) -> NpmClient | None:
        """Return the client of this machine, if there is one."""
        program = shutil.which("npm")
        return None if program is None else cls(program)

    def fetch(self, name: str, range: str) -> Tarball:
        """Let npm download the package; no script of it runs. Raises NotFetched."""
        _require_names(name, range)
        with tempfile.TemporaryDirectory() as folder:
            answer = self._pack(f"{name}@{range}", folder)
            path = Path(folder) / str(answer["filename"])
            if path.stat().st_size > LIMIT:
                raise NotFetched(f"{name} is larger than {LIMIT} bytes")
            content = path.read_bytes()
        return _checked(name, str(answer["version"]), content, str(answer["integrity"]))

    def _pack(self, spec: str, folder: str) -> Any:
        command = (
            self._program, "pack", spec, "--json", "--ignore-scripts", "--pack-destination", folder,
        )  # fmt: skip
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL,
                timeout=SECONDS, check=True,
            )  # fmt: skip
            return json.loads(done.stdout)[0]
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip().splitlines()
            errors = [line for line in said if "error" in line.lower()]
            raise NotFetched(
                f"npm pack {spec}: {(errors or said or ['failed'])[0][:200]}"
            ) from error
        except (OSError, ValueError, LookupError, subprocess.TimeoutExpired) as error:
            raise NotFetched(f"npm pack {spec}: {error}") from error


class Registry:
    """The registry itself, over HTTPS."""

    def __init__(self, url: str = REGISTRY) -> None:
        self._url = url

    def fetch(self, name: str, range: str) -> Tarball:
        """Look the version up, download its tarball, check its hash. Raises NotFetched."""
        _require_names(name, range)
        about = downloaded(f"{self._url}/{quote(name, safe='@')}", seconds=SECONDS)
        try:
            known = json.loads(about)
            tags = known.get("dist-tags", {})
            version = tags.get(range) or best(known["versions"], range)
            if version is None:
                raise NotFetched(f"there is no {name}@{range}")
            where = known["versions"][version]["dist"]
            content = downloaded(where["tarball"], seconds=SECONDS)
            return _checked(name, version, content, where["integrity"])
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise NotFetched(f"{name}: the registry's answer makes no sense: {error}") from error


def _require_names(name: str, range: str) -> None:
    if not NAME.fullmatch(name) or not RANGE.fullmatch(range or LATEST):
        raise NotFetched(f"{name}@{range} is no name of a package")


def _checked(name: str, version: str, content: bytes, integrity: str) -> Tarball:
    if not RANGE.fullmatch(version):
        raise NotFetched(f"{name} has a version without sense: {version[:40]}")
    algorithm, _, expected = integrity.partition("-")
    if algorithm not in ("sha512", "sha384", "sha256"):
        raise NotFetched(f"{name}@{version} has no hash that can be trusted: {integrity[:20]}")
    found = base64.b64encode(hashlib.new(algorithm, content).digest()).decode()
    if found != expected.split(" ")[0]:
        raise NotFetched(f"{name}@{version} is not what the registry says: its hash differs")
    return Tarball(name, version, content, integrity)
