"""Where drawn values come from: the seed of the check, so that a run can be repeated."""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from collections.abc import Mapping
from random import Random
from threading import Lock
from typing import Any

_SEED_VARIABLE = "GROUNDTRACK_SEED"


def draw_from(seed: int | None) -> None:
    """Make what is drawn from now on repeatable, unless ``seed`` is None.

    The environment that a process is started with can be read by the files that Terraform reads
    in it; what it puts there itself cannot.
    """
    if seed is not None:
        os.environ[_SEED_VARIABLE] = str(seed)


class Chance:
    """Draws for the resources of one type.

    Terraform creates resources in no fixed order, so what is drawn depends on what is asked for,
    and the second resource that asks for just the same draws something else.
    """

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()
        self._lock = Lock()

    def of(self, type_name: str, arguments: Mapping[str, Any]) -> Random:
        """Return the source of chance for a resource with these arguments."""
        seed = os.environ.get(_SEED_VARIABLE)
        if seed is None:
            return secrets.SystemRandom()
        asked = f"{type_name} {json.dumps(arguments, sort_keys=True, default=str)}"
        with self._lock:
            self._asked[asked] += 1
            times = self._asked[asked]
        return Random(f"{seed} {times} {asked}")  # noqa: S311  (repeatable on purpose)
