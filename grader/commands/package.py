"""``package N``: the zips of a challenge's functions, with no zip program."""

from __future__ import annotations

import argparse
from pathlib import Path

from grader.bench.packaging import Packed, pack
from grader.commands.cloud import failed, say
from grader.commands.usage import chosen_folder, wrong
from grader.course import find
from grader.exits import FULL_MARKS
from grader.locale import _, ngettext
from grader.submission import Rejected


def run(arguments: argparse.Namespace) -> int:
    """Write each zip where Terraform looks for it, or the only one to --out."""
    challenge = find(arguments.challenge)
    folder = chosen_folder(arguments)
    try:
        found = pack(challenge, folder)
    except Rejected as rejected:
        return failed(f"{rejected.finding.message} {rejected.finding.hint or ''}")
    if not found:
        return failed(
            _("No function of {path} can be packaged.").format(path=folder)
            + "\n"
            + _('Its Terraform needs an aws_lambda_function with handler = "file.function".')
        )
    if arguments.out is not None and len(found) > 1:
        names = ", ".join(one.function for one in found)
        return wrong(
            _("There are several functions, {names}: leave --out out.").format(names=names)
        )
    for one in found:
        try:
            _write(one, arguments.out or folder / one.target)
        except OSError as error:
            return failed(_("The zip cannot be written: {reason}").format(reason=error))
    return FULL_MARKS


def _write(one: Packed, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(one.package.content)
    count = len(one.package.names)
    said = ngettext(
        "{path}: {function}, {n} file, {size} bytes",
        "{path}: {function}, {n} files, {size} bytes",
        count,
    )
    size = len(one.package.content)
    say(said.format(path=target, function=one.function, n=count, size=size))
    for name in one.package.names:
        say(f"  {name}")
    if one.made_by_terraform:
        say("  " + _("Terraform makes this zip itself, with archive_file; you need not."))
