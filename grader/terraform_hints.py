"""What to try next where Terraform refuses something, by its words and the line that is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from grader.locale import _
from grader.terraform.sentences import DID_YOU_MEAN

if TYPE_CHECKING:
    from grader.hcl.configuration import Configuration
    from grader.hcl.reading import Block
    from grader.rubric import Where
    from grader.terraform.deployment import Diagnostic

ASSIGNED = re.compile(r'\s*"?(?P<name>[\w-]+)"?\s*[=:]\s*(?P<value>.*?),?\s*(?:(?:#|//).*)?$')
BARE = re.compile(r"[\w.-]+")
RESOURCE = re.compile(r"(?P<whole>(?:data\.)?[a-z][a-z0-9]*_\w+\.[\w-]+)(?:\[[^]]*\])?")
BLOCK_MEANT = re.compile(r'\s*Did you mean to define a block of type "([^"]+)"\?')
ARGUMENT_MEANT = re.compile(r'\s*Did you mean to define argument "([^"]+)"\?.*', re.DOTALL)
CHOICES = re.compile(r"expected \S+ to be one of \[(?P<choices>.*)\], got (?P<given>.*)")
NO_ATTRIBUTE = re.compile(
    r'(?:attribute named|have an attribute named|no attribute named) "(?P<name>[^"]+)"'
)
UNDECLARED = re.compile(
    r'A (?P<kind>managed resource|data resource) "(?P<type>[^"]+)" "(?P<name>[^"]+)"'
)
MEANT = {
    "bucket": "id",
    "filename": "output_path",
    "function_name": "function_name",
    "hash_key": "name",
    "log_group_name": "name",
    "policy": "json",
    "assume_role_policy": "json",
    "rule": "name",
    "source_code_hash": "output_base64sha256",
}
"""The attribute of another resource that an argument usually takes; an ARN where it says so."""
CALLED = {
    "aws_cloudwatch_event_rule": {
        "cron": "schedule_expression",
        "rate": "schedule_expression",
        "rule_name": "name",
        "schedule": "schedule_expression",
    },
    "aws_cloudwatch_event_target": {
        "function_arn": "arn",
        "lambda_arn": "arn",
        "name": "target_id",
        "rule_name": "rule",
        "target_arn": "arn",
    },
    "aws_dynamodb_table": {
        "key": "hash_key",
        "partition_key": "hash_key",
        "primary_key": "hash_key",
        "sort_key": "range_key",
        "table_name": "name",
    },
    "aws_iam_role": {"assume_role": "assume_role_policy", "role_name": "name"},
    "aws_iam_role_policy": {"policy_document": "policy", "role_name": "role"},
    "aws_lambda_function": {
        "code": "filename",
        "env": "environment",
        "file": "filename",
        "name": "function_name",
        "role_arn": "role",
        "zip_file": "filename",
    },
    "aws_lambda_permission": {
        "function": "function_name",
        "name": "statement_id",
        "service": "principal",
        "sid": "statement_id",
        "source": "source_arn",
    },
    "aws_s3_bucket": {"bucket_name": "bucket", "name": "bucket"},
}
"""Arguments by what they are often taken for, where Terraform itself finds nothing like it."""


@dataclass(frozen=True)
class Spot:
    """What a diagnostic is about: its words, and the line that it points at."""

    diagnostic: Diagnostic
    configuration: Configuration
    where: Where | None

    @property
    def summary(self) -> str:
        """What Terraform says, in short."""
        return self.diagnostic.summary

    @cached_property
    def words(self) -> str:
        """All that Terraform says, in lower case, on one line."""
        return " ".join(f"{self.summary} {self.diagnostic.detail}".lower().split())

    @cached_property
    def name(self) -> str:
        """The argument that the line sets; empty where it sets none."""
        found = ASSIGNED.match(self._line)
        return found["name"] if found else ""

    @cached_property
    def value(self) -> str:
        """What the line sets it to, as it is written there."""
        found = ASSIGNED.match(self._line)
        return found["value"] if found else ""

    @cached_property
    def resource(self) -> str:
        """The resource that the value names without saying which attribute; else empty."""
        plain = self.value.removeprefix('"${').removesuffix('}"')
        found = RESOURCE.fullmatch(plain)
        return found["whole"] if found else ""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that the line stands in, outermost first."""
        if self.where is None or self.where.line is None:
            return ()
        return self.configuration.around(self.where.file, self.where.line)

    @property
    def type(self) -> str:
        """The type of resource that the line stands in; empty elsewhere."""
        outer = self.blocks[0] if self.blocks else None
        return outer.labels[0] if outer and outer.type in {"resource", "data"} else ""

    @property
    def _line(self) -> str:
        return (self.where.text if self.where else None) or ""


def next_step(diagnostic: Diagnostic, configuration: Configuration, where: Where | None) -> str:
    """Return what to try next; empty where nothing better is known than Terraform's words."""
    spot = Spot(diagnostic, configuration, where)
    return next((step for rule in RULES if (step := rule(spot))), "")


def without_suggestion(detail: str) -> str:
    """Return Terraform's words without the suggestion at their end, which is the next step."""
    for suggested in (BLOCK_MEANT, ARGUMENT_MEANT, _suggested()):
        detail = suggested.sub("", detail)
    return detail.strip()


def _suggested() -> re.Pattern[str]:
    """Return what a suggestion looks like: ours in the language spoken, Terraform's in English."""
    both = dict.fromkeys((_(DID_YOU_MEAN), DID_YOU_MEAN))
    name = re.escape("{name}")
    sentences = "|".join(re.escape(one).replace(name, '([^"?]+)') for one in both)
    return re.compile(rf"\s*(?:{sentences})\Z")


def _suggestion(spot: Spot) -> str | None:
    detail = spot.diagnostic.detail.strip()
    if block := BLOCK_MEANT.search(detail):
        return _("Write it as a block, without the equals sign: {name} {{ … }}").format(
            name=block[1]
        )
    if argument := ARGUMENT_MEANT.search(detail):
        return _("Write it with an equals sign: {name} = …").format(name=argument[1])
    if (named := _suggested().search(detail)) and named.lastindex:
        return _(DID_YOU_MEAN).format(name=named[named.lastindex])
    return None


def _quotes(spot: Spot) -> str | None:
    """Text that stands without quotes is taken for the name of something."""
    undeclared = UNDECLARED.search(spot.diagnostic.detail)
    is_name = "must be followed by at least one attribute access" in spot.words
    is_text = undeclared is not None and "_" not in undeclared["type"]
    if (is_name or is_text) and BARE.fullmatch(spot.value):
        if re.match(r"(aws|archive|random|local|null)_", spot.value):
            return _("Name the resource and one of its attributes: {name}").format(
                name=f"{spot.value}.<name>.{_attribute(spot)}"
            )
        return _('Text stands in quotes: {name} = "{value}"').format(
            name=spot.name, value=spot.value
        )
    return None


def _one_attribute(spot: Spot) -> str | None:
    """A resource stands where one of its attributes belongs."""
    if "inappropriate value for attribute" not in spot.words or not spot.resource:
        return None
    return _("Name the attribute of it that is meant: {name} = {value}").format(
        name=spot.name, value=f"{spot.resource}.{_attribute(spot)}"
    )


def _attribute(spot: Spot) -> str:
    if spot.name == "role":
        return "arn" if spot.type == "aws_lambda_function" else "name"
    return "arn" if "arn" in spot.name.lower() else MEANT.get(spot.name, "id")


def _kind_of_value(spot: Spot) -> str | None:
    """A value of another type than the argument takes."""
    if "inappropriate value for attribute" not in spot.words:
        return None
    if "number is required" in spot.words or "number required" in spot.words:
        digits = re.search(r"\d+", spot.value)
        return _("Write a number, without quotes and without a unit: {example}").format(
            example=f"{spot.name} = {digits[0] if digits else 10}"
        )
    if "bool is required" in spot.words or "bool required" in spot.words:
        return _("Write true or false, without quotes.")
    if re.search(r"(list|set) of string required", spot.words):
        return _("Write a list, in square brackets: {example}").format(
            example=f"{spot.name} = [{spot.value}]"
        )
    if "string required, but have" in spot.words:
        return _("Write one text, in quotes.")
    return None


def _one_of(spot: Spot) -> str | None:
    """A word that is not among those which the argument takes."""
    found = CHOICES.search(spot.summary)
    if found is None:
        return None
    choices, given = re.findall(r'"([^"]*)"', found["choices"]), found["given"]
    if given.startswith("python"):
        return _("AWS has no {given}: {near} is one that it has.").format(
            given=given, near="python3.12"
        )
    lowered = {choice.lower(): choice for choice in choices}
    near = get_close_matches(given.strip('"').lower(), lowered, 1, cutoff=0.5)
    if near:
        return _(DID_YOU_MEAN).format(name=lowered[near[0]])
    return _("Choose one of those.")


def _exported(spot: Spot) -> str | None:
    """An attribute that the resource does not have."""
    found = NO_ATTRIBUTE.search(spot.diagnostic.detail)
    if found is None:
        return None
    asked = re.escape(found["name"])
    referred = re.search(rf"((?:data\.)?[a-z]\w*_\w+\.[\w-]+)(?:\[[^]]*\])?\.{asked}\b", spot.value)
    if referred is None:
        return None
    kind = "data_source_schemas" if referred[1].startswith("data.") else "resource_schemas"
    type = referred[1].removeprefix("data.").partition(".")[0]
    names = list(_attributes_of(kind, type))
    near = get_close_matches(found["name"], names, 1, cutoff=0.6)
    if near:
        return _(DID_YOU_MEAN).format(name=f"{referred[1]}.{near[0]}")
    usual = [name for name in ("arn", "id", "name", "json") if name in names]
    if not usual:
        return None
    return _("Take an attribute that {type} has: {names} …").format(
        type=type, names=", ".join(usual)
    )


def _attributes_of(kind: str, type: str) -> Iterator[str]:
    from grader.terraform.aws.provider import course_schema

    yield from course_schema()[kind].get(type, {}).get("block", {}).get("attributes", {})


def _unsupported(spot: Spot) -> str | None:
    """An argument or a block that does not belong where it stands."""
    if "unsupported argument" not in spot.words and "unsupported block" not in spot.words:
        return None
    named = re.search(r'(?:named|of type) "([^"]+)"', spot.diagnostic.detail)
    name = named[1] if named else ""
    if spot.type == "aws_lambda_function" and [b.type for b in spot.blocks[1:]] == ["environment"]:
        return _("Inside environment, put it into variables = {{ {name} = … }}.").format(name=name)
    if len(spot.blocks) == 1 and (meant := CALLED.get(spot.type, {}).get(name)):
        return _("In {type} it is called {name}.").format(type=spot.type, name=meant)
    if spot.type:
        return _("Compare the name with the documentation of {type}.").format(type=spot.type)
    if spot.blocks and spot.blocks[0].type == "provider":
        return _("Compare the name with the documentation of the provider.")
    return _("Compare the name with Terraform's documentation of this block.")


def _undeclared(spot: Spot) -> str | None:
    if "undeclared" not in spot.summary.lower():
        return None
    found = UNDECLARED.search(spot.diagnostic.detail)
    if found is not None:
        kind = "data" if found["kind"] == "data resource" else "resource"
        declared = [b.labels[1] for b in spot.configuration.blocks(kind, found["type"])
                    if len(b.labels) == 2]  # fmt: skip
        prefix = "data." if kind == "data" else ""
        near = get_close_matches(found["name"], declared, 1, cutoff=0.5)
        for name in near or (declared if len(declared) == 1 else ()):
            return _(DID_YOU_MEAN).format(name=f"{prefix}{found['type']}.{name}")
    return _("Declare it, or correct the name: Terraform distinguishes every letter.")


def _bucket_name(spot: Spot) -> str | None:
    words = ("invalidbucketname", "invalid bucket name", "validating s3 bucket")
    if not any(word in spot.words for word in words):
        return None
    if "timestamp()" in spot.value:
        return _("Leave timestamp() out: the name would be another one at every run.")
    return _("A bucket's name has 3 to 63 lower-case letters, digits and hyphens.")


def _arn(spot: Spot) -> str | None:
    if "is an invalid arn" not in spot.words:
        return None
    referred = re.fullmatch(r"(?P<resource>(?:data\.)?\w+_\w+\.[\w-]+)\.[\w-]+", spot.value)
    if referred:
        return _("It takes an ARN: {name} = {value}").format(
            name=spot.name, value=f"{referred['resource']}.arn"
        )
    return _("It takes an ARN, such as {example}.").format(example="aws_iam_role.<name>.arn")


def _by_words(spot: Spot) -> str | None:
    """What the words alone tell."""
    summary, words = spot.summary.lower(), spot.words
    if "s3_force_path_style" in words:
        return _("Since release 5 it is called s3_use_path_style.")
    if "contains an invalid json" in words:
        return _("Let Terraform write the JSON: {name} = jsonencode({{ … }}).").format(
            name=spot.name or "input"
        )
    if "no such file" in words:
        return _("Make the file first, or correct its path: it counts from the folder of main.tf.")
    if "no value for required variable" in summary:
        return _("Give the variable a default, or set it in terraform.tfvars.")
    if summary.startswith("cycle"):
        return _("Two things need each other first: take one reference out of the circle.")
    if "scheduleexpression" in words:
        return _("rate(1 minute), rate(2 minutes), or cron with six fields of which one is ?.")
    if "unable to validate the following destination configurations" in words:
        return _(
            "Let S3 in: an aws_lambda_permission with principal s3.amazonaws.com and the bucket's "
            "ARN, and depends_on in the notification."
        )
    if "when billing_mode is" in summary:
        return _('Set billing_mode = "PAY_PER_REQUEST", or both capacities.')
    if "duplicate" in summary:
        return _("Keep one of the two.")
    if "missing required" in summary:
        return _("Add the argument that is named above.")
    return None


RULES: tuple[Callable[[Spot], str | None], ...] = (
    _quotes,
    _one_attribute,
    _kind_of_value,
    _one_of,
    _bucket_name,
    _arn,
    _exported,
    _by_words,
    _suggestion,
    _unsupported,
    _undeclared,
)
"""The first that knows something is the one that speaks."""
