"""Schedules that call Lambda's Invoke by name, through EventBridge Scheduler's universal target."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

INVOKE_BY_SDK = "arn:aws:scheduler:::aws-sdk:lambda:invoke"


def plain(target: Mapping[str, Any], schedule_arn: str) -> dict[str, Any]:
    """Return the target of a schedule with the function's own ARN and what the function is sent.

    A target that calls something else, or whose input tells no function, is returned as it is.
    """
    called = _called(target) if str(target.get("Arn")).lower() == INVOKE_BY_SDK else {}
    name = called.get("FunctionName")
    if not isinstance(name, str) or not name:
        return dict(target)
    if not name.startswith("arn:"):
        region, account = schedule_arn.split(":")[3:5]
        name = f"arn:aws:lambda:{region}:{account}:function:{name}"
    qualifier = called.get("Qualifier")
    payload = called.get("Payload", "{}")
    return {
        **target,
        "Arn": f"{name}:{qualifier}" if qualifier else name,
        "Input": payload if isinstance(payload, str) else json.dumps(payload),
    }


def _called(target: Mapping[str, Any]) -> dict[str, Any]:
    try:
        called = json.loads(target.get("Input") or "{}")
    except ValueError:
        return {}
    return called if isinstance(called, dict) else {}
