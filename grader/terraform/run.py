"""One deployment: plan, apply, plan again, and what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from grader.terraform import messages
from grader.terraform.core import Core, Outcome
from grader.terraform.deployment import Deployment, Diagnostic, Planned
from grader.terraform.folder import Folder
from grader.terraform.hosting import ProviderHost
from grader.terraform.naming import explain_unknown_types
from grader.terraform.sentences import (
    PROVISIONER,
    PROVISIONER_DETAIL,
    READS_OUTSIDE,
    REMOTE_MODULE,
    REMOTE_MODULE_DETAIL,
    meant,
)

OVERRIDE = "zzz_groundtrack_override.tf"
"""Terraform merges override files in the order of their names: this one is last."""

PROVIDER_VERSION = "5.100.0"
"""The release of hashicorp/aws whose schema and behaviour the course's provider has."""


class Run:
    """The commands of one deployment, in order, in the current folder."""

    def __init__(
        self, core: Core, folder: Folder, host: ProviderHost, scratch: Path, *, confined: bool
    ) -> None:
        """Run ``core`` on ``folder``, with plan files in ``scratch``.

        ``confined`` says that the system itself keeps this process inside its folders.
        """
        self._confined = confined
        self._version = ""
        self._core = core
        self._folder = folder
        self._host = host
        self._scratch = scratch
        self._diagnostics: list[Diagnostic] = []
        self._planned: list[Planned] = []
        self._second_plan: tuple[Planned, ...] | None = None
        self._outside: dict[str, None] = {}

    def deploy(self, *, second_plan: bool) -> Deployment:
        """Go as far as it goes."""
        stage = self._stage_reached(second_plan)
        state = self._state()
        return Deployment(
            stage=stage,
            diagnostics=tuple(self._diagnostics),
            planned=tuple(self._planned),
            resources=tuple(messages.deployed_resources(state)),
            outputs={name: one.get("value") for name, one in state.get("outputs", {}).items()},
            providers=self._host.configurations,
            second_plan=self._second_plan,
            outside=tuple({*self._host.outside.values(), *self._outside}),
            terraform=self._version,
            provider=PROVIDER_VERSION,
        )

    def _stage_reached(self, second_plan: bool) -> str:
        self._prepare()
        if not self._confined and self._folder.reads_outside:
            self._diagnostics.append(Diagnostic("error", meant(READS_OUTSIDE)))
            return "nothing"
        if not self._initialised():
            return "nothing"
        plan_file = self._scratch / "plan"
        if not self._succeeded(self._run("plan", f"-out={plan_file}")):
            return "valid" if self._is_valid() else "nothing"
        plan = json.loads(self._core.run("show", "-json", str(plan_file)).output)
        self._planned = messages.planned_resources(plan)
        if self._refuses_provisioners(plan):
            return "planned"
        if not self._succeeded(self._run("apply", str(plan_file))):
            return "planned"
        if second_plan:
            self._plan_again()
        return "applied"

    def _prepare(self) -> None:
        folders = set(self._folder.version_folders)
        if self._folder.has_backend:
            folders.add(self._folder.root)
        backend = '  backend "local" {}\n' if self._folder.has_backend else ""
        for folder in folders:
            here = backend if folder == self._folder.root else ""
            text = f'terraform {{\n  required_version = ">= 0.12"\n{here}}}\n'
            (folder / OVERRIDE).write_text(text, encoding="utf-8")

    def _initialised(self) -> bool:
        if self._folder.remote_modules:
            for source in self._folder.remote_modules:
                self._diagnostics.append(
                    Diagnostic(
                        "error",
                        meant(REMOTE_MODULE),
                        meant(REMOTE_MODULE_DETAIL, source=source),
                    )
                )
            return False
        if not (self._folder.has_backend or self._folder.has_modules):
            return True
        return self._succeeded(self._run("init", "-backend=true"))

    def _run(self, command: str, *arguments: str) -> Outcome:
        common = ["-input=false", "-no-color", "-json"]
        if command in ("plan", "apply"):
            common += ["-lock=false"]
        return self._core.run(command, *common, *arguments)

    def _succeeded(self, outcome: Outcome) -> bool:
        found = messages.diagnostics(outcome.output, self._host.outside, self._folder.below)
        self._version = messages.version(outcome.output) or self._version
        if outcome.code != 0 and not any(one.severity == "error" for one in found):
            words = outcome.errors.strip() or outcome.output.strip()
            found.append(Diagnostic("error", words.splitlines()[0] if words else "Error"))
        found, outside = explain_unknown_types(found)
        self._outside.update(dict.fromkeys(outside))
        if any(one.severity == "error" for one in found):
            self._outside.update(dict.fromkeys(self._folder.providers_elsewhere))
        self._diagnostics += [one for one in found if one not in self._diagnostics]
        return outcome.code == 0

    def _is_valid(self) -> bool:
        outcome = self._core.run("validate", "-json", "-no-color")
        return outcome.code == 0

    def _refuses_provisioners(self, plan: dict[str, Any]) -> bool:
        found = list(messages.provisioners(plan))
        self._diagnostics += [
            Diagnostic(
                "error",
                meant(PROVISIONER),
                meant(PROVISIONER_DETAIL, kind=kind),
                address=address,
            )
            for address, kind in found
        ]
        return bool(found)

    def _plan_again(self) -> None:
        plan_file = self._scratch / "second-plan"
        outcome = self._run("plan", f"-out={plan_file}")
        if self._succeeded(outcome):
            self._second_plan = tuple(messages.planned_changes(outcome.output))

    def _state(self) -> dict[str, Any]:
        file = self._folder.root / "terraform.tfstate"
        if not file.exists():
            return {}
        state: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return state
