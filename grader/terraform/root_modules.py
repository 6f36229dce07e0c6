"""Which folders of a submission Terraform can be run in: those of its root modules."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from grader.submission import Submission

if TYPE_CHECKING:
    from grader.hcl.configuration import Configuration

TOP = "."


def root_modules(
    submission: Submission, configuration: Callable[[], Configuration]
) -> tuple[str, ...]:
    """Return the folders that may be meant, relative to the submission, the likeliest first.

    With Terraform at the top it is the top alone, and ``configuration`` is not asked for. Else it
    is the folders that no module call names; when some of these configure the aws provider, only
    they. The shallowest come first, then they are in the order of their names.
    """
    folders = {posixpath.dirname(file) or TOP for file in submission.matching("*.tf", "*.tf.json")}
    if TOP in folders or not folders:
        return (TOP,)
    if len(folders) == 1:
        return tuple(folders)
    source = configuration()
    roots = folders - set(_called(source)) or folders
    aimed = {posixpath.dirname(block.file) for block in source.blocks("provider", "aws")}
    return tuple(sorted(roots & aimed or roots, key=lambda folder: (folder.count("/"), folder)))


def _called(configuration: Configuration) -> Iterator[str]:
    for block in configuration.blocks("module"):
        source = configuration.value(block, "source")
        if isinstance(source, str):
            folder = posixpath.join(posixpath.dirname(block.file), source.replace("\\", "/"))
            yield posixpath.normpath(folder)
