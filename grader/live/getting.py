"""One plain request to a cloud on this machine, by no proxy, of bounded size and time."""

from __future__ import annotations

import time

CHUNK = 64 * 1024


def plain_get(url: str, seconds: float, largest: int, *, host: str | None = None) -> bytes:
    """Return the body at ``url``, when its status is 200. Raises OSError, TimeoutError among them.

    ``host`` is the name that is asked for, where it is not that of ``url``.
    """
    import requests
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    end = time.monotonic() + seconds
    found = bytearray()
    with requests.Session() as session:
        session.trust_env = False
        headers = {"Host": host} if host else {}
        try:
            answer = session.get(url, headers=headers, timeout=seconds, stream=True)
            answer.raise_for_status()
            # As much as has come: whoever drips must not keep us waiting.
            while chunk := answer.raw.read1(CHUNK, decode_content=True):
                found += chunk
                if time.monotonic() > end:
                    raise TimeoutError(f"no whole answer within {seconds:g} s")
                if len(found) > largest:
                    raise OSError(f"more than {largest} bytes")
        except (requests.Timeout, ReadTimeoutError) as error:
            raise TimeoutError(f"no answer within {seconds:g} s") from error
        except HTTPError as error:  # a body that breaks off
            raise OSError(str(error)) from error
    return bytes(found)
