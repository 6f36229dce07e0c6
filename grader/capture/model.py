"""One capture, as it was observed from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.capture.items import StoredItem
from grader.capture.objects import Written

if TYPE_CHECKING:
    from grader.cloud.run import Run
    from grader.world.orbit import Position


@dataclass(frozen=True)
class Capture:
    """One run: ``moment`` in epoch seconds; ``truth`` is what the sky answered then."""

    run: Run
    moment: float
    truth: Position
    asked: bool
    """Whether the position of the ISS was asked for."""
    objects: tuple[Written, ...]
    removed: tuple[str, ...] = ()
    """Addresses of objects that were there before the run and are gone after it."""
    items: tuple[StoredItem, ...] = ()
    """Items under keys that no item had before the run."""
    items_changed: tuple[StoredItem, ...] = ()
    """Items that were there before the run under the same keys, with other attributes."""
    items_removed: tuple[str, ...] = ()
    """Names of items that were there before the run and are gone after it."""
    addresses: tuple[str, ...] = ()
    """What was asked for outside, whether it tells a position or not."""
    others: tuple[Run, ...] = ()
    """Runs of other functions that this run brought about."""

    @property
    def answer(self) -> Any:
        """What the function returned; None when it failed."""
        return self.run.payload if self.run.status == "ok" else None
