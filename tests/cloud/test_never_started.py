"""A function that our own walls keep from starting is a failure of ours, whoever invoked it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from grader.cloud.embedded import CloudFailed, EmbeddedCloud
from grader.sandbox.cells import CellFolder
from grader.sandbox.trial import why_no_walls
from grader.world.address import SkyAddress

from .conftest import MOMENT

WITHOUT_WALLS = why_no_walls()
pytestmark = pytest.mark.skipif(bool(WITHOUT_WALLS), reason=WITHOUT_WALLS or "walls stand")
FINE = "def handler(event, context): return 1"
ENDS = "import os\nos._exit(3)"


@pytest.fixture
def cell() -> Iterator[CellFolder]:
    """The folder of the cloud."""
    cell = CellFolder.create()
    yield cell
    cell.remove()


@pytest.fixture
def cloud(cell: CellFolder, nowhere: SkyAddress) -> Iterator[EmbeddedCloud]:
    """A cloud whose functions stand behind walls."""
    cloud = EmbeddedCloud.start(cell, nowhere, moment=MOMENT, walled=True, functions_ahead=False)
    cloud.wait_until_ready(20)
    yield cloud
    cloud.stop()


def _without_filter(cell: CellFolder) -> None:
    """Take away what the walls are made with."""
    for file in cell.path.glob("*.filter"):
        file.unlink()


def test_with_its_walls_it_runs(cloud: EmbeddedCloud, functions_in: Any) -> None:
    assert functions_in(cloud).run(FINE).payload == 1


def test_a_module_that_ends_its_process_is_the_code_s_doing(
    cloud: EmbeddedCloud, functions_in: Any
) -> None:
    assert functions_in(cloud).run(ENDS).status != "ok"
    cloud.settle()


def test_an_invocation_fails_as_ours(
    cloud: EmbeddedCloud, cell: CellFolder, functions_in: Any
) -> None:
    name = functions_in(cloud).deploy(FINE)
    _without_filter(cell)
    with pytest.raises(CloudFailed, match="NeverStarted") as failure:
        cloud.invoke(name)
    assert not failure.value.by_function


@pytest.mark.parametrize("read", [EmbeddedCloud.settle, EmbeddedCloud.runs])
def test_one_that_nobody_waits_for_is_not_overlooked(
    cloud: EmbeddedCloud, cell: CellFolder, functions_in: Any, read: Any
) -> None:
    name = functions_in(cloud).deploy(FINE)
    _without_filter(cell)
    cloud.client("lambda").invoke(FunctionName=name, InvocationType="Event")
    deadline = time.monotonic() + 20
    with pytest.raises(CloudFailed, match="NeverStarted"):
        while time.monotonic() < deadline:
            read(cloud)
