"""A listed version of a function has an ARN that says which version it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator


def apply(emulator: Emulator) -> None:
    """Complete the ARNs in the answer of ListVersionsByFunction."""
    del emulator
    from ministack.services import lambda_svc

    listed = lambda_svc._list_versions

    def with_qualified_arns(name: str, query: dict[str, Any]) -> Any:
        status, headers, body = listed(name, query)
        answer = json.loads(body)
        for one in answer.get("Versions", ()):
            version = f":{one['Version']}"
            if not one["FunctionArn"].endswith(version):
                one["FunctionArn"] += version
        return status, headers, json.dumps(answer).encode()

    lambda_svc._list_versions = with_qualified_arns
