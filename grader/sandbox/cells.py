"""The private folder of one cell, and the removal of cells whose owner is gone."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import stat
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.cell_token import TOKEN_VARIABLE

_LONGEST_BASE = 40
"""Characters of a temporary folder's path below which unix sockets in a cell stay under 100."""


@dataclass(frozen=True)
class CellFolder:
    """A fresh folder that only its owner can enter."""

    path: Path
    token: str
    """Random hex that marks every process of this cell."""

    @classmethod
    def create(cls) -> CellFolder:
        """Make the folder, mode 0700, with an owner file that names this process.

        Raises OSError when the temporary folder cannot be written or belongs to someone else.
        """
        token = secrets.token_hex(16)
        path = private_base() / f"cell-{token[:8]}"
        path.mkdir(mode=0o700)
        owner = {"pid": os.getpid(), "started": started_at(os.getpid()), "token": token}
        (path / "owner.json").write_text(json.dumps(owner), encoding="utf-8")
        return cls(path.resolve(), token)

    def environment(self) -> dict[str, str]:
        """Return the variables that every child of this cell starts with, and nothing else."""
        temporary = str(self.path)
        variables = {TOKEN_VARIABLE: self.token, "TMPDIR": temporary, "TZ": "UTC"}
        if sys.platform == "win32":
            variables |= {"TEMP": temporary, "TMP": temporary}
            variables["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", r"C:\Windows")
        return variables

    def remove(self) -> None:
        """Delete the folder with all that is in it; what cannot be deleted is left for `sweep`."""
        remove_tree(self.path)


def sweep() -> int:
    """End the processes and delete the folders of cells whose owner is gone; return how many."""
    base = base_folder()
    try:
        entries = [entry for entry in base.iterdir() if entry.name.startswith("cell-")]
    except OSError:
        return 0
    return sum(_sweep_one(entry) for entry in entries)


def _sweep_one(folder: Path) -> bool:
    owner = _read_owner(folder)
    if owner is None and _age(folder) < 60:
        return False
    if owner is not None:
        pid, started, token = owner
        if started_at(pid) == started:
            return False
        from grader.sandbox.tree import kill_token

        kill_token(token, folder)
    remove_tree(folder)
    return not folder.exists()


def _read_owner(folder: Path) -> tuple[int, float, str] | None:
    try:
        owner = json.loads((folder / "owner.json").read_text(encoding="utf-8"))
        return int(owner["pid"]), float(owner["started"]), str(owner["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0


def started_at(pid: int) -> float:
    """Return a number that tells this process from any other that had the same id; 0 when gone."""
    if sys.platform == "linux":
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return 0.0 if fields[0] == "Z" else float(fields[19])
    import psutil

    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return 0.0


def remove_tree(folder: Path) -> None:
    """Delete ``folder``, also what was made read-only in it, however deep; never raises.

    Folders are moved up before they are emptied: no path gets long, nothing is recursive, and no
    link is followed, for a student's code may have left anything there.
    """
    waiting, emptied = [str(folder)], []
    while waiting:
        here = waiting.pop()
        emptied.append(here)
        for entry in _entries_of(here):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path if here == str(folder) else _moved_up(entry, folder))
            else:
                _unlink(entry.path)
    for here in reversed(emptied):
        with contextlib.suppress(OSError):
            os.rmdir(here)  # noqa: PTH106 - a name among thousands


def _entries_of(folder: str) -> list[os.DirEntry[str]]:
    try:
        if stat.S_ISDIR(os.lstat(folder).st_mode):
            os.chmod(folder, 0o700)  # noqa: PTH101 - a name among thousands
            with os.scandir(folder) as entries:
                return list(entries)
    except OSError:
        pass
    return []


def _moved_up(entry: os.DirEntry[str], top: Path) -> str:
    """Move a folder right below ``top``; return where it is."""
    target = str(top / secrets.token_hex(8))
    try:
        os.chmod(entry.path, 0o700)  # noqa: PTH101 - moving it writes to it
        os.rename(entry.path, target)  # noqa: PTH104 - a name among thousands
    except OSError:
        return entry.path
    return target


def _unlink(path: str) -> None:
    try:
        os.unlink(path)  # noqa: PTH108 - a name among thousands
    except OSError:
        with contextlib.suppress(OSError):
            if stat.S_ISREG(os.lstat(path).st_mode):  # Windows keeps what is read-only
                os.chmod(path, 0o600)  # noqa: PTH101
                os.unlink(path)  # noqa: PTH108


def base_folder() -> Path:
    """Return the folder that holds this user's cells, whether or not it exists."""
    temporary = tempfile.gettempdir()
    if sys.platform != "win32" and len(temporary) > _LONGEST_BASE:
        temporary = "/tmp"  # noqa: S108 - the folder below it is private and checked
    return Path(temporary) / f"groundtrack-{_user()}"


def private_base() -> Path:
    """Return the folder that holds this user's cells, made if need be and private.

    Raises OSError when it cannot be made or belongs to someone else.
    """
    base = base_folder()
    with contextlib.suppress(FileExistsError):
        base.mkdir(mode=0o700)
    if sys.platform != "win32":
        found = base.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise PermissionError(f"{base} belongs to someone else")
        if stat.S_IMODE(found.st_mode) & 0o077:
            base.chmod(0o700)
    return base


def _user() -> str:
    if sys.platform != "win32":
        return str(os.getuid())
    import getpass

    return getpass.getuser()
