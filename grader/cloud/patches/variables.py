"""A function without variables has no Environment: AWS answers with none, so shall we."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator

ENVIRONMENT = "Environment"


def apply(emulator: Emulator) -> None:
    """Leave an environment out that says nothing, where one is kept and where one is answered."""
    del emulator
    from ministack.services import lambda_svc

    built, updated = lambda_svc._build_config, lambda_svc._update_config

    def build(name: str, data: dict[str, Any], code: bytes | None = None) -> dict[str, Any]:
        config: dict[str, Any] = built(name, data, code)
        _leave_out(config)
        return config

    def update(name: str, data: dict[str, Any]) -> Any:
        status, headers, body = updated(name, data)
        answer = json.loads(body)
        if status != 200 or not _leave_out(answer):
            return status, headers, body
        _leave_out(lambda_svc._functions[name]["config"])
        return status, headers, json.dumps(answer).encode()

    lambda_svc._build_config, lambda_svc._update_config = build, update


def _leave_out(config: dict[str, Any]) -> bool:
    """Take an environment without variables out of a configuration; tells whether there was one."""
    empty = ENVIRONMENT in config and not (config[ENVIRONMENT] or {}).get("Variables")
    if empty:
        del config[ENVIRONMENT]
    return empty
