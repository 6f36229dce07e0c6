"""What the text of a submission says before Terraform reads it: which names occur.

Only to serve fewer schemas and to know which providers are asked for; nothing is judged by it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.terraform.naming import is_elsewhere

_TOKEN = re.compile(r"\b[a-z][a-z0-9]*_[a-z0-9_]+\b")
_TYPE = re.compile(
    r'\b(?:resource|data|ephemeral)"?\s*(?:"|:\s*\{\s*")([a-z][a-z0-9-]*?)(?:_[^"]*)?"'
)
_PROVIDER_BLOCK = re.compile(r'^[ \t]*provider\s+"([a-z0-9-]+)"', re.MULTILINE)
_SOURCE = re.compile(r'\bsource"?\s*[=:]\s*"((?:[a-z0-9.-]+/)?[A-Za-z0-9-]+/[A-Za-z0-9-]+)"')
_MODULE_SOURCE = re.compile(
    r'^[ \t]*module\s+"[^"]*"\s*\{(?:(?!^\}).)*?\bsource\s*=\s*"([^"]*)"', re.MULTILINE | re.DOTALL
)
_MODULE = re.compile(r'^[ \t]*module\s+"', re.MULTILINE)
_BACKEND = re.compile(r'^\s*(?:backend\s+"|cloud\s*\{)', re.MULTILINE)
_REQUIRED_VERSION = re.compile(r"\brequired_version\b")
_TOP_LEVEL = re.compile(
    r"^(?=(?:resource|data|provider|module|variable|locals|output|terraform)\b)", re.MULTILINE
)
_RESOURCE = re.compile(r'resource\s+"(aws_\w+)"')
_REGION_ARGUMENT = re.compile(r"^[ \t]{1,4}region\s*=", re.MULTILINE)
_REGION_OF_DATA = re.compile(r"\bdata\.aws_region\.\w+(?:\[[^\]]*\])?\.region\b")
_FILE_FUNCTION = re.compile(
    r"\b(?:file(?:base64|exists|md5|sha1|sha256|sha512|base64sha256|base64sha512)?"
    r'|templatefile|fileset)\(\s*"([^"$]*)'
)
_READ_LIMIT = 1024 * 1024


@dataclass(frozen=True)
class Folder:
    """A submission's Terraform source, looked at as text."""

    path: Path
    directory: str
    """The folder of the root module: posix, relative to ``path``."""
    text: str
    has_backend: bool
    has_modules: bool
    remote_modules: tuple[str, ...]
    version_folders: tuple[Path, ...]
    """Folders in which some file asks for a version of Terraform."""

    @property
    def root(self) -> Path:
        """The folder of the root module."""
        return self.path / self.directory

    @property
    def reads_outside(self) -> bool:
        """Whether a file function names, in so many words, a file outside the submission."""
        return any(self._leads_out(name) for name in _FILE_FUNCTION.findall(self.text))

    def below(self, file: str) -> str:
        """The path, relative to the submission, of a file that Terraform names from the root."""
        return posixpath.normpath(posixpath.join(self.directory, file.replace("\\", "/")))

    @property
    def tokens(self) -> frozenset[str]:
        """Every word that could be a resource type."""
        return frozenset(_TOKEN.findall(self.text))

    @property
    def provider_sources(self) -> frozenset[str]:
        """``namespace/name`` of every provider that is named or implied."""
        implied = {*_TYPE.findall(self.text), *_PROVIDER_BLOCK.findall(self.text)}
        named = {source for source in _SOURCE.findall(self.text) if source.count("/") == 1}
        return frozenset({f"hashicorp/{name}" for name in implied - {"terraform"}} | named)

    @property
    def providers_elsewhere(self) -> tuple[str, ...]:
        """Providers with blocks here that exist and are not the course's."""
        used = {f"hashicorp/{name}" for name in _PROVIDER_BLOCK.findall(self.text)}
        return tuple(sorted(source for source in used if is_elsewhere(source)))

    @property
    def aws_configurations(self) -> int:
        """How many ``provider "aws"`` blocks there are."""
        return _PROVIDER_BLOCK.findall(self.text).count("aws")

    @property
    def asks_for_region(self) -> bool:
        """Whether ``data.aws_region.….region``, of releases 6.x, is used."""
        return _REGION_OF_DATA.search(self.text) is not None

    @property
    def types_with_region(self) -> frozenset[str]:
        """Resource types with a ``region`` argument of their own, as releases 6.x have it."""
        found = set()
        for part in _TOP_LEVEL.split(self.text):
            head = _RESOURCE.match(part)
            if head and _REGION_ARGUMENT.search(part):
                found.add(head.group(1))
        return frozenset(found)

    def _leads_out(self, name: str) -> bool:
        if name.startswith(("/", "~", "\\")) or ":" in name:
            return True
        return self.below(name).split("/")[0] == ".."


def look_into(path: Path, directory: str = ".") -> Folder:
    """Read the Terraform files below ``path``, the root module's in its folder ``directory``."""
    texts = {file: _text(file) for file in _terraform_files(path)}
    whole = "\n".join(texts.values())
    return Folder(
        path=path,
        directory=directory,
        text=whole,
        has_backend=_BACKEND.search(whole) is not None,
        has_modules=_MODULE.search(whole) is not None,
        remote_modules=tuple(
            sorted(
                source
                for source in _MODULE_SOURCE.findall(whole)
                if not source.startswith(("./", "../"))
            )
        ),
        version_folders=tuple(
            sorted({file.parent for file, text in texts.items() if _REQUIRED_VERSION.search(text)})
        ),
    )


def _terraform_files(path: Path) -> Iterator[Path]:
    for pattern in ("*.tf", "*.tf.json", "*.tofu"):
        for file in sorted(path.rglob(pattern)):
            if ".terraform" not in file.parts and file.is_file():
                yield file


def _text(file: Path) -> str:
    with file.open(encoding="utf-8-sig", errors="replace") as stream:
        return stream.read(_READ_LIMIT).replace("\r\n", "\n")
