"""Aiming the provider blocks of a submission at the cell, whatever they say."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.hcl.evaluate import evaluate

if TYPE_CHECKING:
    from grader.hcl.configuration import Configuration

OVERRIDE = "zzz_groundtrack_provider_override.tf"
"""Terraform merges override files in the order of their names, and nested blocks as a whole."""


def aim_providers(configuration: Configuration, work: Path) -> None:
    """Write, beside every ``provider "aws"`` block, an override that takes its endpoints away.

    The process of the provider has the cell's endpoint in its environment, and nothing else can
    be reached from it.
    """
    blocks: dict[PurePosixPath, list[str]] = {}
    for block in configuration.blocks("provider", "aws"):
        alias = block.attribute("alias")
        name = evaluate(alias.value, configuration.lookup) if alias else None
        blocks.setdefault(PurePosixPath(block.file).parent, []).append(_override(name))
    for folder, texts in blocks.items():
        (work / folder / OVERRIDE).write_text("\n".join(texts), encoding="utf-8")


def _override(alias: object) -> str:
    named = f'  alias = "{alias}"\n' if isinstance(alias, str) else ""
    return (
        f'provider "aws" {{\n{named}'
        '  access_key                  = "test"\n'
        '  secret_key                  = "test"\n'
        "  s3_use_path_style           = true\n"
        "  skip_credentials_validation = true\n"
        "  skip_metadata_api_check     = true\n"
        '  dynamic "endpoints" {\n    for_each = []\n    content {}\n  }\n}\n'
    )
