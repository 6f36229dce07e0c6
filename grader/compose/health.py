"""What a cloud's health page says of its services."""

from __future__ import annotations

import http.client
import json
import urllib.request

PATH = "/_localstack/health"
SECONDS = 10.0
LARGEST = 1024 * 1024
DOWN = frozenset({"disabled", "error", "unavailable", "starting", "stopped"})


def answering(endpoint: str) -> tuple[str, ...] | None:
    """Return the services that are up at ``endpoint``; None where there is no health page.

    Raises OSError where nothing answers at all.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(endpoint + PATH, timeout=SECONDS) as answer:
            told = json.loads(answer.read(LARGEST))
    except (urllib.request.HTTPError, http.client.HTTPException, ValueError):
        return None
    services = told.get("services") if isinstance(told, dict) else None
    if not isinstance(services, dict):
        return None
    return tuple(sorted(name for name, state in services.items() if state not in DOWN))
