"""One person's folder for one challenge: which files count, within limits, copied to be graded."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from grader.locale import _
from grader.rubric import Finding, Where, plain

MAX_FILES = 5_000
MAX_BYTES = 40 * 1024 * 1024
MAX_DEPTH = 24

FOLDERS_LEFT_OUT = frozenset(
    {
        ".terraform", "terraform.d", ".git", ".hg", ".svn", "__pycache__", "node_modules",
        ".idea", ".vscode", ".vs", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox", ".nox",
        ".localstack", "__MACOSX", ".ipynb_checkpoints",
    }
)  # fmt: skip
FILES_LEFT_OUT = (
    ".terraform.lock.hcl", ".terraformrc", "terraform.rc", "*.tfstate", "*.tfstate.*",
    "*.tfplan", "override.tf", "*_override.tf", "override.tf.json", "*_override.tf.json",
    ".DS_Store", "Thumbs.db", "desktop.ini", "*.swp", "*.swo", "*~", ".#*", "*.pyc",
    ".starter.zip", ".gitignore", ".gitattributes", ".gitkeep", ".editorconfig",
)  # fmt: skip
MANIFEST = "groundtrack.json"
"""What a hand-in zip says about itself; no part of the submission."""
AUTHORS_FILES = frozenset({"checks.py", "challenge.toml"})
BRIEFS = ("README.md", "README.es.md")
VOLUME = ("cache", "lib", "tmp")
"""Folders that LocalStack makes in its volume at its first start."""
MEDIA = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".mp4", ".mov", ".avi", ".mkv", ".pdf",
     ".docx", ".pptx", ".log"}
)  # fmt: skip
TEXT = frozenset({".tf", ".tfvars", ".json", ".py", ".html", ".yml", ".yaml"})
OVERRIDES = ("override.tf", "*_override.tf", "override.tf.json", "*_override.tf.json")


class Rejected(Exception):
    """The folder cannot be taken as a submission; the finding says why in one clear sentence."""

    def __init__(
        self, message: str, *, found: str | None = None, hint: str, where: Where | None = None
    ) -> None:
        super().__init__(message)
        self.finding = Finding(message, found=found, hint=hint, where=where)


@dataclass(frozen=True)
class Submission:
    """The files that count, copied to ``root``. ``fingerprint`` is theirs alone ("sha256:…")."""

    root: Path
    files: tuple[str, ...]
    fingerprint: str
    left_out: tuple[str, ...] = ()
    sources: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Text files as they were handed in, whatever is done to the copies later."""
    title: str = ""
    brief: frozenset[str] = frozenset()
    """The challenge's brief: a file with its title is a copy, whose lines are not the student's."""

    def matching(self, *patterns: str) -> tuple[str, ...]:
        """Return the files whose path or name matches one of the glob ``patterns``."""
        return tuple(
            f
            for f in self.files
            if any(fnmatch(f, p) or fnmatch(PurePosixPath(f).name, p) for p in patterns)
        )

    def text(self, file: str) -> str:
        """Return a file's text, without byte order mark and with ``\\n`` line ends."""
        return decoded(self.content(file))

    def content(self, file: str) -> bytes:
        """Return a file as it was handed in."""
        return self.sources[file] if file in self.sources else (self.root / file).read_bytes()

    def own_text(self, file: str) -> str:
        """Return a file's text without the lines of the brief, whatever the encoding."""
        lines = self.content(file).decode("utf-8", "replace").splitlines()
        if self.title not in {line.strip() for line in lines}:
            return "\n".join(lines)
        return "\n".join(line for line in lines if line.strip() not in self.brief)

    def where(self, file: str, line: int | None = None) -> Where:
        """Return the place ``file:line`` with the line's own text."""
        if line is None or file not in self.files:
            return Where(file, line)
        lines = self.text(file).split("\n")
        return Where(file, line, lines[line - 1].strip() if 0 < line <= len(lines) else None)


def decoded(content: bytes) -> str:
    """Decode a text file as editors on any system save it. Raises UnicodeDecodeError."""
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def take(
    folder: Path,
    work: Path,
    *,
    requires: tuple[str, ...],
    authored: Path | None = None,
    pictures: bool = False,
) -> Submission:
    """Copy what counts in ``folder`` to the fresh folder ``work``.

    ``requires`` are glob patterns of which at least one must match. ``authored`` is the challenge's
    folder: what the course put there does not count as the student's. ``pictures`` says whether
    pictures and other media count too. Raises Rejected.
    """
    if folder.is_file():
        raise Rejected(
            _("{path} is a file.").format(path=folder),
            hint=_("Name the folder that holds your files with --in PATH."),
        )
    if not folder.is_dir():
        raise Rejected(
            _("There is no folder {path}.").format(path=folder),
            hint=_("Name the folder that holds your files with --in PATH."),
        )
    left_out: list[str] = []
    digest = hashlib.sha256()
    files: list[str] = []
    sources: dict[str, bytes] = {}
    size = 0
    for path in _walk(folder, folder, left_out, pictures=pictures):
        relative = path.relative_to(folder).as_posix()
        if authored and folder.resolve() == authored.resolve() and relative in AUTHORS_FILES:
            continue
        content = _content(folder, path, relative)
        if _is_the_course_s(path.name, content):
            continue
        size += len(content)
        files.append(relative)
        if len(files) > MAX_FILES or size > MAX_BYTES:
            raise _too_much(len(files), size)
        _require_text(relative, content)
        if PurePosixPath(relative).suffix in TEXT:
            sources[relative] = content
        digest.update(f"{relative}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
        target = work / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    submission = Submission(
        work,
        tuple(files),
        f"sha256:{digest.hexdigest()}",
        tuple(plain(name) for name in left_out),
        sources,
        *_lines_of_brief(authored),
    )
    if not submission.matching(*requires):
        raise Rejected(
            _("There is nothing to grade in this folder: no {patterns}.").format(
                patterns=", ".join(requires)
            ),
            found=", ".join(files[:8]) or _("an empty folder"),
            hint=_("Is this the folder of the right challenge? Name another with --in PATH."),
        )
    return submission


def _is_the_course_s(name: str, content: bytes) -> bool:
    """Whether a file is one that a challenge's folder brought along when it was copied."""
    if name == "challenge.toml":
        return re.search(rb"^requires *=", content, re.MULTILINE) is not None
    return name == "checks.py" and b"grader.rubric" in content


def _lines_of_brief(authored: Path | None) -> tuple[str, frozenset[str]]:
    """Return the first line of the challenge's brief, and all its lines."""
    briefs = [authored / name for name in BRIEFS] if authored else []
    texts = [decoded(path.read_bytes()) for path in briefs if path.is_file()]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return (lines[0] if lines else "", frozenset(lines))


def _walk(top: Path, folder: Path, left_out: list[str], *, pictures: bool) -> Iterator[Path]:
    if len(folder.relative_to(top).parts) > MAX_DEPTH:
        raise Rejected(
            _("The folders are nested more than {n} deep.").format(n=MAX_DEPTH),
            found=folder.relative_to(top).as_posix(),
            hint=_("Hand in only the files of the challenge."),
        )
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise Rejected(
            _("{file} cannot be read.").format(file=folder.relative_to(top).as_posix()),
            found=error.strerror,
            hint=_("Check that the file exists and that you may read it."),
        ) from error
    packaged = folder != top and any(entry.name.endswith(".py") for entry in entries)
    for entry in entries:
        path = Path(entry.path)
        relative = path.relative_to(top).as_posix()
        if entry.is_dir(follow_symlinks=False):
            if _folder_left_out(path, top):
                left_out.append(relative + "/")
            elif packaged:
                yield from _everything(top, path)
            else:
                yield from _walk(top, path, left_out, pictures=pictures)
        elif relative == MANIFEST:
            continue
        elif entry.name in FOLDERS_LEFT_OUT or _file_left_out(
            entry.name, media=packaged or pictures
        ):
            left_out.append(relative)
        else:
            yield path


def _everything(top: Path, folder: Path) -> Iterator[Path]:
    """Below a folder that is packaged for a function every file counts, whatever its name."""
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        if len(here.relative_to(top).parts) > MAX_DEPTH:
            folders.clear()
        folders[:] = sorted(f for f in folders if not _folder_left_out(here / f, top))
        yield from (here / name for name in sorted(names) if not name.endswith(".pyc"))
        yield from (here / name for name in folders if (here / name).is_symlink())


def _folder_left_out(path: Path, top: Path) -> bool:
    return (
        path.name in FOLDERS_LEFT_OUT
        or (path / "pyvenv.cfg").is_file()
        or (path.parent == top and _is_volume(path))
    )


def _is_volume(path: Path) -> bool:
    """Whether a folder is what LocalStack keeps its data in, whatever its name."""
    if path.name == "volume":
        return True
    try:
        return all((path / part).is_dir() for part in VOLUME)
    except OSError:
        return False  # whoever may not look inside is told so where the files are read


def _file_left_out(name: str, *, media: bool) -> bool:
    if any(fnmatch(name, pattern) for pattern in FILES_LEFT_OUT):
        return True
    return not media and PurePosixPath(name).suffix.lower() in MEDIA


def _content(top: Path, path: Path, relative: str) -> bytes:
    try:
        relative.encode()
        actual = path.resolve(strict=True)
        if not actual.is_relative_to(top.resolve()):
            raise Rejected(
                _("{file} is a link that leads out of the folder.").format(file=relative),
                hint=_("Replace the link by a copy of the file."),
            )
        handle = _opened(top.resolve(), actual)
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise Rejected(
                    _("{file} is not a regular file.").format(file=relative),
                    hint=_("Hand in only regular files; replace a linked folder by a copy."),
                )
            if found.st_size > MAX_BYTES:
                raise _too_much(1, found.st_size)
            with os.fdopen(handle, "rb", closefd=False) as file:
                return file.read(MAX_BYTES + 1)  # it may grow meanwhile; the sum is limited, too
        finally:
            os.close(handle)
    except UnicodeEncodeError:
        shown = relative.encode("utf-8", "replace").decode()
        raise Rejected(
            _("The name of {file} is not valid UTF-8.").format(file=shown),
            hint=_("Rename the file with plain letters."),
        ) from None
    except (OSError, RuntimeError) as error:
        raise Rejected(
            _("{file} cannot be read.").format(file=relative),
            found=getattr(error, "strerror", None) or _("a link in a circle"),
            hint=_("Check that the file exists and that you may read it."),
        ) from error


def _opened(top: Path, file: Path) -> int:
    """Return a descriptor of ``file`` below ``top``, neither of which has a link on the way.

    Whoever handed it in may change it while it is read: a folder on the way that has become a
    link is not followed, a pipe not waited for. Raises OSError.
    """
    if sys.platform == "win32":
        return os.open(file, os.O_RDONLY | os.O_BINARY)
    name, *folders = reversed(file.relative_to(top).parts)
    place = os.open(top, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for folder in reversed(folders):
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
            inner = os.open(folder, flags, dir_fd=place)
            os.close(place)
            place = inner
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        return os.open(name, flags, dir_fd=place)
    finally:
        os.close(place)


def _require_text(relative: str, content: bytes) -> None:
    if PurePosixPath(relative).suffix not in TEXT:
        return
    try:
        text = decoded(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        kind = (
            _("text saved as UTF-16")
            if content[:2] in (b"\xff\xfe", b"\xfe\xff")
            else _("the byte {byte} in line {line}").format(
                byte=f"0x{content[error.start]:02x}", line=line
            )
        )
        raise Rejected(
            _("{file} is not text in UTF-8.").format(file=relative),
            found=kind,
            hint=_("Save the file with the encoding UTF-8 in your editor."),
        ) from None
    if "\0" in text:
        raise Rejected(
            _("{file} is not text.").format(file=relative),
            found=_("null characters"),
            hint=_("Write the file again: a damaged copy or a binary file bears its name."),
        )


def _too_much(files: int, size: int) -> Rejected:
    return Rejected(
        _("The folder holds more than a submission may.").format(),
        found=_("over {files} files, {size} MB").format(files=files, size=size // 2**20)
        if files > MAX_FILES
        else _("over {size} MB").format(size=size // 2**20),
        hint=_("Hand in only the files of the challenge: at most {files} files, {size} MB.").format(
            files=MAX_FILES, size=MAX_BYTES // 2**20
        ),
    )


def advice_on(submission: Submission, *, handed_in: bool) -> tuple[Finding, ...]:
    """Return what the submission should know about the files that were left out.

    ``handed_in`` tells it from a folder that is still worked in.
    """
    names = [PurePosixPath(path).name for path in submission.left_out]
    advice = []
    overrides = [n for n in names if any(fnmatch(n, pattern) for pattern in OVERRIDES)]
    if overrides:
        advice.append(
            Finding(
                _("{files} is not graded: override files belong to your machine.").format(
                    files=", ".join(overrides)
                )
            )
        )
    if handed_in and any(re.fullmatch(r".*\.tfstate(\..*)?", name) for name in names):
        advice.append(
            Finding(
                _("terraform.tfstate was left out: a state can hold secrets, never hand it in."),
                hint=_("Name it in .gitignore."),
            )
        )
    return tuple(advice)
