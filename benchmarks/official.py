"""How long a deployment takes, ours and as students know it, side by side on one kind of cloud.

Ours is what ``check`` does: plan, apply and a second plan with the course's provider. Theirs is
one ``terraform apply`` of an initialised folder with an ``endpoints`` block and hashicorp/aws.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.cloud.embedded import EmbeddedCloud
from grader.sandbox.cells import CellFolder
from grader.terraform.deploy import DeployChild
from grader.terraform.official import VERSION
from grader.terraform.official.places import find
from grader.world.address import SkyAddress

ROOT = Path(__file__).resolve().parent.parent
SOLUTION = ROOT / "solutions/05_save_to_s3"
MOMENT = 1_931_528_221.0
SECONDS = 600.0


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    program, terraform = find(), shutil.which("terraform")
    if program is None or terraform is None:
        sys.exit(f"terraform and hashicorp/aws {VERSION} are needed on this machine")
    pairs = [(ours(), theirs(terraform, program)) for _ in range(runs)]
    own, official = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"plan, apply and second plan, the course's provider   {own:6.2f} s")
    print(f"terraform apply, hashicorp/aws {VERSION:<21} {official:6.2f} s")
    print(f"ratio                                                {official / own:6.1f}")


def prepare(folder: Path, endpoint: str) -> None:
    """Lay the solution of challenge 5 out with its package made; archive may be missing here."""
    shutil.copytree(SOLUTION, folder, dirs_exist_ok=True)
    with zipfile.ZipFile(folder / "capturar_iss.zip", "w") as package:
        package.write(folder / "lambdas/capturar_iss.py", "capturar_iss.py")
    text = (folder / "lambda.tf").read_text()
    text = text[text.index("resource") :]
    text = text.replace("data.archive_file.capturar_iss.output_path", '"capturar_iss.zip"')
    text = text.replace(
        "data.archive_file.capturar_iss.output_base64sha256",
        'filebase64sha256("capturar_iss.zip")',
    )
    (folder / "lambda.tf").write_text(text)
    variables = folder / "variables.tf"
    variables.write_text(variables.read_text().replace("http://localhost:4566", endpoint))


@contextmanager
def cloud_and_folder() -> Iterator[tuple[CellFolder, EmbeddedCloud, Path]]:
    """Give a fresh cell with a running cloud, and the folder to deploy."""
    cell = CellFolder.create()
    nobody = SkyAddress((), 9, 9, cell.path / "no.pem")
    cloud = EmbeddedCloud.start(cell, nobody, moment=MOMENT, functions_ahead=False)
    try:
        cloud.wait_until_ready()
        prepare(cell.path / "work", cloud.endpoint)
        yield cell, cloud, cell.path / "work"
    finally:
        cloud.stop()
        cell.remove()


def ours() -> float:
    """Return the seconds from the start of the deploy child to its answer."""
    with cloud_and_folder() as (cell, cloud, work):
        started = time.monotonic()
        child = DeployChild.start(cell, work, seed=1)
        try:
            deployment = child.deploy(cloud.endpoint, second_plan=True, seconds=SECONDS)
        finally:
            child.stop()
        if deployment.stage != "applied":
            raise RuntimeError(str(deployment.diagnostics))
        return time.monotonic() - started


def theirs(terraform: str, program: Path) -> float:
    """Return the seconds of ``terraform apply`` alone, in an initialised folder."""
    with cloud_and_folder() as (_cell, _cloud, work):
        (work / "main.tf").write_text(_without_archive((work / "main.tf").read_text()))
        environment = {"PATH": os.defpath, "HOME": str(work), "TF_IN_AUTOMATION": "1"}
        run([terraform, "init", f"-plugin-dir={program.parents[5]}"], work, environment)
        started = time.monotonic()
        run([terraform, "apply", "-auto-approve"], work, environment)
        return time.monotonic() - started


def _without_archive(text: str) -> str:
    return re.sub(r"    archive = \{.*?\n    \}\n", "", text, flags=re.DOTALL)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run a command that must succeed."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode())


if __name__ == "__main__":
    main()
