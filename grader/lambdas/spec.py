"""What a submission's Terraform says of its functions, from its plan or else from its text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from grader.hcl.addresses import block_of
from grader.hcl.configuration import Configuration
from grader.hcl.evaluate import UNKNOWN
from grader.hcl.reading import Block
from grader.lambdas.package import Package, of_files, zipped
from grader.submission import Submission

if TYPE_CHECKING:
    from grader.rubric import Where
    from grader.terraform.deployment import Deployment

FUNCTION = "aws_lambda_function"
DEFAULT_TIMEOUT = 3
ARCHIVE = re.compile(r"\$\{data\.archive_file\.([\w-]+)\.output_path\}")


@dataclass(frozen=True)
class FunctionSpec:
    """One function as the submission describes it; what cannot be known is None or left out."""

    address: str
    name: str | None = None
    handler: str | None = None
    runtime: str | None = None
    timeout: int | None = None
    environment: Mapping[str, str | None] = field(default_factory=dict)
    package: Package | None = None
    block: Block | None = None

    def mentions(self, *words: str) -> bool:
        """Whether the address, the name or the handler contains one of ``words``."""
        text = f"{self.address} {self.name} {self.handler}".lower()
        return any(word in text for word in words)

    def where(self, configuration: Configuration, attribute: str) -> Where | None:
        """Return where the source sets an attribute of the function, else where its block is."""
        return configuration.where_attribute(self.block, attribute) if self.block else None


def specs(
    configuration: Configuration, deployment: Deployment, root: str
) -> tuple[FunctionSpec, ...]:
    """Return every function of the submission, what the plan knows before what the text says.

    ``root`` is the folder of the root module: paths in Terraform count from there.
    """
    planned = [p for p in deployment.planned if p.type == FUNCTION and p.mode == "managed"]
    if not planned:
        blocks = configuration.resources(FUNCTION)
        return tuple(_from_text(configuration, b, root) for b in blocks if len(b.labels) == 2)
    deployed = {r.address: r.attributes for r in deployment.resources if r.type == FUNCTION}
    return tuple(
        _from_plan(
            configuration.submission,
            root,
            _written(configuration, p.address, root),
            # What was deployed knows what the plan could not yet know.
            deployed.get(p.address, p.values),
        )
        for p in planned
    )


def _written(configuration: Configuration, address: str, root: str) -> FunctionSpec:
    block = block_of(configuration, address, root)
    if block is None:
        return FunctionSpec(address)
    return replace(_from_text(configuration, block, root), address=address)


def _from_text(configuration: Configuration, block: Block, root: str) -> FunctionSpec:
    return FunctionSpec(
        address=".".join(block.labels),
        name=_known(configuration.value(block, "function_name"), str),
        handler=_known(configuration.value(block, "handler"), str),
        runtime=_known(configuration.value(block, "runtime"), str),
        timeout=DEFAULT_TIMEOUT
        if block.attribute("timeout") is None
        else _known(configuration.value(block, "timeout"), int),
        environment=_environment(configuration, block),
        package=_package(configuration, block, root),
        block=block,
    )


def _from_plan(
    submission: Submission,
    root: str,
    written: FunctionSpec,
    values: Mapping[str, Any],
) -> FunctionSpec:
    blocks = values.get("environment") or [{}]
    variables = (blocks[0] or {}).get("variables") or {}
    filename = values.get("filename")
    package = _zip_in(submission, root, filename) if isinstance(filename, str) else None
    timeout = values.get("timeout")
    return replace(
        written,
        name=values.get("function_name") or written.name,
        handler=values.get("handler") or written.handler,
        runtime=values.get("runtime") or written.runtime,
        timeout=int(timeout) if timeout else written.timeout,
        environment={
            **written.environment,
            **{k: v for k, v in variables.items() if v is not None},
        },
        package=package or written.package,
    )


def _known(value: Any, kind: type) -> Any:
    return value if isinstance(value, kind) and not isinstance(value, bool) else None


def _environment(configuration: Configuration, block: Block) -> dict[str, str | None]:
    variables: dict[str, str | None] = {}
    for nested in block.nested("environment"):
        value = configuration.value(nested, "variables")
        if isinstance(value, Mapping):
            for name, text in value.items():
                variables[name] = None if text is UNKNOWN or text is None else str(text)
    return variables


def _package(configuration: Configuration, block: Block, root: str) -> Package | None:
    attribute = block.attribute("filename")
    if attribute is None:
        return None
    match = ARCHIVE.fullmatch(attribute.value) if isinstance(attribute.value, str) else None
    if match:
        for archive in configuration.blocks("data", "archive_file", match[1]):
            return _archived(configuration, archive, root)
    path = configuration.value(block, "filename")
    return _zip_in(configuration.submission, root, path) if isinstance(path, str) else None


def _zip_in(submission: Submission, root: str, path: str) -> Package | None:
    top = submission.root.resolve()
    target = (top / root / path).resolve()
    if target.is_relative_to(top) and target.is_file():
        return Package(target.read_bytes(), target.relative_to(top).as_posix())
    return None


def _archived(configuration: Configuration, archive: Block, root: str) -> Package | None:
    """Make the zip that an archive_file block describes, where its text tells what is in it."""
    submission = configuration.submission
    origin = f"data.archive_file.{archive.labels[1]}"
    file = configuration.value(archive, "source_file")
    if isinstance(file, str):
        name = _from_top(root, file)
        return (
            of_files(submission, [name], str(PurePosixPath(name).parent), origin)
            if name in submission.files
            else None
        )
    folder = configuration.value(archive, "source_dir")
    if isinstance(folder, str):
        base = _from_top(root, folder)
        inside = [f for f in submission.files if base == "." or f.startswith(base + "/")]
        return of_files(submission, inside, base, origin) if inside else None
    sources = {
        configuration.value(s, "filename"): configuration.value(s, "content")
        for s in archive.nested("source")
    }
    if sources and all(isinstance(v, str) for pair in sources.items() for v in pair):
        return zipped({str(name): text.encode() for name, text in sources.items()}, origin)
    return None


def _from_top(root: str, path: str) -> str:
    """Return a path that counts from the root module as one that counts from the submission."""
    return posixpath.normpath(posixpath.join(root, path.replace("\\", "/")))


def likeliest(found: Iterable[FunctionSpec], *words: str) -> FunctionSpec | None:
    """Return the function that mentions one of ``words``, else the only one, else None."""
    every = list(found)
    named = [spec for spec in every if spec.mentions(*words)]
    if named:
        return named[0]
    return every[0] if len(every) == 1 else None
