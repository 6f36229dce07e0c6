"""What a page says that it will load from CDNs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.assets.address import HOSTS

_ADDRESS = re.compile(
    r"(?:https?:)?//(?:" + "|".join(re.escape(host) for host in HOSTS) + r")/[^\s\"'`<>)\\]+"
)


def addresses_in(texts: Iterable[str]) -> Iterator[str]:
    """Yield every address of a known CDN in the sources of a page, each once."""
    seen = set()
    for text in texts:
        for found in _ADDRESS.finditer(text):
            url = found[0] if found[0].startswith("http") else f"https:{found[0]}"
            if "${" not in url and url not in seen:
                seen.add(url)
                yield url
