"""All Terraform files of a submission together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.hcl.evaluate import UNKNOWN, evaluate
from grader.hcl.json_syntax import read_json
from grader.hcl.reading import Attribute, Block, Unreadable, read, read_values, recover
from grader.rubric import Where
from grader.submission import Submission

WHOLE_LIMIT = 256 * 1024
"""Characters of all files together that are read; the rest only Terraform reads."""
NAMES_OF_RESOURCES = {
    "aws_s3_bucket": {"bucket": "bucket", "id": "bucket"},
    "aws_lambda_function": {"function_name": "function_name", "id": "function_name"},
    "aws_dynamodb_table": {"name": "name", "id": "name"},
    "aws_cloudwatch_event_rule": {"name": "name", "id": "name"},
}


def _values(
    submission: Submission, unreadable: dict[str, Unreadable], grammar: Path | None
) -> dict[str, Attribute]:
    values: dict[str, Attribute] = {}
    for file in submission.matching("terraform.tfvars", "*.auto.tfvars"):
        try:
            found = read_values(submission.text(file), file, grammar=grammar)
            values |= {attribute.name: attribute for attribute in found}
        except Unreadable as error:
            unreadable[file] = error
    return values


@dataclass(frozen=True)
class Configuration:
    """The readable blocks of each file, and the error of each that is not readable as a whole."""

    submission: Submission
    files: dict[str, tuple[Block, ...]]
    unreadable: dict[str, Unreadable]
    values: dict[str, Attribute]
    """What terraform.tfvars and *.auto.tfvars set, by variable."""

    @classmethod
    def of(cls, submission: Submission, *, grammar: Path | None = None) -> Configuration:
        """Read every ``.tf`` and ``.tf.json`` file of the submission."""
        files: dict[str, tuple[Block, ...]] = {}
        unreadable: dict[str, Unreadable] = {}
        for file in submission.matching("*.tf.json"):
            try:
                files[file] = read_json(submission.text(file), file)
            except Unreadable as error:
                unreadable[file] = error
        budget = WHOLE_LIMIT
        for file in submission.matching("*.tf"):
            text = submission.text(file)
            budget -= len(text)
            if budget < 0:
                unreadable[file] = Unreadable("too long", 1, 1, text)
                continue
            try:
                files[file] = read(text, file, grammar=grammar)
            except Unreadable as error:
                unreadable[file] = error
                files[file] = recover(text, file, grammar=grammar)
        return cls(submission, files, unreadable, _values(submission, unreadable, grammar))

    def blocks(self, type: str, *labels: str) -> Iterator[Block]:
        """Yield the top-level blocks of that type whose labels start with ``labels``."""
        for blocks in self.files.values():
            for block in blocks:
                if block.type == type and block.labels[: len(labels)] == labels:
                    yield block

    def resources(self, type: str) -> tuple[Block, ...]:
        """Return the resource blocks of that type."""
        return tuple(self.blocks("resource", type))

    def around(self, file: str, line: int) -> tuple[Block, ...]:
        """Return the blocks around what begins on a line, outermost first, its own one too."""
        for top in self.files.get(file, ()):
            found = _path(top, line)
            if found:
                return found
        return ()

    def where(self, place: Block | Attribute) -> Where:
        """Return the place of a block or attribute, with its line."""
        return self.submission.where(place.file, place.line)

    def where_attribute(self, block: Block, name: str) -> Where:
        """Return the place of an attribute, or of its block when it is not set there."""
        return self.where(block.attribute(name) or block)

    def where_first(self, block: Block | None, *names: str) -> Where | None:
        """Return the place of the first of these attributes that a block sets, else of the block.

        None without a block.
        """
        if block is None:
            return None
        set_here = (block.attribute(name) for name in names)
        return self.where(next(filter(None, set_here), block))

    def value(self, block: Block, name: str) -> Any:
        """Return the value of a block's attribute as far as text tells: None unset, or UNKNOWN."""
        attribute = block.attribute(name)
        return None if attribute is None else evaluate(attribute.value, self.lookup)

    def lookup(self, traversal: str) -> Any:
        """Return the source form of what ``traversal`` points at, or UNKNOWN."""
        head, _, rest = traversal.partition(".")
        if head == "var":
            return self._variable(rest)
        if head == "local":
            return self._local(rest)
        if traversal in {"path.module", "path.root", "path.cwd"}:
            return '"."'
        return self._name_of_resource(traversal.split("."))

    def _variable(self, name: str) -> Any:
        if name in self.values:
            return self.values[name].value
        for block in self.blocks("variable", name):
            default = block.attribute("default")
            if default is not None:
                return default.value
        return UNKNOWN

    def _local(self, name: str) -> Any:
        for block in self.blocks("locals"):
            attribute = block.attribute(name)
            if attribute is not None:
                return attribute.value
        return UNKNOWN

    def _name_of_resource(self, parts: list[str]) -> Any:
        if len(parts) != 3 or parts[0] not in NAMES_OF_RESOURCES:
            return UNKNOWN
        attribute = NAMES_OF_RESOURCES[parts[0]].get(parts[2])
        for block in self.blocks("resource", parts[0], parts[1]):
            named = block.attribute(attribute) if attribute else None
            if named is not None:
                return named.value
        return UNKNOWN


def _path(block: Block, line: int) -> tuple[Block, ...]:
    """Return ``block`` and those below it that lead to the block or argument of a line."""
    for inner in block.blocks:
        found = _path(inner, line)
        if found:
            return (block, *found)
    own = (block.line, *(attribute.line for attribute in block.attributes))
    return (block,) if line in own else ()
