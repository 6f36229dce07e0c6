"""The environment variables of a function, as AWS sets them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from typing import Any

from grader.sandbox.cell_token import TOKEN_VARIABLE

RESERVED = frozenset(
    {
        "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
        "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "TZ", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE",
        "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", TOKEN_VARIABLE,
    }
)  # fmt: skip
"""Variables that a function's configuration cannot set."""

NO_ACCOUNT = "0" * 12


def function_variables(
    config: Mapping[str, Any], *, task_root: str, temporary: str, ca_file: str, moment: float
) -> dict[str, str]:
    """Return all variables of the function of ``config``: AWS's, its own, ours."""
    name = str(config["FunctionName"])
    arn = str(config.get("FunctionArn", ""))
    region, account = (arn.split(":") + [""] * 5)[3:5]
    version = str(config.get("Version", "$LATEST"))
    date = time.strftime("%Y/%m/%d", time.gmtime(moment))
    stream = hashlib.sha256(f"{arn} {version}".encode()).hexdigest()[:32]
    own = (config.get("Environment") or {}).get("Variables") or {}
    variables = {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
        # As LocalStack sets it; code written for its older releases reads it.
        "LOCALSTACK_HOSTNAME": "localhost",
        "EDGE_PORT": "4566",
        "AWS_EC2_METADATA_DISABLED": "true",
        "LANG": "en_US.UTF-8",
        "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
        **{key: str(value) for key, value in own.items() if key not in RESERVED},
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        # MiniStack takes a key of twelve digits for the account.
        "AWS_ACCESS_KEY_ID": "test" if account == NO_ACCOUNT else account,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_SESSION_TOKEN": "test",
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{config.get('Runtime', '')}",
        "AWS_LAMBDA_FUNCTION_NAME": name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(config.get("MemorySize") or 128),
        "AWS_LAMBDA_FUNCTION_VERSION": version,
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": f"{date}/[{version}]{stream}",
        "_HANDLER": str(config.get("Handler", "")),
        "LAMBDA_TASK_ROOT": task_root,
        "SSL_CERT_FILE": ca_file,
        "REQUESTS_CA_BUNDLE": ca_file,
    }
    return variables | bare_variables(temporary)


def bare_variables(temporary: str) -> dict[str, str]:
    """Return what a function's process needs before it is any function."""
    variables = {
        TOKEN_VARIABLE: os.environ.get(TOKEN_VARIABLE, ""),
        "TZ": "UTC",
        "TMPDIR": temporary,
    }
    if "SYSTEMROOT" in os.environ:
        variables |= {"SYSTEMROOT": os.environ["SYSTEMROOT"], "TEMP": temporary, "TMP": temporary}
    return variables
