"""The files of a git repository's HEAD, read with none of the repository's own settings.

A repository that a student wrote can name programs to run, in its configuration, its hooks and
its filters. So git never opens it: a bare repository of ours borrows its objects, the commit is
found by reading HEAD, and each file is taken as the commit has it, byte by byte.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import IO

from grader.classroom.intake.names import (
    decoded_name,
    environments_among,
    is_of_no_use,
    parts_of,
)
from grader.classroom.intake.sink import (
    CHUNK,
    MOST_BYTES,
    MOST_MEMBERS,
    Budget,
    Sink,
    no_regular_file,
    too_many,
)
from grader.exits import WrongUsage
from grader.locale import _
from grader.submission import Rejected

_PATIENCE = 120.0
"""Seconds that git may take for one answer."""
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_COMMITTED = re.compile(rb"^committer .*> (\d{1,12}) ([+-])(\d\d)(\d\d)$", re.MULTILINE)
_LONGEST_LIST = MOST_MEMBERS * 400
_REGULAR = (b"100644", b"100755", b"100664")
_SUBMODULE = b"160000"


@dataclass(frozen=True)
class _File:
    parts: tuple[str, ...]
    mode: bytes
    name: str


def unpack_head(repository: Path, into: Path, budget: Budget) -> datetime | None:
    """Write the files of HEAD into the fresh folder ``into``; return when it was committed.

    Raises Rejected where there is no commit to read, WrongUsage without git, OSError when the
    files cannot be written.
    """
    place = _git_folder(repository)
    commit = _head(place)
    own = into.with_name(into.name + ".git")
    git = _Git(own, place / "objects")
    try:
        git.say(
            "init", "--quiet", "--bare", "--template=",
            f"--object-format={'sha256' if len(commit) == 64 else 'sha1'}", str(own),
        )  # fmt: skip
        text = git.say("cat-file", "commit", commit)
        files = _files(git.say("ls-tree", "-r", "-z", "--full-tree", commit))
        budget.expect(len(files))
        into.mkdir(mode=0o700)
        # A commit says nothing of its packed size; the budget is what limits it.
        sink = Sink(into, budget, MOST_BYTES)
        git.write(files, sink)
    except Rejected:
        shutil.rmtree(into, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(own, ignore_errors=True)
    return _committed(text)


def _git_folder(repository: Path) -> Path:
    """Return the folder with the objects: the repository's own, or its .git."""
    for place in (repository / ".git", repository):
        links = place.is_symlink() or (place / "objects").is_symlink()
        if not links and (place / "objects").is_dir() and (place / "HEAD").is_file():
            return place
    raise Rejected(
        _("There is no git repository at {path}.").format(path=repository),
        hint=_("Make one with git clone --mirror URL PATH, and name PATH in the class list."),
    )


def _head(place: Path) -> str:
    """Return the commit of HEAD, as files of the repository tell it."""
    head = _line(place / "HEAD")
    if _HASH.fullmatch(head):
        return head
    name = head.removeprefix("ref: ").strip()
    if head.startswith("ref: refs/") and ".." not in name.split("/"):
        loose = _line(place / name)
        if _HASH.fullmatch(loose):
            return loose
        for line in _text(place / "packed-refs").splitlines():
            commit, _space, ref = line.partition(" ")
            if ref == name and _HASH.fullmatch(commit):
                return commit
    raise Rejected(
        _("The repository has no commit on its branch {name}.").format(
            name=name.removeprefix("refs/heads/")[:80]
        ),
        hint=_("Commit and push the work; HEAD must point to its branch."),
    )


def _line(path: Path) -> str:
    return _text(path).partition("\n")[0].strip()


def _text(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        with path.open("rb") as file:
            return file.read(8 << 20).decode("utf-8", "replace")
    except OSError:
        return ""


def _files(listing: bytes) -> list[_File]:
    entries = []
    for entry in listing.split(b"\0"):
        facts, _tab, raw = entry.partition(b"\t")
        if not raw:
            continue
        mode, _kind, name = facts.split(b" ")[:3]
        entries.append(_File(parts_of(decoded_name(raw)), mode, name.decode()))
    if len(entries) > MOST_MEMBERS:
        raise too_many(MOST_MEMBERS)
    environments = environments_among(one.parts for one in entries)
    wanted = [
        one
        for one in entries
        if one.parts and one.mode != _SUBMODULE and not is_of_no_use(one.parts, environments)
    ]
    for one in wanted:
        if one.mode not in _REGULAR:
            raise no_regular_file("/".join(one.parts))
    return wanted


def _committed(text: bytes) -> datetime | None:
    found = _COMMITTED.search(text.partition(b"\n\n")[0])
    if found is None:
        return None
    zone = timedelta(hours=int(found[3]), minutes=int(found[4]))
    with contextlib.suppress(ValueError, OverflowError, OSError):
        moment = datetime.fromtimestamp(int(found[1]), UTC)
        return moment.astimezone(timezone(-zone if found[2] == b"-" else zone))
    return None


@dataclass(frozen=True)
class _Git:
    """git on a repository of ours, whose objects are those of another."""

    own: Path
    objects: Path

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return kept | {
            "GIT_DIR": str(self.own),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": f'"{_quoted(self.objects)}"',
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOW_PROTOCOL": "none",
            "GIT_TERMINAL_PROMPT": "0",
            "HOME": str(self.own),
            "LC_ALL": "C",
        }

    def say(self, *words: str) -> bytes:
        """Run one command and return its output. Raises Rejected when it fails."""
        with self._running(*words) as process:
            assert process.stdout is not None
            output = process.stdout.read(_LONGEST_LIST + 1)
            if len(output) > _LONGEST_LIST:
                raise too_many(MOST_MEMBERS)
            if process.wait(_PATIENCE) != 0:
                raise _unreadable()
        return output

    def write(self, files: list[_File], sink: Sink) -> None:
        """Write the content of each file. Raises Rejected when one cannot be read."""
        with self._running("cat-file", "--batch") as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for one in files:
                process.stdin.write(one.name.encode() + b"\n")
                process.stdin.flush()
                facts = process.stdout.readline(200).split()
                if len(facts) != 3 or facts[1] != b"blob":
                    raise _unreadable()
                sink.write(one.parts, _content(process.stdout, int(facts[2])))
                process.stdout.read(1)

    @contextlib.contextmanager
    def _running(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        program = shutil.which("git")
        if program is None:
            raise WrongUsage(_("git is not installed; the class list names repositories."))
        process = subprocess.Popen(
            [program, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
            cwd=self.own.parent,
        )
        # A repository that git chews on for ever is ended, and then looks unreadable.
        limit = threading.Timer(_PATIENCE, process.kill)
        limit.daemon = True
        limit.start()
        try:
            yield process
        except (subprocess.TimeoutExpired, BrokenPipeError) as error:
            raise _unreadable() from error
        finally:
            limit.cancel()
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()


def _quoted(path: Path) -> str:
    """Return a path as git reads it between quotation marks."""
    return str(path.resolve()).replace("\\", "\\\\").replace('"', '\\"')


def _content(stream: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0:
        chunk = stream.read(min(size, CHUNK))
        if not chunk:
            raise _unreadable()
        size -= len(chunk)
        yield chunk


def _unreadable() -> Rejected:
    return Rejected(
        _("The repository cannot be read."),
        hint=_("Try git fsck in it, or clone it anew with git clone --mirror URL PATH."),
    )
