"""hashicorp/aws 5.100.0 as a running process, where this machine has it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader.terraform.official import SOURCE, VERSION
from grader.terraform.official.places import find as program

__all__ = ["MISSING", "SOURCE", "VERSION", "program", "running"]

MISSING = (
    f"{SOURCE} {VERSION} is not on this machine: put it into a filesystem mirror such as "
    "~/.terraform.d/plugins, or into a plugin cache that TF_PLUGIN_CACHE_DIR names"
)
_ANNOUNCED = re.compile(r"TF_REATTACH_PROVIDERS='(\{.*\})'")


@contextmanager
def running(folder: Path, scratch: Path, endpoint: str) -> Iterator[Mapping[str, Any]]:
    """Run it in ``folder``, aimed at ``endpoint`` whatever a configuration leaves out.

    Gives what Terraform needs to reach it.
    """
    found = program()
    if found is None:
        raise FileNotFoundError(MISSING)
    nowhere = "http://127.0.0.1:9"  # the discard port: what is not local is refused at once
    environment = {
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "PATH": os.defpath,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "HTTP_PROXY": nowhere,
        "HTTPS_PROXY": nowhere,
        "NO_PROXY": "127.0.0.1,localhost",
        "GOMAXPROCS": "2",
    }
    process = subprocess.Popen(
        [str(found), "-debug"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            announced = _ANNOUNCED.search(line)
            if announced:
                (entry,) = json.loads(announced[1]).values()
                yield entry
                return
        raise RuntimeError("the official provider ended before it could be reached")
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
