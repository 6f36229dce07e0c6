"""Whether a function's resource policy lets a service invoke it, decided as AWS does.

The statements are those that AddPermission makes: one principal, one action, one resource, and
conditions on where the call comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

INVOKE = "lambda:InvokeFunction"
EVENTS = "events.amazonaws.com"
SCHEDULER = "scheduler.amazonaws.com"
ARN_PARTS = 6

Statement = Mapping[str, Any]
Misfit = Literal["principal", "action", "function", "source_arn", "source_account", "condition"]


@dataclass(frozen=True)
class ServiceCall:
    """A service that wants to invoke a function on behalf of one of its resources."""

    service: str
    """Its principal: ``events.amazonaws.com``."""
    function_arn: str
    """With the version or alias, where the call names one."""
    source_arn: str

    @property
    def source_account(self) -> str:
        """The account of the resource: the function's where the ARN names none, as a bucket's."""
        return self.source_arn.split(":")[4] or self.function_arn.split(":")[4]


@dataclass(frozen=True)
class Answer:
    """What a policy says to a call: allowed, else the statement that comes nearest, if any."""

    allowed: bool
    nearest: Statement | None = None
    misfits: tuple[Misfit, ...] = ()
    """What of ``nearest`` does not fit the call."""


def ask(statements: Iterable[Statement], call: ServiceCall) -> Answer:
    """Put a call to the statements of a policy."""
    nearest = None
    fewest: tuple[Misfit, ...] = ()
    for statement in statements:
        misfits = tuple(_misfits(statement, call))
        if not misfits:
            return Answer(allowed=True, nearest=statement)
        if nearest is None or len(misfits) < len(fewest):
            nearest, fewest = statement, misfits
    return Answer(allowed=False, nearest=nearest, misfits=fewest)


def refusal(
    source_arn: str,
    target_arn: str,
    role_arn: str | None,
    *,
    policy: Callable[[str], Sequence[Statement] | None],
    role_refusal: Callable[[str, ServiceCall], str | None],
) -> str | None:
    """Return why a rule or schedule may not invoke its target; None when it may.

    ``policy`` reads the statements of a function, None where there is none; ``role_refusal`` says
    why a role does not let a service make a call. The answer is one of theirs, "no_function",
    "elsewhere" (another region or account) or "permission". Targets that are no functions are
    always let in.
    """
    if ":lambda:" not in target_arn:
        return None
    if source_arn.split(":")[3:5] != target_arn.split(":")[3:5]:
        return "elsewhere"
    statements = policy(target_arn)
    if statements is None:
        return "no_function"
    if source_arn.split(":")[2] == "scheduler":
        call = ServiceCall(SCHEDULER, target_arn, schedule_group(source_arn))
        return role_refusal(role_arn or "", call)
    call = ServiceCall(EVENTS, target_arn, source_arn)
    if ask(statements, call).allowed:
        return None
    return role_refusal(role_arn, call) if role_arn else "permission"


def schedule_group(schedule_arn: str) -> str:
    """Return the ARN that Scheduler puts into aws:SourceArn: that of the schedule's group."""
    head, _kind, rest = schedule_arn.partition(":schedule/")
    return f"{head}:schedule-group/{rest.partition('/')[0]}"


def conditions(statement: Statement) -> dict[str, str]:
    """The conditions of a statement that have one value, by key in lower case."""
    return {
        key.lower(): str(value)
        for named in (statement.get("Condition") or {}).values()
        for key, value in named.items()
    }


def _misfits(statement: Statement, call: ServiceCall) -> Iterable[Misfit]:
    if not _names(statement.get("Principal"), call.service):
        yield "principal"
    if not like(INVOKE.lower(), str(statement.get("Action", "")).lower()):
        yield "action"
    if statement.get("Resource") != call.function_arn:
        yield "function"
    for key, value in conditions(statement).items():
        if key == "aws:sourcearn":
            if not arn_like(call.source_arn, value):
                yield "source_arn"
        elif key == "aws:sourceaccount":
            if value != call.source_account:
                yield "source_account"
        else:
            yield "condition"


def arn_like(arn: str, pattern: str) -> bool:
    """Compare as ArnLike does: part by part, so that no wildcard reaches over a colon."""
    if pattern == "*":
        return True
    parts, patterns = arn.split(":", ARN_PARTS - 1), pattern.split(":", ARN_PARTS - 1)
    return len(parts) == len(patterns) and all(map(like, parts, patterns))


def _names(principal: Any, service: str) -> bool:
    if isinstance(principal, Mapping):
        return any(_names(one, service) for one in principal.values())
    if isinstance(principal, list):
        return any(_names(one, service) for one in principal)
    return principal in ("*", service)


def like(text: str, pattern: str) -> bool:
    """Compare as policies do: ``*`` stands for anything, ``?`` for one letter."""
    escaped = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(escaped, text, re.DOTALL) is not None
