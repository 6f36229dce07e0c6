"""The words of the student's bench."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cloud.gateway import PORT, URL
from grader.locale import _
from grader.words.parser import command

if TYPE_CHECKING:
    from grader.words.parser import Commands

_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)([smhd]?)")
_LONGEST_ADVANCE = 7 * 86_400.0


def add_bench(commands: Commands) -> None:
    """Add the cloud that stays up, what is done with it, and the student's own files."""
    _add_up(commands)
    _add_deploying(commands)
    _add_looking(commands)
    _add_files(commands)


def _add_up(commands: Commands) -> None:
    up = command(
        commands, "up", "the embedded cloud with the simulated sky, until Ctrl-C",
        "examples:\n  python -m grader up\n  python -m grader up --port 5000\n",
    )  # fmt: skip
    up.add_argument("--port", type=_port, default=PORT, help=f"where it answers ({PORT})")

    advance = command(
        commands, "advance", "move the clock of `up`; what is due fires on the way",
        "examples:\n  python -m grader advance 61s\n  python -m grader advance 5m\n",
    )  # fmt: skip
    advance.add_argument(
        "time", type=_duration, metavar="TIME",
        help="61s, 5m, 1h30m or 1d; a number alone means seconds",
    )  # fmt: skip
    _endpoint(advance)


def _add_deploying(commands: Commands) -> None:
    tf = command(
        commands, "tf", "Terraform with the course's aws provider, on `up`",
        "examples:\n  python -m grader tf init 5\n  python -m grader tf apply 5\n"
        "  python -m grader tf apply 5 -auto-approve\n"
        "  python -m grader tf destroy --in solutions/05_save_to_s3\n\n"
        "What follows N, and begins with -, is Terraform's own.\n",
    )  # fmt: skip
    tf.add_argument("verb", metavar="COMMAND", help="init, plan, apply, destroy, output, show …")
    tf.add_argument("challenge", nargs="?", metavar="N")
    _folder(tf)
    _endpoint(tf)

    package = command(
        commands, "package", "make the zip of a challenge's Lambda, always the same bytes",
        "examples:\n  python -m grader package 5\n  python -m grader package 5 --out lambda.zip\n\n"
        "In a zip is the folder of the handler's file, without the handlers of other Lambdas.\n",
    )  # fmt: skip
    package.add_argument("challenge", metavar="N")
    _folder(package)
    package.add_argument("--out", type=Path, metavar="FILE", help="where to write the zip")

    invoke = command(
        commands, "invoke", "run a Lambda once, and show its answer and what it printed",
        "examples:\n  python -m grader invoke capturar-iss\n"
        '  python -m grader invoke hello-lambda --event \'{"name": "Ada"}\'\n'
        "  python -m grader invoke hello-lambda --event @event.json\n",
    )  # fmt: skip
    invoke.add_argument("name", metavar="NAME")
    invoke.add_argument("--event", default="{}", metavar="JSON|@FILE", help="what it is sent")
    _endpoint(invoke)


def _add_looking(commands: Commands) -> None:
    logs = command(
        commands, "logs", "what a Lambda printed",
        "examples:\n  python -m grader logs capturar-iss\n"
        "  python -m grader logs capturar-iss --follow\n",
    )  # fmt: skip
    logs.add_argument("name", metavar="NAME")
    logs.add_argument("--follow", action="store_true", help="go on until Ctrl-C")
    _endpoint(logs)

    ls = command(
        commands, "ls", "the buckets, or what a bucket holds",
        "examples:\n  python -m grader ls\n  python -m grader ls s3://mi-data-lake/raw/\n",
    )  # fmt: skip
    ls.add_argument("place", nargs="?", type=_s3, metavar="s3://…")
    _endpoint(ls)

    cat = command(
        commands, "cat", "the content of an object",
        "example:\n  python -m grader cat s3://mi-data-lake/raw/iss/2026-01-31/….json\n",
    )  # fmt: skip
    cat.add_argument("place", type=_s3, metavar="s3://…")
    _endpoint(cat)

    scan = command(
        commands, "scan", "the items of a table",
        "example:\n  python -m grader scan capturas-iss\n",
    )  # fmt: skip
    scan.add_argument("table", metavar="TABLE")
    _endpoint(scan)


def _add_files(commands: Commands) -> None:
    hint = command(
        commands, "hint", "one more hint; it costs nothing", "example:\n  python -m grader hint 5\n"
    )
    hint.add_argument("challenge", metavar="N")

    start = command(
        commands, "start", "put the starter of a challenge in place",
        "examples:\n  python -m grader start 5\n  python -m grader start 5 --from-mine\n",
    )  # fmt: skip
    start.add_argument("challenge", metavar="N")
    start.add_argument(
        "--from-mine", action="store_true", help="on top of what I built in the challenge before"
    )

    reset = command(
        commands, "reset", "set my files aside and put the starter back",
        "example:\n  python -m grader reset 5\n",
    )  # fmt: skip
    reset.add_argument("challenge", metavar="N")

    diff = command(
        commands, "diff", "what differs from the starter", "example:\n  python -m grader diff 5\n"
    )
    diff.add_argument("challenge", metavar="N")

    watch = command(
        commands, "watch", "check again whenever a file is saved",
        "example:\n  python -m grader watch 5\n",
    )  # fmt: skip
    watch.add_argument("challenge", metavar="N")
    _folder(watch)


def _endpoint(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--endpoint", default=URL, metavar="URL", help=f"a cloud on this machine ({URL})"
    )


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--in", dest="folder", type=Path, metavar="PATH", help="another folder than the challenge's"
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: 1 to 65535")
    return int(text)


def _duration(text: str) -> float:
    parts = _PART.findall(text.strip())
    seconds = sum(float(number) * _UNITS[unit] for number, unit in parts)
    is_whole = "".join(number + unit for number, unit in parts) == text.strip() != ""
    is_clear = len(parts) == 1 or all(unit for _number, unit in parts)
    if not (is_whole and is_clear and seconds <= _LONGEST_ADVANCE):
        raise argparse.ArgumentTypeError(
            _("{text!r} is no time such as 61s, 5m, 1h30m or 2d; up to 7d").format(text=text)
            + "; "
            + _("a number alone means seconds")
        )
    return seconds


def _s3(text: str) -> tuple[str, str]:
    bucket, _slash, key = text.removeprefix("s3://").partition("/")
    if not text.startswith("s3://") or not bucket:
        raise argparse.ArgumentTypeError(f"{text!r} does not look like s3://bucket/key")
    return bucket, key
