"""The name of an image, and which release of LocalStack it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

OFFICIAL = re.compile(
    r"(?:.+/)?localstack/localstack(?:-pro|-full|-light|-arm64|-amd64)?", re.IGNORECASE
)
VERSION = re.compile(r"v?(\d+(?:\.\d+)*)(?:[.-].*)?")
LAST_FREE = (4, 14)
"""Since 2026-03-23 newer images, and `latest`, stop without a token."""
FIRST_WITH_VOLUME = (1, 0)
"""From here on the data folder is /var/lib/localstack."""

Version = tuple[int, ...]


@dataclass(frozen=True)
class Image:
    """``version`` is None where the tag names no release: the newest."""

    name: str
    tag: str
    version: Version | None

    @property
    def is_localstack(self) -> bool:
        """Whether it is one of LocalStack's own images, from any registry."""
        return bool(OFFICIAL.fullmatch(self.name))

    @property
    def is_pro(self) -> bool:
        """Whether it is the image for those who pay."""
        return self.name.lower().endswith("localstack-pro")

    @property
    def needs_token(self) -> bool:
        """Whether it stops at once without an account's token."""
        return self.is_pro or self.version is None or self.version[:2] > LAST_FREE

    def is_before(self, version: Version) -> bool:
        """Whether the release is older."""
        return self.version is not None and self.version < version

    def __str__(self) -> str:
        return f"{self.name}:{self.tag}" if self.tag else self.name


def read_image(text: str) -> Image:
    """Take ``[registry/]name[:tag][@digest]`` apart."""
    name, _at, digest = text.strip().partition("@")
    head, slash, last = name.rpartition("/")
    last, _colon, tag = last.partition(":")
    version = VERSION.fullmatch(tag)
    numbers = tuple(int(part) for part in version[1].split(".")) if version else None
    return Image(f"{head}{slash}{last}", tag or digest, numbers)
