"""Names that nothing else has, as the plugin SDK makes them."""

from __future__ import annotations

import itertools
import re
import threading
import time

_DIGITS = 4
_numbers = itertools.count(1)
_lock = threading.Lock()


def unique_name(prefix: str | None) -> str:
    """The prefix, the moment and a counter: 26 characters after the prefix."""
    with _lock:
        number = next(_numbers)
    now = time.time()
    moment = time.strftime("%Y%m%d%H%M%S", time.gmtime(now))
    fraction = int(now % 1 * 10**_DIGITS)
    return f"{prefix or 'terraform-'}{moment}{fraction:0{_DIGITS}d}{number:08x}"


def name_prefix(name: str, suffix: str = "") -> str:
    """The prefix that `unique_name` was given, empty when it did not make ``name``."""
    found = re.fullmatch(r"(.+)\d{18}[0-9a-f]{8}" + re.escape(suffix), name)
    return found[1] if found else ""
