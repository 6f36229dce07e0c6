"""Who may invoke a Lambda function, as hashicorp/aws 5.100."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsResource, is_missing
from grader.terraform.aws.lambda_source import function_called
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.s3_settings import given
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_MEMBERS = {
    "action": "Action",
    "event_source_token": "EventSourceToken",
    "function_name": "FunctionName",
    "function_url_auth_type": "FunctionUrlAuthType",
    "principal": "Principal",
    "principal_org_id": "PrincipalOrgID",
    "source_account": "SourceAccount",
    "source_arn": "SourceArn",
}
_CONDITIONS = {
    "event_source_token": ("StringEquals", "lambda:EventSourceToken"),
    "function_url_auth_type": ("StringEquals", "lambda:FunctionUrlAuthType"),
    "principal_org_id": ("StringEquals", "aws:PrincipalOrgID"),
    "source_account": ("StringEquals", "AWS:SourceAccount"),
    "source_arn": ("ArnLike", "AWS:SourceArn"),
}


class Permission(AwsResource):
    """aws_lambda_permission: a statement of the function's policy; never changed, only replaced."""

    type_name = "aws_lambda_permission"
    label = "Lambda Permission"
    forces_replacement = frozenset({*_MEMBERS, "qualifier", "statement_id", "statement_id_prefix"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Each argument by itself."""
        yield from checks.function_name(config)
        yield from checks.conflicting(config, ("statement_id", "statement_id_prefix"))
        yield from _matching(
            config, "action", r"lambda:[*]|lambda:[A-Za-z]+|[*]",
            "must be a valid action (usually starts with lambda:)",
        )  # fmt: skip
        yield from _matching(
            config, "event_source_token", r"[0-9A-Za-z_.-]+",
            "must contain alphanumeric, periods, underscores or dashes only",
        )  # fmt: skip
        yield from checks.length(config, "qualifier", 1, 128)
        yield from _matching(
            config, "qualifier", r"[0-9A-Za-z_$-]+",
            "must contain alphanumeric, dollar signs, underscores or dashes only",
        )  # fmt: skip
        for name in ("statement_id", "statement_id_prefix"):
            yield from checks.length(config, name, 1, 100)
            yield from _matching(
                config, name, r"[0-9A-Za-z_-]+",
                "must contain alphanumeric, underscores or dashes only",
            )  # fmt: skip
        yield from checks.arn(config, "source_arn")
        yield from checks.account(config, "source_account")
        yield from checks.enumeration(config, "function_url_auth_type", ("NONE", "AWS_IAM"))

    def action(self, verb: str, values: Values) -> str:
        """A permission is added to its function."""
        name, statement = values["function_name"], known(values, "statement_id")
        if verb == "creating":
            return f"adding Lambda Permission ({name}/{statement})"
        doing = "removing" if verb == "deleting" else verb
        return f"{doing} Lambda Permission ({name}/{statement})"

    def create(self, api: Aws, planned: Values) -> Values:
        """Add it to the function's policy."""
        statement = known(planned, "statement_id")
        if statement is None:
            statement = unique_name(known(planned, "statement_id_prefix"))
        planned["statement_id"] = statement
        api.client("lambda").add_permission(
            **{member: planned[name] for name, member in _MEMBERS.items() if planned.get(name)},
            StatementId=statement,
            **given(Qualifier=planned.get("qualifier") or None),
        )
        return {
            **(self.read(api, planned) or {}),
            "id": statement,
            "statement_id": statement,
        }

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the function's policy says now."""
        from botocore.exceptions import ClientError

        place = given(FunctionName=state["function_name"], Qualifier=state.get("qualifier") or None)
        try:
            policy = api.client("lambda").get_policy(**place)["Policy"]
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        for one in json.loads(policy)["Statement"]:
            if one.get("Sid") == state["statement_id"]:
                return self._reported(state, one)
        return None

    def delete(self, api: Aws, state: Values) -> None:
        """Take it out of the policy."""
        from botocore.exceptions import ClientError

        try:
            api.client("lambda").remove_permission(
                FunctionName=state["function_name"],
                StatementId=state["statement_id"],
                **given(Qualifier=state.get("qualifier") or None),
            )
        except ClientError as error:
            if not is_missing(error, "ResourceNotFoundException"):
                raise

    def import_state(self, api: Aws, identifier: str) -> Values:
        """By FUNCTION/STATEMENT, or FUNCTION:QUALIFIER/STATEMENT."""
        function, _slash, statement = identifier.rpartition("/")
        if not function or not statement or "/" in function:
            raise Refused(
                f"Unexpected format of ID ({identifier}), expected FUNCTION_NAME/STATEMENT_ID or "
                "FUNCTION_NAME:QUALIFIER/STATEMENT_ID"
            )
        name, qualifier = function, ""
        if function.startswith("arn:"):
            name = function_called(function)
        elif ":" in function:
            name, _colon, qualifier = function.partition(":")
        return {
            "function_name": name,
            "id": statement,
            "qualifier": qualifier,
            "statement_id": statement,
        }

    def _reported(self, state: Values, statement: Mapping[str, Any]) -> Values:
        principal = statement["Principal"]
        if isinstance(principal, dict):
            principal = principal.get("Service") or principal.get("AWS")
        conditions = statement.get("Condition", {})
        arn = statement["Resource"].split(":")
        found = {
            "action": statement["Action"],
            "function_name": state["function_name"],
            "principal": principal,
            "qualifier": arn[7] if len(arn) > 7 else "",
            "statement_id_prefix": name_prefix(statement["Sid"]),
        }
        for name, (operator, key) in _CONDITIONS.items():
            if operator in conditions:
                found[name] = conditions[operator].get(key, "")
            elif state.get(name):
                found[name] = None
        return found


def _matching(config: Values, name: str, pattern: str, words: str) -> Iterable[Problem]:
    value = known(config, name)
    if value is not None and not re.fullmatch(pattern, value):
        yield Problem((name,), f"invalid value for {name} ({words})")
