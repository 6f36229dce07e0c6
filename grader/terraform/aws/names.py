"""Names that nothing else has, as the plugin SDK makes them."""

from __future__ import annotations

import itertools
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
