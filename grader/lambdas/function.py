"""A deployed Lambda, as checks use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.embedded import EmbeddedCloud
    from grader.cloud.run import Run
    from grader.world.clock import Clock


@dataclass(frozen=True)
class Function:
    """A function on the cell. ``timeout`` in seconds."""

    name: str
    handler: str
    runtime: str
    timeout: int
    cloud: EmbeddedCloud
    clock: Clock

    def invoke(self, event: object = None) -> Run:
        """Run the function once, at a fresh moment of the world."""
        self.cloud.set_moment(self.clock.next_moment())
        return self.cloud.invoke(self.name, {} if event is None else event)


def deployed(cloud: EmbeddedCloud, clock: Clock) -> tuple[Function, ...]:
    """Return every function that stands on the cell."""
    answer: dict[str, Any] = cloud.client("lambda").list_functions()
    return tuple(
        Function(
            name=one["FunctionName"],
            handler=one.get("Handler", ""),
            runtime=one.get("Runtime", ""),
            timeout=int(one.get("Timeout", 3)),
            cloud=cloud,
            clock=clock,
        )
        for one in answer["Functions"]
    )
