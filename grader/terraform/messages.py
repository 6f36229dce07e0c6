"""Terraform's machine-readable output: diagnostics and planned changes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

from grader.terraform.deployment import Deployed, Diagnostic, Planned

_LONGEST = 2000
_NO_FILE = "<empty>"
"""Where Terraform places what is wrong with a provider block that is not there."""
_RESOURCE = re.compile(r"(?:module\.[^.]+\.)*[a-z0-9]+_\w+\.[\w-]+(?:\[.*\])?(?: \(.*\))?")


def lines(output: str) -> Iterator[dict[str, Any]]:
    """The messages of a command that was run with ``-json``."""
    for line in output.splitlines():
        if line.startswith("{"):
            message = json.loads(line)
            if isinstance(message, dict):
                yield message


def diagnostics(
    output: str, outside: Collection[str], place: Callable[[str], str]
) -> list[Diagnostic]:
    """The diagnostics in a command's output; those with a summary in ``outside`` are marked.

    ``place`` turns the name of a file as Terraform has it into one relative to the submission.
    Values of expressions, which Terraform adds to them, are left out.
    """
    found = []
    for message in lines(output):
        if message.get("type") == "diagnostic":
            found.append(_diagnostic(message["diagnostic"], outside, place))
        elif message.get("@level") == "error" and "type" not in message:
            found.append(Diagnostic("error", str(message.get("@message", ""))))
    return found


def version(output: str) -> str | None:
    """The version of Terraform (or OpenTofu) that a command announced first."""
    for message in lines(output):
        if message.get("type") == "version":
            return str(message.get("terraform") or message.get("tofu") or "")
    return None


def planned_changes(output: str) -> list[Planned]:
    """What a plan would change, as its messages tell it (without values)."""
    found = []
    for message in lines(output):
        if message.get("type") == "planned_change":
            change = message["change"]
            resource = change["resource"]
            found.append(
                Planned(
                    address=resource["addr"],
                    type=resource["resource_type"],
                    name=resource["resource_name"],
                    mode="data" if resource["resource"].startswith("data.") else "managed",
                    actions=_ACTIONS.get(change["action"], (change["action"],)),
                )
            )
    return found


def planned_resources(plan: dict[str, Any]) -> list[Planned]:
    """The resources of ``terraform show -json`` of a plan, with the values that are known."""
    return [
        Planned(
            address=one["address"],
            type=one["type"],
            name=one["name"],
            mode=one["mode"],
            actions=tuple(one["change"]["actions"]),
            values=one["change"].get("after") or {},
        )
        for one in plan.get("resource_changes", [])
    ]


def provisioners(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(address, provisioner type) of all provisioners that Terraform's own loader has seen."""
    yield from _provisioners(plan.get("configuration", {}).get("root_module", {}), "")


def deployed_resources(state: dict[str, Any]) -> list[Deployed]:
    """The resource instances of a state file."""
    found = []
    for resource in state.get("resources", []):
        data = "data." if resource["mode"] == "data" else ""
        module = f"{resource['module']}." if "module" in resource else ""
        base = f"{module}{data}{resource['type']}.{resource['name']}"
        for instance in resource["instances"]:
            index = instance.get("index_key")
            suffix = "" if index is None else f"[{json.dumps(index, ensure_ascii=False)}]"
            found.append(
                Deployed(
                    address=base + suffix,
                    type=resource["type"],
                    name=resource["name"],
                    mode=resource["mode"],
                    index=index,
                    attributes=instance.get("attributes") or {},
                )
            )
    return found


_ACTIONS = {
    "create": ("create",),
    "update": ("update",),
    "delete": ("delete",),
    "replace": ("delete", "create"),
    "read": ("read",),
}


def _diagnostic(
    given: dict[str, Any], outside: Collection[str], place: Callable[[str], str]
) -> Diagnostic:
    subject = given.get("range") or {}
    summary = str(given.get("summary", ""))
    file = subject.get("filename")
    if file == _NO_FILE:
        file, subject = None, {}
    return Diagnostic(
        severity=str(given.get("severity", "error")),
        summary=_shortened(summary),
        detail=_shortened(str(given.get("detail", ""))),
        file=place(file) if file else None,
        line=(subject.get("start") or {}).get("line"),
        address=given.get("address") or _first_of_cycle(summary),
        outside=summary in outside,
    )


def _first_of_cycle(summary: str) -> str | None:
    """Terraform gives a cycle no place, only the addresses in it, in any order."""
    if not summary.startswith("Cycle: "):
        return None
    nodes = summary.removeprefix("Cycle: ").split(", ")
    return min((node.split(" ")[0] for node in nodes if _RESOURCE.fullmatch(node)), default=None)


def _provisioners(module: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for resource in module.get("resources", []):
        for provisioner in resource.get("provisioners", []):
            yield prefix + resource["address"], provisioner["type"]
    for name, call in module.get("module_calls", {}).items():
        yield from _provisioners(call.get("module", {}), f"{prefix}module.{name}.")


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]} … {text[-half:]}"
