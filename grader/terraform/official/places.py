"""Where a machine may have the official provider already."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from pathlib import Path

from grader.places import cache_folder
from grader.terraform.official import SOURCE, VERSION

REGISTRY = "registry.terraform.io"
MIRRORS = (
    "~/.terraform.d/plugins", "~/.terraform.d/plugin-cache", "~/.local/share/terraform/plugins",
    "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins", "/opt/*",
)  # fmt: skip
"""Terraform's own implied mirrors, the usual plugin cache, and what administrators set up."""
VARIABLES = ("TF_PLUGIN_CACHE_DIR",)


def own_cache() -> Path:
    """Return the folder that keeps what was installed from the network."""
    return cache_folder() / "providers"


def find() -> Path | None:
    """Return the provider's program; None when this machine has none."""
    return next(_programs(), None)


def _programs() -> Iterator[Path]:
    inside = f"{REGISTRY}/{SOURCE}/{VERSION}/{system()}/terraform-provider-aws*"
    named = [os.environ.get(name) for name in VARIABLES]
    for place in (str(own_cache()), *filter(None, named), *MIRRORS):
        base = Path(place).expanduser()
        if base.is_absolute():
            rest = base.relative_to(base.anchor).as_posix()
            yield from sorted(Path(base.anchor).glob(f"{rest}/{inside}"))


def system() -> str:
    """Return this machine's name in a provider's path, such as ``linux_amd64``."""
    machine = {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64"}
    name = platform.machine()
    return f"{platform.system().lower()}_{machine.get(name, name)}"
