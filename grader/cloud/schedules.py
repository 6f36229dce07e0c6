"""When EventBridge rules and Scheduler schedules are due, and what fires then."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from grader.cloud.scheduler_words import filled

AFTER_THE_MINUTE = 0.1
"""Seconds past the due minute at which a cron or one-time schedule fires."""

_JUST_BEFORE = 0.01

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Timed:
    """Something that fires by the clock."""

    kind: str
    key: Key
    """Account, region and name."""
    record: dict[str, Any]
    expression: str
    created: float
    zone: tzinfo
    earliest: float
    latest: float

    @property
    def identity(self) -> tuple[str, Key, str, float]:
        """What must stay the same for an earlier firing to count."""
        return (self.kind, self.key, self.expression, self.created)


class Schedules:
    """The timed things of one emulator."""

    def __init__(self, eventbridge: Any, scheduler: Any) -> None:
        """Read and fire the rules and schedules of MiniStack's modules."""
        self._eventbridge = eventbridge
        self._scheduler = scheduler
        self._once: set[tuple[str, Key, str, float]] = set()

    def next_due(self, now: float, until: float, arn: str | None = None) -> float | None:
        """Return the first moment after ``now``, and not after ``until``, at which one is due.

        ``arn`` is the only rule or schedule that counts; None means all.
        """
        moments = [
            self._due_after(timed, now)
            for timed in self._enabled()
            if arn in (None, timed.record.get("Arn"))
        ]
        due = [moment for moment in moments if moment is not None and moment <= until]
        return min(due, default=None)

    def fire(self, moment: float) -> list[dict[str, Any]]:
        """Fire, in the order of their names, all that are due at exactly ``moment``.

        Returns the kind and the ARN of each.
        """
        fired = []
        for timed in sorted(self._enabled(), key=lambda timed: (timed.kind, timed.key)):
            if self._due_after(timed, moment - _JUST_BEFORE) == moment:
                if timed.expression.startswith("at("):
                    self._once.add(timed.identity)
                self._fire(timed, moment)
                fired.append({"kind": timed.kind, "arn": timed.record.get("Arn", "")})
        return fired

    def _due_after(self, timed: Timed, now: float) -> float | None:
        after = max(now, timed.earliest - _JUST_BEFORE)
        due = self._expression_due_after(timed, after)
        return due if due is not None and due <= timed.latest else None

    def _expression_due_after(self, timed: Timed, after: float) -> float | None:
        interval: int | None = self._eventbridge._parse_rate_seconds(timed.expression)
        if interval:
            rounds = math.floor((after - timed.created) / interval + 1e-6) + 1
            return timed.created + max(1, rounds) * interval
        if timed.expression.startswith("at("):
            return self._once_due(timed, after)
        fields = self._eventbridge._parse_cron_fields(timed.expression)
        if fields is None:
            return None
        start = datetime.fromtimestamp(after - AFTER_THE_MINUTE, tz=timed.zone)
        due: datetime | None = self._eventbridge._cron_next_fire(fields, start)
        return None if due is None else due.timestamp() + AFTER_THE_MINUTE

    def _once_due(self, timed: Timed, after: float) -> float | None:
        try:
            due = datetime.fromisoformat(timed.expression[3:].rstrip(" )"))
        except ValueError:
            return None
        moment = due.replace(tzinfo=timed.zone).timestamp() + AFTER_THE_MINUTE
        return moment if moment > after and timed.identity not in self._once else None

    def _enabled(self) -> Iterator[Timed]:
        for key, rule in list(self._eventbridge._rules._data.items()):
            if rule.get("State") == "ENABLED" and rule.get("ScheduleExpression"):
                yield Timed(
                    kind="rule",
                    key=key,
                    record=rule,
                    expression=rule["ScheduleExpression"],
                    created=float(rule["CreationTime"]),
                    zone=UTC,
                    earliest=0.0,
                    latest=math.inf,
                )
        for key, schedule in list(self._scheduler._schedules._data.items()):
            if schedule.get("State") == "ENABLED":
                start = self._scheduler._to_epoch(schedule.get("StartDate"))
                end = self._scheduler._to_epoch(schedule.get("EndDate"))
                yield Timed(
                    kind="schedule",
                    key=key,
                    record=schedule,
                    expression=schedule.get("ScheduleExpression", "").strip(),
                    created=float(schedule["CreationDate"]),
                    zone=_zone(schedule.get("ScheduleExpressionTimezone")),
                    earliest=start or 0.0,
                    latest=end or math.inf,
                )

    def _fire(self, timed: Timed, moment: float) -> None:
        from ministack.core.responses import (
            get_account_id,
            get_region,
            set_request_account_id,
            set_request_region,
        )

        account, region, _name = timed.key
        before = get_account_id(), get_region()
        set_request_account_id(account)
        set_request_region(region)
        try:
            event = self._event(timed, moment)
            for target in self._targets(timed):
                if timed.kind == "schedule" and isinstance(text := target.get("Input"), str):
                    sent = filled(text, timed.record.get("Arn", ""), moment)
                    target = {**target, "Input": sent}
                self._eventbridge._invoke_target(target, event, timed.record)
        finally:
            set_request_account_id(before[0])
            set_request_region(before[1])
        if timed.expression.startswith("at(") and self._is_deleted_after(timed):
            self._scheduler._schedules._data.pop(timed.key, None)

    def _targets(self, timed: Timed) -> list[dict[str, Any]]:
        if timed.kind == "rule":
            return list(self._eventbridge._targets._data.get(timed.key, []))
        target = timed.record.get("Target") or {}
        return [target] if target.get("Arn") else []

    @staticmethod
    def _is_deleted_after(timed: Timed) -> bool:
        return timed.record.get("ActionAfterCompletion") == "DELETE"

    @staticmethod
    def _event(timed: Timed, moment: float) -> dict[str, Any]:
        account, region, _name = timed.key
        seed = f"{timed.kind} {timed.key} {moment}"
        digest = hashlib.sha256(seed.encode()).hexdigest()
        identity = f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"
        return {
            "EventId": identity,
            "Source": "aws.events" if timed.kind == "rule" else "aws.scheduler",
            "DetailType": "Scheduled Event",
            "Detail": "{}",
            "EventBusName": timed.record.get("EventBusName", "default"),
            "Time": int(moment),
            "Resources": [timed.record.get("Arn", "")],
            "Account": account,
            "Region": region,
        }

    @staticmethod
    def event_of(payload: str) -> object:
        """Return what a function receives from a target's payload."""
        try:
            return json.loads(payload)
        except (ValueError, TypeError):
            return {"body": payload}


def _zone(name: str | None) -> tzinfo:
    if not name or name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
