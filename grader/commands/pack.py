"""``pack N``, ``pack all``: the zip to hand in, with exactly what is graded."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.bench.work import is_untouched
from grader.commands.check_all import jobs_in
from grader.commands.cloud import failed, say
from grader.commands.usage import chosen_folder
from grader.course import Challenge, challenges, find
from grader.exits import FULL_MARKS, WrongUsage
from grader.hand_in import Manifest, Part, describe, of_zip, zipped
from grader.locale import _, ngettext
from grader.submission import MANIFEST, Rejected, advice_on, take

ALL = "groundtrack.zip"
"""The zip of several challenges, where no other name is given."""

Job = tuple[Challenge, Path]


@dataclass(frozen=True)
class _Packed:
    """What goes into the zip, and what the student should know of it."""

    parts: tuple[Part, ...]
    files: Mapping[str, bytes]
    advice: tuple[str, ...]


def run(arguments: argparse.Namespace) -> int:
    """Write the zip, or leave the one that is there when nothing changed; say what is in it."""
    jobs = tuple(_jobs(arguments))
    target = _target(arguments, jobs)
    try:
        packed = _packed(jobs)
    except Rejected as rejected:
        finding = rejected.finding
        shown = [finding.message, finding.found and _("Found: {what}").format(what=finding.found)]
        return failed("\n".join(filter(None, (*shown, finding.hint))))
    manifest = describe(packed.parts, packed.files, datetime.now(UTC).replace(microsecond=0))
    earlier = _earlier(target)
    if earlier is not None and earlier.same_but_for_time(manifest):
        say(_("Nothing changed since it was packed on {when}.").format(when=_shown(earlier)))
        manifest = earlier
        size = target.stat().st_size
    else:
        content = zipped(manifest, packed.files)
        size = len(content)
        try:
            _write(target, content)
        except OSError as error:
            return failed(_("The zip cannot be written: {reason}").format(reason=error.strerror))
    _show(target, size, packed)
    return FULL_MARKS


def _jobs(arguments: argparse.Namespace) -> Iterator[Job]:
    """Yield what is to be packed. Raises WrongUsage when that is nothing."""
    if arguments.challenge != "all":
        yield find(arguments.challenge), chosen_folder(arguments)
        return
    if arguments.folder is not None and not arguments.folder.is_dir():
        raise WrongUsage(_("There is no folder {path}.").format(path=arguments.folder))
    jobs = list(jobs_in(arguments.folder))
    if arguments.folder is None:
        jobs = [job for job in jobs if not is_untouched(job[0])]
    if not jobs and arguments.folder is None:
        raise WrongUsage(_("No challenge is begun yet."))
    if not jobs:
        raise WrongUsage(
            _("{path} holds no folder of a challenge, such as {example}.").format(
                path=arguments.folder, example=challenges()[-1].slug
            )
        )
    yield from jobs


def _target(arguments: argparse.Namespace, jobs: Sequence[Job]) -> Path:
    """Return where the zip goes. Raises WrongUsage where it would be packed itself, or destroy."""
    name = f"{jobs[0][0].slug}.zip" if arguments.challenge != "all" else ALL
    target = (arguments.out or Path(name)).absolute()
    if target.is_dir():
        target = target / name
    for _challenge, folder in jobs:
        if target.resolve().is_relative_to(folder.resolve()):
            raise WrongUsage(
                _("{path} lies in the folder that is packed: name another with --out FILE.").format(
                    path=target
                )
            )
    if target.exists() and _earlier(target) is None:
        raise WrongUsage(
            _("{path} is there and is no hand-in: name another with --out FILE.").format(
                path=target
            )
        )
    return target


def _earlier(target: Path) -> Manifest | None:
    return of_zip(target) if target.is_file() and not target.is_symlink() else None


def _packed(jobs: Sequence[Job]) -> _Packed:
    """Take each submission as it is graded. Raises Rejected."""
    one_project = len({folder for _challenge, folder in jobs}) < len(jobs)
    parts: list[Part] = []
    files: dict[str, bytes] = {}
    advice: dict[str, None] = {}
    for challenge, folder in jobs:
        with tempfile.TemporaryDirectory() as work:
            submission = take(
                folder,
                Path(work),
                requires=challenge.requires,
                authored=challenge.folder,
                pictures=challenge.opens_page,
            )
            inside = "" if one_project else challenge.slug
            prefix = f"{inside}/" if inside else ""
            files |= {prefix + name: submission.content(name) for name in submission.files}
        parts.append(Part(challenge.number, challenge.slug, inside, submission.fingerprint))
        advice |= {one.message: None for one in advice_on(submission, handed_in=False)}
    return _Packed(tuple(parts), files, tuple(advice))


def _write(target: Path, content: bytes) -> None:
    """Write the zip whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # Whoever makes a file for themselves alone still has to upload it.
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _show(target: Path, size: int, packed: _Packed) -> None:
    count = len(packed.files)
    said = ngettext("{path}: {n} file, {size}", "{path}: {n} files, {size}", count)
    say(said.format(path=_near(target), n=count, size=_size(size)))
    for name, content in sorted(packed.files.items()):
        say(f"  {_size(len(content)):>10}  {name}")
    numbers = ", ".join(str(part.number) for part in packed.parts)
    say(
        _("With {manifest}, which says what was packed and when: challenge {numbers}.").format(
            manifest=MANIFEST, numbers=numbers
        )
    )
    for line in packed.advice:
        say(line)


def _near(target: Path) -> Path:
    """Return a path as short as it can be said from here."""
    here = Path.cwd()
    return target.relative_to(here) if target.is_relative_to(here) else target


def _size(size: int) -> str:
    if size < 1024:
        return _("{n} bytes").format(n=size)
    return f"{size / 1024:.1f} KB" if size < 2**20 else f"{size / 2**20:.1f} MB"


def _shown(manifest: Manifest) -> str:
    return manifest.packed.astimezone().isoformat(sep=" ", timespec="minutes")
