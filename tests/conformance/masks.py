"""What may differ between two deployments of one configuration: names, numbers made by chance.

A masked value becomes ``<address.attribute>`` wherever it occurs, in the state, in the cloud and
in messages; so it is still compared that the same value stands in the same places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from grader.terraform.deployment import Deployed

_ANY = ".+"
_UNIQUE = r".*\d{18}[0-9a-f]{8}.*"
_UUID = r".*[0-9a-f]{8}-[0-9a-f]{4}-.*"

MASKS = {
    # type, attribute: what the value must look like, and why it cannot be the same twice
    ("aws_canonical_user_id", "id"): (_ANY, "of the account"),
    ("aws_cloudwatch_event_rule", "name"): (_UNIQUE, "made from name_prefix"),
    ("aws_cloudwatch_event_target", "target_id"): (_UNIQUE, "made up when it is left out"),
    ("aws_cloudwatch_log_group", "name"): (_UNIQUE, "made from name_prefix"),
    ("aws_dynamodb_table", "stream_arn"): (_ANY, "carries the moment"),
    ("aws_iam_policy", "name"): (_UNIQUE, "made from name_prefix"),
    ("aws_iam_policy", "policy_id"): (_ANY, "drawn by chance"),
    ("aws_iam_role", "name"): (_UNIQUE, "made from name_prefix"),
    ("aws_iam_role", "unique_id"): (_ANY, "drawn by chance"),
    ("aws_iam_role_policy", "name"): (_UNIQUE, "made from name_prefix"),
    ("aws_iam_role_policy_attachment", "id"): (_UNIQUE, "made up"),
    ("aws_kms_alias", "name"): (_UNIQUE, "made from name_prefix"),
    ("aws_kms_key", "key_id"): (_UUID, "drawn by chance"),
    ("aws_lambda_event_source_mapping", "uuid"): (_UUID, "drawn by chance"),
    ("aws_lambda_permission", "statement_id"): (_UNIQUE, "made from statement_id_prefix"),
    ("aws_lambda_function_url", "url_id"): (_ANY, "drawn by chance"),
    ("aws_s3_bucket", "bucket"): (_UNIQUE, "made from bucket_prefix"),
    ("aws_s3_bucket_object", "version_id"): (_ANY, "drawn by chance"),
    ("aws_s3_object", "version_id"): (_ANY, "drawn by chance"),
    ("aws_scheduler_schedule", "name"): (_UNIQUE, "made from name_prefix"),
    ("aws_scheduler_schedule_group", "name"): (_UNIQUE, "made from name_prefix"),
    ("aws_sns_topic", "name"): (_UNIQUE, "made from name_prefix"),
    ("aws_sns_topic_subscription", "arn"): (_UUID, "drawn by chance"),
    ("aws_sqs_queue", "name"): (_UNIQUE, "made from name_prefix"),
}
LEFT_OUT = {
    # what the cloud itself answers: the name of a field, and why it is not compared
    "Code": "where the package can be fetched for ten minutes",
    "CreationDate": "the moment of the request",
    "CurrentKeyMaterialId": "drawn by chance",
    "LastModified": "the moment of the request",
    "ResponseMetadata": "of the answer, not of the cloud",
    "RevisionId": "drawn by chance",
    "TableId": "drawn by chance",
    "VersionId": "drawn by chance",
}
LEFT_OUT_OF_FUNCTIONS = frozenset({"State", "StateReason", "StateReasonCode"})
"""The emulator starts published versions with SnapStart in its own time."""
SHUFFLED = frozenset(
    {
        "Aliases",
        "AttributeDefinitions",
        "CORSRules",
        "GlobalSecondaryIndexes",
        "Grants",
        "NonKeyAttributes",
        "TagSet",
        "Tags",
        "cors_rule",
        "kms: aliases",
        "lambda: event sources",
        "non_key_attributes",
    }
)
"""Lists in the order of requests that the official provider makes from a set or a map."""
_SHORTEST = 4
_REQUEST = re.compile(r"(?:RequestID|HostID): [^,]*, ")
_MOMENT = re.compile(
    r"\b2031-\d\d-\d\d[T ]1[56]:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:?00)?"
    r"|\b\w+, 17 Mar 2031 [\d:]+ \w+"
    r"|\b193152[89]\d{3}\b"
)
_MOMENTS = (1_931_528_000, 1_931_532_000)
_REPLICATED_KEY = re.compile(r"mrk-[0-9a-f]{32}")
_MADE_UP = re.compile(r"(?:terraform|tf-s3-[a-z]+)-\d{18}[0-9a-f]{8}")


class Masks:
    """The masked values of one deployment, gathered as they come up."""

    def __init__(self, endpoint: str) -> None:
        """Nothing is masked but the address of the cloud."""
        self._signs = {endpoint: "http://localhost:4566"}
        port = endpoint.rpartition(":")[2]
        self._signs |= {
            f"localhost:{port}": "localhost:4566",
            f"127.0.0.1:{port}": "localhost:4566",
        }

    def learn(self, resources: Iterable[Deployed]) -> None:
        """Take the masked values out of a state."""
        for one in sorted(resources, key=lambda one: (one.mode == "data", one.address)):
            for (kind, attribute), (pattern, _why) in MASKS.items():
                value = one.attributes.get(attribute)
                if kind != one.type or not isinstance(value, str) or value in self._signs:
                    continue
                if len(value) >= _SHORTEST and re.fullmatch(pattern, value):
                    self._signs[value] = f"<{one.address}.{attribute}>"

    def masked(self, value: Any) -> Any:
        """``value`` with signs for what is masked."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {self._text(name): self.masked(one) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.masked(one) for one in value]
        return "<moment>" if _is_moment(value) else value

    def _text(self, text: str) -> str:
        for value in sorted(self._signs, key=len, reverse=True):
            text = text.replace(value, self._signs[value])
        text = _MOMENT.sub("<moment>", _REQUEST.sub("", text))
        return _MADE_UP.sub("<made up>", text)


def _is_moment(value: Any) -> bool:
    """Whether a number tells the time, in seconds or milliseconds, at which the cloud stands."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    first, last = _MOMENTS
    return first <= value <= last or first * 1000 <= value <= last * 1000


def comparable(value: Any) -> Any:
    """A record without what is left out, and with what has no order in order."""
    if isinstance(value, dict):
        left_out = LEFT_OUT.keys() | (LEFT_OUT_OF_FUNCTIONS if "FunctionArn" in value else set())
        found = {
            comparable(name): comparable(one) for name, one in value.items() if name not in left_out
        }
        for name in SHUFFLED & found.keys():
            if isinstance(found[name], list):
                found[name] = sorted(found[name], key=_sort_key)
        return found
    if isinstance(value, list):
        elements = [comparable(one) for one in value]
        is_tags = all(isinstance(one, dict) and "TagKey" in one for one in elements)
        return sorted(elements, key=_sort_key) if is_tags else elements
    if isinstance(value, str):
        return _MOMENT.sub("<moment>", _REPLICATED_KEY.sub("mrk-<made up>", value))
    return value


def in_order(value: Any, kind: Any) -> Any:
    """``value`` of a Terraform type with its sets sorted."""
    if value is None or isinstance(kind, str):
        return value
    if kind[0] == "object":
        return {name: in_order(value.get(name), one) for name, one in kind[1].items()}
    if kind[0] == "map":
        return {name: in_order(one, kind[1]) for name, one in value.items()}
    elements = [in_order(one, kind[1]) for one in value]
    return sorted(elements, key=_sort_key) if kind[0] == "set" else elements


def block_in_order(values: Mapping[str, Any], block: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a block, in the notation of the schema, with its sets sorted."""
    found = dict(values)
    for name, attribute in block.get("attributes", {}).items():
        if name in found:
            found[name] = in_order(found[name], attribute["type"])
    for name, nested in block.get("block_types", {}).items():
        given = found.get(name)
        if isinstance(given, list):
            elements = [block_in_order(one, nested["block"]) for one in given]
            if nested["nesting_mode"] == "set":
                elements.sort(key=_sort_key)
            found[name] = elements
    return found


def _sort_key(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
