"""Jobs on a Dask cluster: each worker puts up walls of its own on its own machine."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from grader.classroom.job import Job, Outcome
from grader.exits import WrongUsage
from grader.locale import _

_PATIENCE = "10s"


@dataclass(frozen=True)
class Elsewhere:
    """What a job needs beside itself; sent along with each, for a worker knows nothing."""

    terraform: str = "bundled"
    browser: str | None = None
    walled: bool = True

    def perform(self, job: Job) -> Outcome:
        """Run ``job`` on the machine that this is called on."""
        from grader.classroom.jail import Jail
        from grader.classroom.supplies import Supplies
        from grader.sandbox.cells import CellFolder
        from grader.sandbox.keeper import start_keeper
        from grader.sandbox.trial import why_no_walls
        from grader.terraform.deploy import TerraformMissing
        from grader.terraform.official.install import obtain

        if self.walled and (reason := why_no_walls()):
            return Outcome(None, reason)
        try:
            official = obtain(self.terraform) if job.confirmed else None
        except TerraformMissing as error:
            return Outcome(None, str(error))
        cell = CellFolder.create()
        keeper = start_keeper(cell)
        try:
            jail = Jail.prepare(
                cell,
                Supplies(pages=job.opens_page),
                terraform=self.terraform,
                browser=self.browser,
                official=official,
                walled=self.walled,
            )
            return jail.perform(job)
        finally:
            cell.remove()
            keeper.release()


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Give the cluster at ``address`` as an executor, and how many jobs it does at a time.

    Raises WrongUsage when Dask is not installed, or nobody answers there.
    """
    try:
        import distributed
    except ImportError as error:
        raise WrongUsage(
            _("Dask is not installed: {command}").format(
                command='python -m pip install -e ".[dask]"'
            )
        ) from error
    try:
        connect: Any = distributed.Client
        client: Any = connect(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise WrongUsage(
            _("No scheduler of Dask answers at {address}: {reason}").format(
                address=address, reason=error
            )
        ) from error
    try:
        workers = sum(client.nthreads().values())
        if not workers:
            raise WrongUsage(_("The cluster at {address} has no workers.").format(address=address))
        # A job that took its worker with it is tried on another one.
        yield client.get_executor(pure=False, retries=1), workers
    finally:
        client.close()
