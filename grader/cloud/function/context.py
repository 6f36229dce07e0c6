"""The second argument of a handler."""

from __future__ import annotations

import time
from typing import Any


class CognitoIdentity:
    """Empty outside mobile applications, as on AWS."""

    cognito_identity_id = None
    cognito_identity_pool_id = None


class LambdaContext:
    """What AWS passes to a handler beside the event."""

    def __init__(self, request: dict[str, Any], environment: dict[str, str]) -> None:
        """Take what changes from ``request`` and what stays from the function's ``environment``."""
        self.aws_request_id: str = request["request_id"]
        self.invoked_function_arn: str = request["arn"]
        self.function_name = environment["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = environment["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = environment["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = environment["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = CognitoIdentity()
        self.client_context = None
        self._deadline = time.monotonic() + float(request["seconds"])

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds that are left before the function is stopped."""
        return max(0, int((self._deadline - time.monotonic()) * 1000))
