"""One configuration deployed by one provider, step by step, and what came of each step."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.cloud.embedded import EmbeddedCloud
from grader.sandbox.cells import CellFolder
from grader.terraform import messages
from grader.terraform.aws.catalogue import service_of
from grader.terraform.aws.provider import course_schema
from grader.terraform.core import Outcome
from grader.terraform.deploy import DeployChild, Official
from grader.terraform.deployment import Deployed
from grader.terraform.sentences import said
from grader.world.address import SkyAddress
from tests.conformance import official
from tests.conformance.configuration import MAIN, Configuration
from tests.conformance.imports import import_blocks
from tests.conformance.live import live_state
from tests.conformance.masks import Masks, block_in_order

MOMENT = 1_931_528_221.0
"""The clock of the cloud stands at 2031-03-17T15:37:01Z."""
_LOCAL = re.compile(rb"http://(?:localhost|127\.0\.0\.1|localhost\.localstack\.cloud):4566")
_TERRAFORM = (".tf", ".tf.json", ".tfvars")
_IMPORTS = "zz_imports.tf"
_BUILTIN_PLAN = ("-input=false", "-no-color", "-json")

Record = dict[str, Any]


def deploy(configuration: Configuration, *, by_official: bool, seconds: float) -> Record:
    """Deploy, change, replace and destroy; returns what is compared, step by step.

    ``seconds`` is what one command of Terraform may take.
    """
    with _course(configuration, by_official=by_official, seconds=seconds) as course:
        return course.run()


@contextlib.contextmanager
def _course(
    configuration: Configuration, *, by_official: bool, seconds: float
) -> Iterator[_Course]:
    with contextlib.ExitStack() as stack:
        cell = CellFolder.create()
        stack.callback(cell.remove)
        nobody = SkyAddress((), 9, 9, cell.path / "no.pem")
        cloud = EmbeddedCloud.start(cell, nobody, moment=MOMENT, functions_ahead=False)
        stack.callback(cloud.stop)
        work = cell.path / "work"
        _lay_out(configuration, work, cloud.endpoint)
        child = DeployChild.start(
            cell,
            work,
            directory=configuration.directory,
            seed=1,
            official=Official(official.required(), cloud.endpoint) if by_official else None,
        )
        stack.callback(child.stop)
        cloud.wait_until_ready()
        yield _Course(configuration, cloud, child, work / configuration.directory, seconds)


def _lay_out(configuration: Configuration, work: Path, endpoint: str) -> None:
    for name, content in configuration.files.items():
        file = work / name
        file.parent.mkdir(parents=True, exist_ok=True)
        # What is packaged stays as it is, or no hash would be the same twice.
        is_terraform = file.name.endswith(_TERRAFORM)
        file.write_bytes(_LOCAL.sub(endpoint.encode(), content) if is_terraform else content)


class _Course:
    """The steps of a configuration, in order."""

    def __init__(
        self,
        configuration: Configuration,
        cloud: EmbeddedCloud,
        child: DeployChild,
        root: Path,
        seconds: float,
    ) -> None:
        self._configuration = configuration
        self._cloud = cloud
        self._child = child
        self._root = root
        self._seconds = seconds
        self._masks = Masks(cloud.endpoint)
        types = set(re.findall(r"\baws_\w+", configuration.text))
        self._services = frozenset(filter(None, map(service_of, types)))

    def run(self) -> Record:
        """All steps; those after one that fails are left out, but for the last."""
        record: Record = {}
        if "module" in self._configuration.text or "backend" in self._configuration.text:
            self._terraform("init")
        if self._applied(record, "apply"):
            record["import"] = self._imported()
            self._steps(record)
        if (self._root / "terraform.tfstate").exists():
            record["destroy"] = self._destroyed()
        return record

    def _steps(self, record: Record) -> None:
        if self._configuration.behind:
            for service, operation, arguments in self._configuration.behind:
                given = self._filled(arguments)
                getattr(self._cloud.client(service), operation)(**given)
            if not self._applied(record, "behind"):
                return
        for step, content in self._configuration.steps.items():
            (self._root / MAIN).write_bytes(content)
            if not self._applied(record, step):
                return

    def _applied(self, record: Record, name: str) -> bool:
        step = record[name] = {"stage": "plan"}
        step["plan"] = self._planned("-out=plan.bin")
        if "changes" not in step["plan"]:
            if self._terraform("validate", "-json", "-no-color").code != 0:
                step["stage"] = "validate"
            return False
        outcome = self._terraform("apply", *_BUILTIN_PLAN, "-lock=false", "plan.bin")
        resources = self._resources()
        self._masks.learn(resources)
        step["stage"] = "applied" if outcome.code == 0 else "apply"
        step["diagnostics"] = self._diagnostics(outcome)
        step["state"] = self._state(resources)
        step["outputs"] = self._masks.masked(self._outputs())
        # What S3 sends to try a notification out is over before it is looked at.
        self._cloud.settle()
        step["live"] = self._masks.masked(live_state(self._cloud, self._services))
        step["plan"] = self._masks.masked(step["plan"])
        if outcome.code == 0:
            step["second_plan"] = self._masks.masked(self._planned("-out=plan.bin"))
        return outcome.code == 0

    def _destroyed(self) -> Record:
        outcome = self._terraform(
            "apply", "-destroy", "-auto-approve", *_BUILTIN_PLAN, "-lock=false"
        )
        return {
            "diagnostics": self._diagnostics(outcome),
            "state": self._state(self._resources()),
            "live": self._masks.masked(live_state(self._cloud, self._services)),
        }

    def _imported(self) -> Record:
        """What an import of everything that was applied would put into a new state."""
        blocks = import_blocks(self._resources())
        if not blocks:
            return {}
        state, aside = self._root / "terraform.tfstate", self._root / "aside"
        state.rename(aside)
        (self._root / _IMPORTS).write_text(blocks, encoding="utf-8")
        try:
            return dict(self._masks.masked(self._planned("-out=plan.bin", before=True)))
        finally:
            (self._root / _IMPORTS).unlink()
            state.unlink(missing_ok=True)
            aside.rename(state)

    def _planned(self, *arguments: str, before: bool = False) -> Record:
        outcome = self._terraform("plan", *_BUILTIN_PLAN, "-lock=false", *arguments)
        planned: Record = {"diagnostics": self._diagnostics(outcome)}
        if outcome.code != 0:
            return planned
        shown = json.loads(self._terraform("show", "-json", "plan.bin").output)
        planned["changes"] = {
            one["address"]: _change(one, before=before)
            for one in shown.get("resource_changes", [])
            if one["type"].startswith("aws_")
            if before or one["change"]["actions"] != ["no-op"]
        }
        planned["drift"] = {
            one["address"]: one["change"]["actions"] for one in shown.get("resource_drift", [])
        }
        return planned

    def _diagnostics(self, outcome: Outcome) -> list[Record]:
        found = messages.diagnostics(outcome.output, (), lambda file: file)
        rows = [
            {
                "severity": one.severity,
                "address": one.address,
                "file": one.file,
                "line": one.line,
                "summary": said(one.summary),
                "detail": said(one.detail),
            }
            for one in found
        ]
        masked = [self._masks.masked(one) for one in rows]
        return sorted(masked, key=lambda one: json.dumps(one, sort_keys=True))

    def _resources(self) -> list[Deployed]:
        return [
            one
            for one in messages.deployed_resources(self._state_file())
            if one.type.startswith("aws_")
        ]

    def _state(self, resources: list[Deployed]) -> Record:
        found = {}
        for one in resources:
            kind = "resource_schemas" if one.mode == "managed" else "data_source_schemas"
            block = course_schema()[kind][one.type]["block"]
            found[one.address] = block_in_order(self._masks.masked(one.attributes), block)
        return found

    def _outputs(self) -> Record:
        outputs = self._state_file().get("outputs", {})
        return {name: one.get("value") for name, one in outputs.items()}

    def _state_file(self) -> Record:
        file = self._root / "terraform.tfstate"
        return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}

    def _filled(self, arguments: Mapping[str, Any]) -> Record:
        """Arguments in which ``<address.attribute>`` stands for a value of the state."""
        values = {
            f"<{one.address}.{name}>": value
            for one in self._resources()
            for name, value in one.attributes.items()
        }
        return {name: values.get(str(one), one) for name, one in arguments.items()}

    def _terraform(self, *arguments: str) -> Outcome:
        return self._child.terraform(
            *arguments, endpoint=self._cloud.endpoint, seconds=self._seconds
        )


def _change(one: Mapping[str, Any], *, before: bool) -> Any:
    change = one["change"]
    found: Record = {"actions": change["actions"]}
    if change.get("replace_paths"):
        found["replaced_by"] = sorted({str(path[0]) for path in change["replace_paths"]})
    if before:
        block = course_schema()["resource_schemas"].get(one["type"], {}).get("block", {})
        found["imported"] = block_in_order(change.get("before") or {}, block)
    return found
