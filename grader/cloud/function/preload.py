"""What a process loads while it waits to be told which function it is.

AWS keeps environments ready in the same way. Each step is small, and none is begun once the
function is known, so waiting never costs a function anything.
"""

from __future__ import annotations

import importlib
import select
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

_MODULES = (
    "datetime", "decimal", "urllib.request", "random", "botocore", "botocore.compat",
    "botocore.session", "botocore.client", "botocore.httpsession", "botocore.awsrequest",
    "boto3.session", "boto3", "boto3.s3.inject", "boto3.s3.transfer", "s3transfer.manager",
)  # fmt: skip
_DATA = (
    ("endpoints", None), ("partitions", None), ("sdk-default-configuration", None),
    ("s3", "service-2"), ("s3", "endpoint-rule-set-1"),
)  # fmt: skip


def preload_while_idle(requests: int) -> None:
    """Load step by step until something can be read from the descriptor ``requests``."""
    if sys.platform == "win32":
        return  # select does not take pipes there
    for step in _steps():
        if select.select([requests], [], [], 0)[0]:
            return
        try:
            step()
        except ImportError:
            return


def _steps() -> Iterator[Callable[[], object]]:
    for name in _MODULES:
        yield partial(importlib.import_module, name)
    yield _remember_services
    ahead = _ReadAhead()
    for name, kind in _DATA:
        yield partial(ahead.read, name, kind)


def _remember_services() -> None:
    """Let botocore list its services once for this process instead of once for each session."""
    import botocore.loaders

    loader: Any = botocore.loaders.Loader
    list_services = loader.list_available_services
    known: dict[tuple[Any, ...], list[str]] = {}

    def list_once(self: Any, type_name: str) -> list[str]:
        key = (type_name, *self.search_paths)
        if key not in known:
            known[key] = list_services(self, type_name)
        return list(known[key])

    list_once(loader(include_default_search_paths=True), "service-2")
    loader.list_available_services = list_once


class _ReadAhead:
    """Botocore's files, parsed before the first session asks for them; that one gets them."""

    def __init__(self) -> None:
        import botocore.loaders

        files: Any = botocore.loaders.JSONFileLoader
        self._loader = botocore.loaders.Loader(include_default_search_paths=True)
        self._read = files.load_file
        self._parsed: dict[str, Any] = {}

        def load_file(reader: Any, path: str) -> Any:
            if path in self._parsed:
                return self._parsed.pop(path)
            parsed = self._read(reader, path)
            if self._keeping:
                self._parsed[path] = parsed
            return parsed

        self._keeping = False
        files.load_file = load_file

    def read(self, name: str, kind: str | None) -> None:
        """Parse the file ``name``, or ``kind`` of the service ``name``."""
        self._keeping = True
        try:
            if kind is not None:
                name = f"{name}/{self._loader.determine_latest_version(name, kind)}/{kind}"
            self._loader.load_data(name)
        finally:
            self._keeping = False
