"""``tf COMMAND [N]``: Terraform by hand, on a cloud that stays up."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.cloud import failed, with_cloud
from grader.commands.usage import chosen_folder, wrong
from grader.locale import _
from grader.report.terminal import is_coloured

if TYPE_CHECKING:
    from grader.cloud.endpoint import Endpoint

OFFLINE = frozenset({"init", "validate", "fmt", "version", "providers", "graph", "output", "show"})
"""Commands that need no cloud."""


def run(arguments: argparse.Namespace) -> int:
    """Run Terraform where its files are; return its exit code."""
    return with_cloud(arguments, _terraform)


def _terraform(cloud: Endpoint, arguments: argparse.Namespace) -> int:
    from grader.bench.terraform import run as run_terraform
    from grader.terraform.deploy import TerraformMissing

    if arguments.challenge is None and arguments.folder is None:
        return wrong(
            _("Name a challenge, or a folder with --in: {command}").format(
                command=f"python -m grader tf {arguments.verb} 5"
            )
        )
    folder = chosen_folder(arguments)
    root = _root(folder)
    if root is None:
        return wrong(_("There are no Terraform files in {path}.").format(path=folder))
    if arguments.verb not in OFFLINE:
        cloud.require()
    plain = not is_coloured(sys.stdout, plain=arguments.plain)
    try:
        return run_terraform(
            folder.resolve(), root, (arguments.verb, *arguments.further), cloud.url, plain=plain
        )
    except TerraformMissing as error:
        return failed(str(error))


def _root(folder: Path) -> str | None:
    """Return the folder of the root module: the shallowest that holds Terraform files."""
    files = [
        path.relative_to(folder)
        for pattern in ("*.tf", "*.tf.json")
        for path in folder.rglob(pattern)
        if ".terraform" not in path.parts
    ]
    if not files:
        return None
    return min((file.parent.as_posix() for file in files), key=lambda one: (one.count("/"), one))
