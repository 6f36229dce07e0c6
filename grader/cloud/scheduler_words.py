"""The words that EventBridge Scheduler replaces in what a schedule sends."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime


def filled(text: str, schedule_arn: str, moment: float) -> str:
    """Return ``text`` with Scheduler's context attributes for a firing at ``moment``."""
    values = {
        "schedule-arn": schedule_arn,
        "scheduled-time": f"{datetime.fromtimestamp(int(moment), UTC):%Y-%m-%dT%H:%M:%SZ}",
        "execution-id": hashlib.sha256(f"{schedule_arn} {moment}".encode()).hexdigest()[:16],
        "attempt-number": "1",
    }
    for word, value in values.items():
        text = text.replace(f"<aws.scheduler.{word}>", value)
    return text
