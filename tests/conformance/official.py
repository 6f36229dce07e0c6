"""hashicorp/aws 5.100.0 as a running process, where this machine has it."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VERSION = "5.100.0"
SOURCE = "hashicorp/aws"
MISSING = (
    f"{SOURCE} {VERSION} is not on this machine: put it into a filesystem mirror and name that "
    "in TF_CLI_CONFIG_MIRROR, or into a plugin cache and name that in TF_PLUGIN_CACHE_DIR"
)
_MIRRORS = ("~/.terraform.d/plugins", "/usr/local/share/terraform/plugins", "/opt/*")
_ANNOUNCED = re.compile(r"TF_REATTACH_PROVIDERS='(\{.*\})'")


def program() -> Path | None:
    """The provider's program; None when this machine has none."""
    named = [os.environ.get(name) for name in ("TF_CLI_CONFIG_MIRROR", "TF_PLUGIN_CACHE_DIR")]
    for place in [*filter(None, named), *_MIRRORS]:
        pattern = f"registry.terraform.io/{SOURCE}/{VERSION}/{_system()}/terraform-provider-aws*"
        base = Path(place).expanduser()
        root, rest = Path(base.anchor), base.relative_to(base.anchor)
        for found in sorted(root.glob(f"{rest.as_posix()}/{pattern}")):
            return found
    return None


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


def _system() -> str:
    machine = {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64"}
    name = platform.machine()
    return f"{platform.system().lower()}_{machine.get(name, name)}"
