"""The zip of a function that stands on a running cloud."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from grader.lambdas.package import UNPACKED_LIMIT, Package
from grader.live.getting import plain_get

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint
    from grader.lambdas.function import Function

PATIENCE = 8.0


def downloaded(endpoint: Endpoint, function: Function) -> Package | None:
    """Return the package that GetFunction leads to; None where there is none.

    The address is asked for at ``endpoint`` itself, whatever host it names: LocalStack names hosts
    that only a name server outside knows.
    """
    from botocore.exceptions import ClientError

    client = endpoint.client("lambda", function.region)
    try:
        location = client.get_function(FunctionName=function.name)["Code"].get("Location")
    except (ClientError, KeyError):
        return None
    if not isinstance(location, str):
        return None
    parts = urlsplit(location)
    query = f"?{parts.query}" if parts.query else ""
    try:
        answer = plain_get(
            f"{endpoint.url}{parts.path}{query}", PATIENCE, UNPACKED_LIMIT, host=parts.netloc
        )
        return Package(answer, f"{function.name}.zip")
    except OSError:
        return None
