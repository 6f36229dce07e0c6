"""What a check's own runs left on somebody's cloud, and its removal."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from grader.capture.items import Ledger
from grader.capture.objects import Shelf
from grader.locale import _

if TYPE_CHECKING:
    from grader.capture.items import StoredItem
    from grader.capture.model import Capture
    from grader.capture.objects import StoredObject
    from grader.cloud.protocol import Cloud

SHOWN = 5


class Traces:
    """Notes what the runs of a check wrote, and takes it away at the end."""

    def __init__(self, cloud: Cloud) -> None:
        """Nothing is noted yet."""
        self._cloud = cloud
        self._objects: dict[str, StoredObject] = {}
        self._items: dict[str, StoredItem] = {}
        self._lost: list[str] = []

    def note(self, capture: Capture) -> None:
        """Remember what one run left."""
        for written in capture.objects:
            self.leave_object(written.stored)
        for item in capture.items:
            self.leave_item(item)
        for name in (*capture.removed, *capture.items_removed):
            self.lose(name)
        for item in capture.items_changed:
            self.lose(item.name)

    def leave_object(self, stored: StoredObject) -> None:
        """Remember an object that a run wrote."""
        self._objects[stored.uri] = stored

    def leave_item(self, item: StoredItem) -> None:
        """Remember an item that a run put."""
        self._items[item.name] = item

    def lose(self, name: str) -> None:
        """Remember that something is no more what it was."""
        self._lost.append(name)

    def remove(self) -> tuple[str, ...]:
        """Delete it; return what is left or lost, in words."""
        from botocore.exceptions import BotoCoreError, ClientError

        objects, self._objects = self._objects, {}
        items, self._items = self._items, {}
        left = [_("changed or removed by the Lambda: {name}").format(name=n) for n in self._lost]
        for uri, stored in objects.items():
            try:
                self._cloud.client("s3").delete_object(Bucket=stored.bucket, Key=stored.key)
            except (BotoCoreError, ClientError):
                left.append(_("still there: {name}").format(name=uri))
        for name, item in items.items():
            removed = False
            with contextlib.suppress(BotoCoreError, ClientError):
                table = self._cloud.client("dynamodb", item.region)
                schema = table.describe_table(TableName=item.table)["Table"]["KeySchema"]
                keys = [one["AttributeName"] for one in schema]
                values = {one: item.attributes[one] for one in keys}
                table.delete_item(TableName=item.table, Key=values)
                removed = True
            if not removed:
                left.append(_("still there: {name}").format(name=name))
        return tuple(left[:SHOWN])


class HeldTraces:
    """The same where time was held: whatever is new since then is a check's doing."""

    def __init__(self, cloud: Cloud, regions: tuple[str, ...]) -> None:
        """Look at everything that is there."""
        self._cloud = cloud
        self._shelf = Shelf(cloud)
        self._ledger = Ledger(cloud, regions)
        self._objects = self._shelf.objects()
        self._items = self._ledger.items()
        self._removed = False

    def note(self, capture: Capture) -> None:
        """Nothing needs to be remembered."""

    def remove(self) -> tuple[str, ...]:
        """Delete what is new; return what was changed or lost, in words."""
        if self._removed:
            return ()
        self._removed = True
        traces = Traces(self._cloud)
        known, kept = {one.uri for one in self._objects}, {one.name for one in self._items}
        for stored in self._shelf.objects() - self._objects:
            if stored.uri in known:
                traces.lose(stored.uri)
            else:
                traces.leave_object(stored)
        for item in self._ledger.items() - self._items:
            if item.name in kept:
                traces.lose(item.name)
            else:
                traces.leave_item(item)
        return traces.remove()
