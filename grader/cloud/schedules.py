"""When EventBridge rules and Scheduler schedules are due, and what fires then."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from grader.cloud.scheduler_words import filled
from grader.cloud.universal_target import plain

AFTER_THE_MINUTE = 0.1
"""Seconds past the due minute at which a cron or one-time schedule fires."""

_JUST_BEFORE = 0.01
_YEARS = 5
"""Where MiniStack keeps the years of a cron expression."""
_YEAR = 365 * 86_400.0

Key = tuple[str, str, str]
Deliver = Callable[[dict[str, Any], dict[str, Any], dict[str, Any]], object]
"""Takes a target, an event, and the record of the rule or schedule that sends it."""


@dataclass(frozen=True)
class Timed:
    """Something that fires by the clock."""

    kind: str
    key: Key
    """Account, region and name."""
    record: dict[str, Any]
    enabled: bool
    expression: str
    created: float
    zone: tzinfo
    earliest: float = 0.0
    latest: float = math.inf
    any_year: bool = False
    """Whether the years that the expression names do not count."""

    @property
    def arn(self) -> str:
        """Its ARN."""
        return str(self.record.get("Arn", ""))

    def at_any_time(self) -> Timed:
        """Return it without years, beginning and end: the world's year is drawn by lot."""
        return replace(self, earliest=0.0, latest=math.inf, any_year=True)

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

    def next_due(self, now: float, until: float, followed: str | None = None) -> float | None:
        """Return the first moment after ``now``, and not after ``until``, at which one is due.

        ``followed`` is the ARN of the only one that counts; it is due in any year. None means all.
        """
        moments = [
            self._due_after(timed, now)
            for timed in self._due_ones(followed)
            if followed in (None, timed.arn)
        ]
        due = [moment for moment in moments if moment is not None and moment <= until]
        return min(due, default=None)

    def fire(self, moment: float, followed: str | None = None) -> list[dict[str, Any]]:
        """Fire, in the order of their names, all that are due at exactly ``moment``.

        That of the ARN ``followed`` is due in any year. Returns the kind and the ARN of each.
        """
        fired = []
        for timed in sorted(self._due_ones(followed), key=lambda timed: (timed.kind, timed.key)):
            if self._due_after(timed, moment - _JUST_BEFORE) == moment:
                if timed.expression.startswith("at("):
                    self._once.add(timed.identity)
                self._fire(timed, moment)
                fired.append({"kind": timed.kind, "arn": timed.arn})
        return fired

    def hand_over(self, arn: str, target_arn: str, moment: float, deliver: Deliver) -> None:
        """Give to ``deliver`` what a rule or schedule sends to one target, due or not."""
        for timed in self._every():
            if timed.arn == arn:
                with self._scope(timed):
                    for target in self._targets(timed, moment):
                        if target["Arn"] == target_arn:
                            deliver(target, self._event(timed, moment), timed.record)
                            return

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
        if timed.any_year:
            fields = (*fields[:_YEARS], None, *fields[_YEARS + 1 :])
        start = datetime.fromtimestamp(after - AFTER_THE_MINUTE, tz=timed.zone)
        due: datetime | None = self._eventbridge._cron_next_fire(fields, start)
        return None if due is None else due.timestamp() + AFTER_THE_MINUTE

    def _once_due(self, timed: Timed, after: float) -> float | None:
        try:
            due = datetime.fromisoformat(timed.expression[3:].rstrip(" )"))
        except ValueError:
            return None
        moment = due.replace(tzinfo=timed.zone).timestamp() + AFTER_THE_MINUTE
        if timed.any_year:
            moment += math.ceil((after - moment) / _YEAR) * _YEAR
        return moment if moment > after and timed.identity not in self._once else None

    def _due_ones(self, followed: str | None) -> Iterator[Timed]:
        for timed in self._every():
            if timed.enabled and timed.expression:
                yield timed.at_any_time() if timed.arn == followed else timed

    def _every(self) -> Iterator[Timed]:
        for key, rule in list(self._eventbridge._rules._data.items()):
            yield Timed(
                kind="rule",
                key=key,
                record=rule,
                enabled=rule.get("State") == "ENABLED",
                expression=rule.get("ScheduleExpression") or "",
                created=float(rule["CreationTime"]),
                zone=UTC,
            )
        for key, schedule in list(self._scheduler._schedules._data.items()):
            yield Timed(
                kind="schedule",
                key=key,
                record=schedule,
                enabled=schedule.get("State") == "ENABLED",
                expression=schedule.get("ScheduleExpression", "").strip(),
                created=float(schedule["CreationDate"]),
                zone=_zone(schedule.get("ScheduleExpressionTimezone")),
                earliest=self._scheduler._to_epoch(schedule.get("StartDate")) or 0.0,
                latest=self._scheduler._to_epoch(schedule.get("EndDate")) or math.inf,
            )

    def _fire(self, timed: Timed, moment: float) -> None:
        with self._scope(timed):
            event = self._event(timed, moment)
            for target in self._targets(timed, moment):
                self._eventbridge._invoke_target(target, event, timed.record)
        if timed.expression.startswith("at(") and self._is_deleted_after(timed):
            self._scheduler._schedules._data.pop(timed.key, None)

    @staticmethod
    @contextmanager
    def _scope(timed: Timed) -> Iterator[None]:
        """Act in the account and region of a rule or schedule."""
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
            yield
        finally:
            set_request_account_id(before[0])
            set_request_region(before[1])

    def _targets(self, timed: Timed, moment: float) -> list[dict[str, Any]]:
        if timed.kind == "rule":
            return list(self._eventbridge._targets._data.get(timed.key, []))
        target = timed.record.get("Target") or {}
        if not target.get("Arn"):
            return []
        target = plain(target, timed.arn)
        text = target.get("Input") or json.dumps(self._scheduler_event(timed, moment))
        return [{**target, "Input": filled(text, timed.arn, moment)}]

    def _scheduler_event(self, timed: Timed, moment: float) -> dict[str, Any]:
        """Return what Scheduler sends where a schedule has no input; its detail is a text."""
        event = self._event(timed, moment)
        return {
            "version": "0",
            "id": event["EventId"],
            "detail-type": event["DetailType"],
            "source": event["Source"],
            "account": event["Account"],
            "time": f"{datetime.fromtimestamp(event['Time'], UTC):%Y-%m-%dT%H:%M:%SZ}",
            "region": event["Region"],
            "resources": event["Resources"],
            "detail": "{}",
        }

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
            "Resources": [timed.arn],
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
