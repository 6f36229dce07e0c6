"""data aws_iam_policy_document: JSON in the order and shape that hashicorp/aws 5.100 writes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsDataSource
from grader.terraform.aws.gojson import mistake_in
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_VERSIONS = ("2008-10-17", "2012-10-17")
_ORDER = (
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
)
Statement = dict[str, Any]


class PolicyDocument(AwsDataSource):
    """data aws_iam_policy_document."""

    type_name = "aws_iam_policy_document"
    label = "IAM Policy Document"

    def validate(self, config: Values) -> Iterable[Problem]:
        """Effects, versions, and the syntax of the documents that are merged."""
        yield from checks.enumeration(config, "version", _VERSIONS)
        for attribute in ("source_json", "override_json"):
            text = known(config, attribute)
            if text is not None:
                yield Problem(
                    (attribute,),
                    "Argument is deprecated",
                    f"{attribute} is deprecated. This argument is retained only for backward "
                    "compatibility with previous versions of this data source.",
                    warning=True,
                )
            if text:
                words = f'expected "{attribute}" to be an empty string: got {checks.shown(text)}'
                yield Problem((attribute,), words)
        for attribute in ("source_policy_documents", "override_policy_documents"):
            texts = config.get(attribute)
            for index, text in enumerate(texts if isinstance(texts, list) else []):
                if isinstance(text, str) and (mistake := mistake_in(text)) is not None:
                    yield Problem(
                        (attribute, index),
                        f'"{attribute}.{index}" contains an invalid JSON: {mistake.words}',
                    )
        for index, statement in enumerate(config.get("statement") or []):
            if isinstance(statement, dict):
                path = ("statement", index)
                yield from checks.enumeration(statement, "effect", ("Allow", "Deny"), path=path)

    def read(self, api: Aws, config: Values) -> Values:
        """Merge sources, the statements here, and overrides."""
        own = list(_statements(config))
        version = known(config, "version") or "2012-10-17"
        identifier = known(config, "policy_id")
        sids = [one["Sid"] for one in own if one.get("Sid")]
        for sid in sids:
            if sids.count(sid) > 1:
                raise Refused(
                    f"writing IAM Policy Document: duplicate Sid ({sid}). "
                    "Remove the Sid or ensure the Sid is unique."
                )
        merged: list[Statement] = []
        for number, text in enumerate(known(config, "source_policy_documents") or []):
            document = _parsed(text, "source_policy_documents")
            _refuse_repeated(merged, document["Statement"], number)
            identifier = known(config, "policy_id") or document.get("Id") or identifier
            _merge(merged, document["Statement"])
        _merge(merged, own)
        for text in known(config, "override_policy_documents") or []:
            document = _parsed(text, "override_policy_documents")
            version = document.get("Version") or version
            identifier = document.get("Id") or identifier
            _merge(merged, document["Statement"])
        document = {"Version": version}
        if identifier:
            document["Id"] = identifier
        body: dict[str, Any] = dict(document)
        if merged:
            body["Statement"] = [_ordered(one) for one in merged]
        return {
            "id": str(zlib.crc32(_written(body, indent=2).encode())),
            "json": _written(body, indent=2),
            "minified_json": _written(body, indent=None),
            "statement": [_with_effect(one) for one in config.get("statement") or []] or None,
            "version": known(config, "version") or "2012-10-17",
            **{name: config.get(name) or None for name in ("source_json", "override_json")},
        }


def _with_effect(statement: Values) -> Values:
    lists = ("actions", "not_actions", "not_resources", "resources")
    return {
        **statement,
        **{name: statement.get(name) or [] for name in lists},
        "effect": statement.get("effect") or "Allow",
        "sid": statement.get("sid") or "",
    }


def _statements(config: Values) -> Iterator[Statement]:
    for block in config.get("statement") or []:
        statement: Statement = {
            "Sid": block.get("sid") or "",
            "Effect": block.get("effect") or "Allow",
        }
        for name, attribute in (
            ("Action", "actions"),
            ("NotAction", "not_actions"),
            ("Resource", "resources"),
            ("NotResource", "not_resources"),
        ):
            if block.get(attribute):
                statement[name] = _words(_variables(block[attribute]))
        for name, nested in (
            ("Principal", "principals"),
            ("NotPrincipal", "not_principals"),
        ):
            if block.get(nested):
                statement[name] = _principals(block[nested])
        if block.get("condition"):
            statement["Condition"] = _conditions(block["condition"])
        yield statement


def _variables(texts: Iterable[str]) -> list[str]:
    return [text.replace("&{", "${") for text in texts]


def _words(texts: Iterable[str]) -> str | list[str]:
    """One word alone, several in reverse order of the alphabet, as the provider sorts them."""
    found = sorted(set(texts), reverse=True)
    return found[0] if len(found) == 1 else found


def _principals(blocks: list[Values]) -> Any:
    gathered: dict[str, list[str]] = {}
    for block in blocks:
        gathered.setdefault(block["type"], []).extend(_variables(block["identifiers"]))
    if gathered == {"*": ["*"]}:
        return "*"
    return {kind: _words(gathered[kind]) for kind in sorted(gathered)}


def _conditions(blocks: list[Values]) -> dict[str, dict[str, Any]]:
    gathered: dict[str, dict[str, list[str]]] = {}
    for block in blocks:
        values = gathered.setdefault(block["test"], {}).setdefault(block["variable"], [])
        values.extend(_variables(block["values"]))
    return {
        test: {
            variable: values[0] if len(values) == 1 else values
            for variable, values in sorted(gathered[test].items())
        }
        for test in sorted(gathered)
    }


def _parsed(text: str, attribute: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError as error:
        raise Refused(f'"{attribute}" contains an invalid JSON', path=(attribute,)) from error
    statements = document.get("Statement") or []
    if isinstance(statements, dict):
        statements = [statements]
    return {**document, "Statement": statements}


def _refuse_repeated(merged: list[Statement], added: list[Statement], number: int) -> None:
    present = {one["Sid"] for one in merged if one.get("Sid")}
    for place, one in enumerate(added):
        if one.get("Sid") in present:
            raise Refused(
                f"writing IAM Policy Document: merging source document {number}: duplicate Sid "
                f"({one['Sid']}) in source_policy_documents (statement {place}). Remove the Sid "
                "or ensure Sids are unique."
            )


def _merge(merged: list[Statement], added: list[Statement]) -> None:
    """A statement replaces the one with its Sid; one without a Sid is added."""
    for statement in added:
        places = [
            index
            for index, one in enumerate(merged)
            if statement.get("Sid") and one.get("Sid") == statement["Sid"]
        ]
        if places:
            merged[places[0]] = statement
        else:
            merged.append(statement)


def _ordered(statement: Statement) -> Statement:
    return {name: statement[name] for name in _ORDER if name in statement and statement[name] != ""}


def _written(document: dict[str, Any], *, indent: int | None) -> str:
    separators = (",", ":") if indent is None else None
    text = json.dumps(document, indent=indent, separators=separators, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
