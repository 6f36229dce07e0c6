"""Services that fetch another address for a page, so that any page may read it."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from grader.world.services.answer import Answer, json_answer

HOSTS = frozenset(
    {"api.allorigins.win", "api.corsproxy.io", "corsproxy.io", "thingproxy.freeboard.io"}
)


def wanted(host: str, path: str, query: str) -> str | None:
    """Return the address that a proxy is asked for; None where ``host`` is none."""
    if host not in HOSTS:
        return None
    named = parse_qs(query).get("url")
    if named:
        return named[-1]
    if path.startswith("/fetch/"):
        return path.removeprefix("/fetch/")
    return unquote(query) if query.startswith("http") else None


def parts(address: str) -> tuple[str, str, str, str]:
    """Return scheme, host, path and query."""
    split = urlsplit(address)
    return split.scheme, (split.hostname or "").lower(), split.path, split.query


def wrapped(host: str, path: str, answer: Answer) -> Answer:
    """Return an answer as the proxy hands it on: AllOrigins' /get puts it into JSON."""
    if host != "api.allorigins.win" or not path.startswith("/get"):
        return answer
    return json_answer(
        {
            "contents": answer.body.decode("utf-8", "replace"),
            "status": {"content_type": answer.content_type, "http_code": answer.status},
        }
    )
