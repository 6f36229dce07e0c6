"""Archives, folders and repositories that attack whoever unpacks or copies them."""

from __future__ import annotations

import io
import os
import stat
import struct
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .canaries import Canaries

SLUG = "02_s3_bucket"
_MAIN = f"{SLUG}/main.tf"
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
}  # fmt: skip

Make = Callable[[Path, Canaries], None]


@dataclass(frozen=True)
class HandedIn:
    """``make`` puts it into the folder of submissions, as that of the student eve."""

    name: str
    what: str
    make: Make
    taken: bool = False
    """Whether what is good in it is taken all the same; else it is refused."""
    careless: bool = True
    """Whether who unpacks or copies without care is harmed."""


def zipped(*members: tuple[str, bytes, int]) -> bytes:
    """Return a zip of (name, content, mode) members, whatever their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, mode in members:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.create_system = 3
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def _zip(*members: tuple[str, bytes | str, int]) -> Make:
    """Return what writes eve.zip; ``@…@`` in names and contents is what the attacker knows."""

    def make(folder: Path, canaries: Canaries) -> None:
        made = [
            (_told(name, canaries), _told(content, canaries).encode()
             if isinstance(content, str) else content, mode)
            for name, content, mode in members
        ]  # fmt: skip
        (folder / "eve.zip").write_bytes(zipped((_MAIN, b"# mine\n", _FILE), *made))

    return make


_FILE = stat.S_IFREG | 0o644
_LINK = stat.S_IFLNK | 0o777


def _told(text: str, canaries: Canaries) -> str:
    return text.replace("@file@", str(canaries.file)).replace("@folder@", str(canaries.folder))


def _tar(*members: tarfile.TarInfo) -> Make:
    def make(folder: Path, canaries: Canaries) -> None:
        with tarfile.open(folder / "eve.tar.gz", "w:gz") as archive:
            honest = tarfile.TarInfo(_MAIN)
            honest.size = 7
            archive.addfile(honest, io.BytesIO(b"# mine\n"))
            for member in members:
                told = tarfile.TarInfo(_told(member.name, canaries))
                told.type, told.linkname = member.type, _told(member.linkname, canaries)
                told.size = member.size
                archive.addfile(told, io.BytesIO(bytes(member.size)))

    return make


def _member(
    name: str, kind: bytes = tarfile.REGTYPE, link: str = "", size: int = 0
) -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname, found.size = kind, link, size
    return found


def _bomb(folder: Path, canaries: Canaries) -> None:
    with zipfile.ZipFile(folder / "eve.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MAIN, "# mine\n")
        with archive.open(f"{SLUG}/zeros.txt", "w", force_zip64=True) as file:
            for _number in range(300):
                file.write(bytes(1 << 20))


def _bombs_within(folder: Path, canaries: Canaries) -> None:
    content = zipped((f"{SLUG}/zeros.txt", bytes(60 << 20), _FILE))
    for _level in range(5):
        content = zipped(("a.zip", content, _FILE), ("b.zip", content, _FILE))
    (folder / "eve.zip").write_bytes(content)


def _overlapping(folder: Path, canaries: Canaries) -> None:
    """Let two hundred entries share the bytes of one, each of them a large file."""
    single = zipped((_MAIN, b"# mine\n", _FILE), ("z", bytes(8 << 20), _FILE))
    start = single.rindex(b"PK\x01\x02")
    end = single.rindex(b"PK\x05\x06")
    entry = single[start:end]
    name_size = struct.unpack("<H", entry[28:30])[0]
    first = single[single.index(b"PK\x01\x02") : start]
    entries = [
        entry[:28] + struct.pack("<H", 8) + entry[30:46] + b"z%07d" % n + entry[46 + name_size :]
        for n in range(200)
    ]
    listing = first + b"".join(entries)
    begins = single.index(b"PK\x01\x02")
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 201, 201, len(listing), begins, 0)
    (folder / "eve.zip").write_bytes(single[:begins] + listing + tail)


def _many(folder: Path, canaries: Canaries) -> None:
    members = [(f"{SLUG}/{n}", b"", _FILE) for n in range(25_000)]
    (folder / "eve.zip").write_bytes(zipped((_MAIN, b"# mine\n", _FILE), *members))


def _linked_folder(folder: Path, canaries: Canaries) -> None:
    (folder / "eve").mkdir()
    (folder / "eve" / SLUG).symlink_to(folder / "ana" / SLUG)


def _linked_student(folder: Path, canaries: Canaries) -> None:
    (folder / "eve").symlink_to(folder / "ana")


def _linked_file(folder: Path, canaries: Canaries) -> None:
    _honest(folder)
    (folder / "eve" / SLUG / "x.tf").symlink_to(canaries.file)


def _linked_inside(folder: Path, canaries: Canaries) -> None:
    _honest(folder)
    (folder / "eve" / SLUG / "modules").symlink_to(canaries.folder)


def _circle(folder: Path, canaries: Canaries) -> None:
    _honest(folder)
    (folder / "eve" / SLUG / "x.tf").symlink_to("y.tf")
    (folder / "eve" / SLUG / "y.tf").symlink_to("x.tf")


def _pipe(folder: Path, canaries: Canaries) -> None:
    _honest(folder)
    os.mkfifo(folder / "eve" / SLUG / "x.tf")


def _device(folder: Path, canaries: Canaries) -> None:
    _honest(folder)
    (folder / "eve" / SLUG / "x.tf").symlink_to("/dev/zero")


def _deep(folder: Path, canaries: Canaries) -> None:
    _honest(folder)
    place = folder / "eve" / SLUG
    for _level in range(200):
        place = place / "d"
    place.mkdir(parents=True)
    (place / "x.tf").write_text("")


def _program_in_git(folder: Path, canaries: Canaries) -> None:
    """Name programs in the configuration, the hooks and the attributes of a repository."""
    _honest(folder)
    place = folder / "eve"
    mark = canaries.folder / "mark"
    for name in ("filter.x.smudge", "filter.x.clean", "core.fsmonitor", "core.pager"):
        _git(place, "config", name, f"touch {mark}") if (place / ".git").is_dir() else None
    (place / ".gitattributes").write_text("* filter=x\n")
    _git(place, "init", "-q")
    _git(place, "add", ".")
    _git(place, "commit", "-q", "-m", "x")
    for name in ("filter.x.smudge", "filter.x.clean", "core.fsmonitor", "diff.external"):
        _git(place, "config", name, f"touch {mark}")
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        hook = place / ".git" / "hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch {mark}\n")
        hook.chmod(0o755)


def _git(place: Path, *words: str) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(place), **_GIT}
    subprocess.run(["git", *words], cwd=place, env=environment, check=True, capture_output=True)


def _honest(folder: Path) -> None:
    (folder / "eve" / SLUG).mkdir(parents=True)
    (folder / "eve" / _MAIN).write_text("# mine\n")


ATTACKS = (
    HandedIn("climbs_out_of_a_zip", "A name that leads out of the folder.", _zip(("../" * 24 + "@file@", b"evil", _FILE))),
    HandedIn("is_absolute_in_a_zip", "A name that begins at the root.", _zip(("@file@", b"evil", _FILE))),
    HandedIn("climbs_with_backslashes", "The same as Windows writes it.", _zip(("..\\..\\..\\@folder@\\mark", b"evil", _FILE)), careless=False),
    HandedIn("climbs_to_a_neighbour", "A name in another student's folder.", _zip(("../ana/02_s3_bucket/main.tf", b"evil", _FILE))),
    HandedIn("links_out_of_a_zip", "A link to a file outside, in a zip.", _zip((f"{SLUG}/x.tf", "@file@", _LINK))),
    HandedIn("writes_through_a_link", "A link to a folder outside, and a file in it.", _zip((f"{SLUG}/in", "@folder@", _LINK), (f"{SLUG}/in/mark", b"evil", _FILE))),
    HandedIn("holds_a_device", "A device in a zip.", _zip((f"{SLUG}/x.tf", b"", stat.S_IFCHR | 0o666)), careless=False),
    HandedIn("unpacks_to_gigabytes", "A zip of zeros.", _bomb),
    HandedIn("unpacks_for_ever", "Zips of zips of zips of zeros.", _bombs_within, careless=False),
    HandedIn("shares_its_bytes", "Two hundred large files that are one.", _overlapping),
    HandedIn("lists_without_end", "More entries than anybody needs.", _many),
    HandedIn("climbs_out_of_a_tar", "A name that leads out, in a tar.", _tar(_member("../" * 24 + "@folder@/mark"))),
    HandedIn("links_out_of_a_tar", "A link to a folder outside and a file in it, in a tar.", _tar(_member(f"{SLUG}/in", tarfile.SYMTYPE, "@folder@"), _member(f"{SLUG}/in/mark"))),
    HandedIn("links_hard_out_of_a_tar", "A hard link to a file outside.", _tar(_member(f"{SLUG}/x.tf", tarfile.LNKTYPE, "@file@"))),
    HandedIn("holds_a_pipe", "A pipe, which whoever reads it waits at.", _tar(_member(f"{SLUG}/x.tf", tarfile.FIFOTYPE))),
    HandedIn("lies_about_its_size", "A tar that unpacks to gigabytes.", _tar(_member(f"{SLUG}/x.txt", size=300 << 20))),
    HandedIn("is_a_link_to_a_neighbour", "A folder that is another student's.", _linked_folder),
    HandedIn("is_another_student", "A student's folder that is another's.", _linked_student),
    HandedIn("holds_a_link_to_a_file", "A file that is a link to one outside.", _linked_file),
    HandedIn("holds_a_link_to_a_folder", "A folder that is a link to one outside.", _linked_inside),
    HandedIn("goes_in_circles", "Links that lead to each other.", _circle, careless=False),
    HandedIn("waits_at_a_pipe", "A pipe in the folder.", _pipe, careless=False),
    HandedIn("reads_for_ever", "A link to a device that never ends.", _device, careless=False),
    HandedIn("digs_too_deep", "Folders nested two hundred deep.", _deep, careless=False),
    HandedIn("names_programs", "A repository that names programs to run.", _program_in_git, taken=True),
)  # fmt: skip


def unpacked_carelessly(folder: Path, into: Path) -> None:
    """Do what an unpacker does that trusts names, sizes and links."""
    into.mkdir()
    for path in folder.glob("eve*"):
        if path.suffix == ".zip":
            _trusting(path, into)
        elif path.name.endswith(".tar.gz"):
            with tarfile.open(path) as archive:
                archive.extractall(into, filter="fully_trusted")
        elif (path / ".git").is_dir():
            environment = {"PATH": os.environ["PATH"], "HOME": str(into), **_GIT}
            words = ["git", "checkout", "-q", "--force", "HEAD", "--", "."]
            (path / _MAIN).unlink()
            subprocess.run(words, cwd=path, env=environment, check=False, capture_output=True)
        else:
            for one in path.rglob("*") if not path.is_symlink() else [path]:
                target = into / f"copied-{one.name}"
                if one.is_file():
                    target.write_bytes(one.read_bytes())
                elif one.is_symlink():
                    for file in filter(Path.is_file, one.resolve().rglob("*")):
                        (into / file.name).write_bytes(file.read_bytes())


def _trusting(path: Path, into: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            target = Path(
                os.path.normpath(
                    f"{into}/{info.filename}"
                    if not info.filename.startswith("/")
                    else info.filename
                )
            )
            content = (
                archive.read(info)
                if info.header_offset == 0 or info.file_size < 1 << 22
                else bytes(info.file_size)
            )
            target.parent.mkdir(parents=True, exist_ok=True)
            if stat.S_ISLNK(info.external_attr >> 16):
                target.symlink_to(content.decode())
            else:
                target.write_bytes(content)
