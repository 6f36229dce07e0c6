"""Refusals of Terraform that a student reads better in plain words: at their line, with names."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from grader.lambdas.outcome import shortened
from grader.locale import _
from grader.rubric import Mismatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.hcl.reading import Block
    from grader.rubric import Where
    from grader.stage import Stage
    from grader.terraform.deployment import Diagnostic

UNUSED = re.compile(r"all attributes must be indexed\. Unused attributes: (\[.*?\])")
UNMATCHED = re.compile(r"all indexes must match a defined attribute\. Unmatched indexes: (\[.*?\])")
RULE_ARN = re.compile(r'^"rule" doesn\'t comply with restrictions .*: "(?P<arn>arn:[^"]*)"')
INVOKE_ARN = re.compile(
    r'^"[\w.]+" \((?P<given>\S*:lambda:path/\S*/(?P<arn>arn:\S+)/invocations)\)'
)
EXPECTING = re.compile(r" \(expecting to match regular expression:\s.*\)(?=$|\n)")
KEYS = ("hash_key", "range_key")


def plainly(stage: Stage, diagnostic: Diagnostic, where: Where | None) -> Mismatch | None:
    """Return the finding in plain words; None where Terraform's own are the best there are."""
    block = stage.block_of(diagnostic.address) if diagnostic.address else None
    summary = " ".join(diagnostic.summary.split())
    unused, unmatched = _names(UNUSED, summary), _names(UNMATCHED, summary)
    if block is not None and (unused or unmatched):
        return _keys(stage, block, unused, unmatched)
    if rule := RULE_ARN.search(summary):
        return Mismatch(
            _("rule takes the rule's name, not its ARN."),
            expected=rule["arn"].rpartition("/")[2],
            found=rule["arn"],
            where=where,
            hint=_("Set {line} there.").format(
                line=f"rule = {_same_resource(where, 'aws_cloudwatch_event_rule')}.name"
            ),
        )
    if invoke := INVOKE_ARN.search(summary):
        return Mismatch(
            _("invoke_arn is for API Gateway: what EventBridge invokes is named by its ARN."),
            expected=invoke["arn"],
            found=shortened(invoke["given"]),
            where=where,
            hint=_("Set {line} there.").format(
                line=f"arn = {_same_resource(where, 'aws_lambda_function')}.arn"
            ),
        )
    return None


def sentences(summary: str) -> str:
    """Return Terraform's words without regular expressions, every line of them a sentence."""
    lines = EXPECTING.sub("", summary).splitlines()
    return "\n".join(line.rstrip(". ") + "." for line in lines if line.strip())


def _names(pattern: re.Pattern[str], summary: str) -> list[str]:
    found = pattern.search(summary)
    if found is None:
        return []
    try:
        return [str(name) for name in ast.literal_eval(found[1].replace('" "', '", "'))]
    except (ValueError, SyntaxError):
        return []


def _keys(stage: Stage, block: Block, unused: list[str], unmatched: list[str]) -> Mismatch:
    """Return the finding on keys of a table without attribute blocks, and the other way round."""
    configuration = stage.configuration
    key = next((k for k in KEYS if unmatched and configuration.value(block, k) in unmatched), None)
    if unused and key is not None:
        return Mismatch(
            _("{key} is {name}, and the attribute block is called {other}.").format(
                key=key, name=configuration.value(block, key), other=unused[0]
            ),
            expected=_("the same name in both"),
            found=f'{key} = "{configuration.value(block, key)}", name = "{unused[0]}"',
            where=configuration.where_attribute(block, key),
            hint=_("Make them equal, letter by letter; the brief tells the name."),
        )
    if unused:
        extra = list(_attribute_blocks(stage, block, unused))
        return Mismatch(
            _("Only keys get an attribute block, and {names} is none.").format(
                names=", ".join(unused)
            ),
            expected=_("attribute blocks for hash_key, range_key and the keys of indexes alone"),
            found=", ".join(f'attribute {{ name = "{name}" }}' for name in unused),
            where=configuration.where_first(extra[0] if extra else block, "name"),
            hint=_("Delete the block of {name}: items bring all other attributes along.").format(
                name=", ".join(unused)
            ),
        )
    return Mismatch(
        _("The key {names} has no attribute block.").format(names=", ".join(unmatched)),
        expected=f'attribute {{ name = "{unmatched[0]}", type = "S" }}',
        found=", ".join(map(str, _declared(stage, block))) or _("no attribute block"),
        where=configuration.where_first(block, *((key,) if key else ())),
        hint=_("Add an attribute block, with name and type, for each key."),
    )


def _attribute_blocks(stage: Stage, block: Block, names: list[str]) -> Iterator[Block]:
    for attribute in block.nested("attribute"):
        if stage.configuration.value(attribute, "name") in names:
            yield attribute


def _declared(stage: Stage, block: Block) -> Iterator[object]:
    for attribute in block.nested("attribute"):
        yield stage.configuration.value(attribute, "name")


def _same_resource(where: Where | None, type: str) -> str:
    """Return the resource of that type that the line names, else how one is named."""
    named = re.search(rf"\b{type}\.[\w-]+(?:\[[^]]*\])?", where.text or "") if where else None
    return named[0] if named else f"{type}.<name>"
