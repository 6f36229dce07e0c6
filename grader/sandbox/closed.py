"""Variables that keep a process of ours on this machine."""

from __future__ import annotations

import os
from collections.abc import Mapping

NOWHERE = "http://127.0.0.1:9"
"""The discard port: what is not local is refused at once."""

CLOSED: Mapping[str, str] = {
    "HTTP_PROXY": NOWHERE,
    "HTTPS_PROXY": NOWHERE,
    "NO_PROXY": "127.0.0.1,localhost",
    "CHECKPOINT_DISABLE": "1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
"""No way out but to loopback, no settings of AWS, and no word to HashiCorp."""
