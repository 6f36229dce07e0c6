"""The zips that a challenge's Terraform wants for its functions."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.lambdas.package import Package, module_file, of_folder_of, zipped
from grader.lambdas.spec import specs
from grader.places import cache_folder
from grader.terraform.deployment import Deployment
from grader.terraform.root_modules import root_modules

if TYPE_CHECKING:
    from grader.course import Challenge
    from grader.hcl.configuration import Configuration
    from grader.lambdas.spec import FunctionSpec
    from grader.submission import Submission

BUILD = "build"


@dataclass(frozen=True)
class Packed:
    """One function's zip, and where Terraform looks for it, relative to the folder."""

    function: str
    package: Package
    target: str
    made_by_terraform: bool
    """Whether an archive_file makes the same zip at every plan."""


def pack(challenge: Challenge, folder: Path) -> tuple[Packed, ...]:
    """Return a zip for each function that the Terraform in ``folder`` describes.

    A function whose source cannot be told is left out. Raises Rejected.
    """
    from grader.hcl.configuration import Configuration
    from grader.submission import take

    with tempfile.TemporaryDirectory() as work:
        submission = take(
            folder, Path(work), requires=challenge.requires, authored=challenge.folder
        )
        source = Configuration.of(submission, grammar=cache_folder() / "hcl-grammar.bin")
        root, *_others = root_modules(submission, lambda: source)
        return tuple(_packed(submission, source, root))


def _packed(submission: Submission, source: Configuration, root: str) -> Iterator[Packed]:
    found = specs(source, Deployment(stage="nothing"), root)
    handlers = {file for spec in found if (file := _handler_file(submission, spec))}
    for spec in found:
        name = spec.name or spec.address
        archived = spec.package is not None and spec.package.origin.startswith("data.archive_file")
        if archived and spec.package is not None:
            yield Packed(name, spec.package, f"{BUILD}/{name}.zip", made_by_terraform=True)
        elif (file := _handler_file(submission, spec)) is not None:
            target = _filename(source, spec) or f"{BUILD}/{name}.zip"
            target = (PurePosixPath(root) / target).as_posix()
            yield Packed(
                name, _package(submission, file, handlers), target, made_by_terraform=False
            )


def _package(submission: Submission, file: str, handlers: set[str]) -> Package:
    """Make the zip of the folder that holds ``file``, without what only other Lambdas run.

    Data and modules belong to every Lambda of their folder; the handler's file of another one
    only where something imports it.
    """
    whole = of_folder_of(submission, file)
    folder = PurePosixPath(file).parent
    contents = {name: whole.read(name) or b"" for name in whole.names}
    others = {
        name: content
        for name, content in contents.items()
        if (folder / name).as_posix() in handlers - {file}
    }
    kept = {name: content for name, content in contents.items() if name not in others}
    while wanted := {name for name in others.keys() - kept.keys() if _is_imported(name, kept)}:
        kept |= {name: others[name] for name in wanted}
    return zipped(kept, whole.origin)


def _is_imported(name: str, files: Mapping[str, bytes]) -> bool:
    """Whether a file among ``files`` imports the module ``name``, as far as its text tells."""
    module = re.escape(PurePosixPath(name).stem)
    imports = re.compile(rf"^\s*(?:from|import)\b.*\b{module}\b", re.MULTILINE)
    return any(
        imports.search(content.decode("utf-8", "replace"))
        for file, content in files.items()
        if file.endswith(".py")
    )


def _handler_file(submission: Submission, spec: FunctionSpec) -> str | None:
    """Return the source file of a function's handler, the one nearest to the top."""
    if spec.handler is None:
        return None
    wanted = module_file(spec.handler)
    found = [f for f in submission.files if f == wanted or f.endswith("/" + wanted)]
    return min(found, key=lambda file: (file.count("/"), file), default=None)


def _filename(source: Configuration, spec: FunctionSpec) -> str | None:
    value = source.value(spec.block, "filename") if spec.block else None
    inside = isinstance(value, str) and not PurePosixPath(value).is_absolute()
    return value if inside and ".." not in PurePosixPath(str(value)).parts else None
