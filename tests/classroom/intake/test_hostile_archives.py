"""Archives that want out, want more, or are none; everybody else goes on."""

import io
import os
import stat
import struct
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import course
from grader.classroom.intake import archives, collect, names, sink, zips
from grader.classroom.model import Refused
from grader.submission import Rejected
from tests.classroom.intake.conftest import TF, Class, put, zipped


def refused(school: Class, says: str) -> Refused:
    """Collect the class: ana is refused in these words, eve is not."""
    put(school.folder / "eve", TF)
    found = school.collect()
    assert [one.student for one in found.hand_ins] == ["eve"]
    (one,) = found.refused
    assert one.student == "ana"
    assert says in one.finding.message
    assert one.finding.hint
    assert sum(path.stat().st_size for path in school.into.rglob("*")) < 2**20
    return one


@pytest.mark.parametrize(
    "name",
    ["../evil", "a/../../evil", "/etc/evil", "\\evil", "..\\evil", "a\\..\\..\\evil", "C:\\evil",
     "c:evil", "\\\\server\\share\\evil", "./../evil"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_names_that_lead_out(school: Class, name: str, kind: str) -> None:
    if kind == "zip":
        zipped(school.folder / "ana.zip", TF | {name: b"evil"})
    else:
        with tarfile.open(school.folder / "ana.tar.gz", "w:gz") as archive:
            archive.addfile(tarfile.TarInfo(name))
    refused(school, "leads out")


@pytest.mark.parametrize(
    "mode", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK]
)
def test_links_and_devices_in_zips(school: Class, mode: int) -> None:
    with zipfile.ZipFile(school.folder / "ana.zip", "w") as archive:
        entry = zipfile.ZipInfo("main.tf")
        entry.create_system = 3
        entry.external_attr = (mode | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    refused(school, "link or a device")


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_in_tars(school: Class, kind: bytes) -> None:
    with tarfile.open(school.folder / "ana.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("main.tf")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    refused(school, "link or a device")


def test_links_where_nothing_counts_are_no_reason(school: Class) -> None:
    with zipfile.ZipFile(school.folder / "ana.zip", "w") as archive:
        for name in ("node_modules/.bin/x", "venv/bin/python"):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, "/usr/bin/python3")
        archive.writestr("venv/pyvenv.cfg", "")
        archive.writestr("main.tf", "")
    (one,) = school.hand_ins().values()
    assert [p.name for p in one.folder.iterdir()] == ["main.tf"]


def test_a_bomb_of_zeros(school: Class) -> None:
    zipped(school.folder / "ana.zip", {"main.tf": bytes(sink.MAX_BYTES + 2**20)})
    refused(school, "100 times")


def test_a_bomb_that_lies_about_its_size(school: Class) -> None:
    path = zipped(school.folder / "ana.zip", {"main.tf": bytes(sink.MAX_BYTES + 2**20)})
    content = bytearray(path.read_bytes())
    central = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, central + 24, 10)
    path.write_bytes(content)
    refused(school, "")


def test_a_gzip_bomb(school: Class) -> None:
    with tarfile.open(school.folder / "ana.tgz", "w:gz") as archive:
        member = tarfile.TarInfo("main.tf")
        member.size = sink.MAX_BYTES + 2**20
        archive.addfile(member, io.BytesIO(bytes(member.size)))
    refused(school, "100 times")


def test_a_header_that_would_fill_the_memory(school: Class) -> None:
    member = tarfile.TarInfo("main.tf")
    with tarfile.open(
        school.folder / "ana.tar.gz",
        "w:gz",
        format=tarfile.PAX_FORMAT,
        pax_headers={"comment": "x" * (2 << 20)},
    ) as archive:
        archive.addfile(member)
    refused(school, "holds more than")


def test_too_many_files(school: Class) -> None:
    zipped(school.folder / "ana.zip", {f"f{n}.txt": b"" for n in range(sink.MOST_FILES + 1)})
    refused(school, "holds more than")


def test_too_long_a_list_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "ana.zip"
    path.write_bytes(zips._ENTRY * (sink.MOST_MEMBERS + 1))
    with pytest.raises(Rejected, match="holds more than"):
        archives.unpack(path, tmp_path / "into", sink.Budget())


def test_too_large_altogether(tmp_path: Path) -> None:
    path = zipped(tmp_path / "ana.zip", {"a": os.urandom(600), "b": os.urandom(600)})
    with pytest.raises(Rejected, match="holds more than"):
        archives.unpack(path, tmp_path / "into", sink.Budget(bytes=1000))


def nested(levels: int) -> bytes:
    content, name = b"locals {}", "main.tf"
    for _ in range(levels):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, content)
        content, name = packed.getvalue(), "work.zip"
    return content


def test_archives_in_archives_in_archives(school: Class) -> None:
    put(school.folder, {"ana.zip": nested(3)})
    refused(school, "archives in archives")


@pytest.mark.parametrize(
    ("name", "says"), [("x" * 300, "too long"), ("y/" * 600, "too long"), ("z/" * 60, "nested")]
)
def test_over_long_names(school: Class, name: str, says: str) -> None:
    zipped(school.folder / "ana.zip", {f"{name}/main.tf": b""})
    refused(school, says)


def test_encrypted(school: Class) -> None:
    path = zipped(school.folder / "ana.zip", TF)
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + offset] |= 1
    path.write_bytes(content)
    assert "password" in (refused(school, "encrypted").finding.hint or "")


@pytest.mark.parametrize("name", ["ana.zip", "ana.tar.gz", "ana.tar"])
@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x05\x06", b"\x1f\x8b\x08"])
def test_no_archive(school: Class, name: str, content: bytes) -> None:
    put(school.folder, {name: content})
    put(school.folder / "eve", TF)
    found = school.collect()
    assert [one.student for one in found.hand_ins] == ["eve"]
    assert [one.student for one in found.refused] == ["ana"]


@pytest.mark.parametrize("cut", [30, 60, -30])
def test_damaged(school: Class, cut: int) -> None:
    path = zipped(school.folder / "ana.zip", {"main.tf": os.urandom(200)})
    path.write_bytes(path.read_bytes()[:cut])
    refused(school, "damaged")


def test_content_that_does_not_fit_its_sum(school: Class) -> None:
    path = school.folder / "ana.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("main.tf", "locals {}")
    path.write_bytes(path.read_bytes().replace(b"locals {}", b"locale {}"))
    refused(school, "damaged")


@pytest.mark.parametrize("ending", ["rar", "7z", "tar.xz"])
def test_other_archives(school: Class, ending: str) -> None:
    put(school.folder, {f"ana.{ending}": b"x"})
    assert "pack" in (refused(school, "no kind of archive").finding.hint or "")


def test_a_file_where_a_folder_is(school: Class) -> None:
    zipped(school.folder / "ana.zip", {"main.tf": b"", "a": b"", "a/b": b""})
    refused(school, "the same place")


def test_of_two_with_one_name_the_last_counts(school: Class) -> None:
    with zipfile.ZipFile(school.folder / "ana.zip", "w") as archive:
        archive.writestr("main.tf", "old")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("main.tf", "new")
    (one,) = school.hand_ins().values()
    assert (one.folder / "main.tf").read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
class TestLinks:
    def test_of_a_student(self, school: Class, tmp_path: Path) -> None:
        put(tmp_path / "elsewhere", TF)
        (school.folder / "ana").symlink_to(tmp_path / "elsewhere")
        refused(school, "is a link")

    def test_to_a_neighbours_work(self, school: Class) -> None:
        (school.folder / "ana").mkdir()
        (school.folder / "ana" / "05_save_to_s3").symlink_to(school.folder / "eve")
        assert refused(school, "is a link").slug == "05_save_to_s3"

    def test_to_a_neighbours_zip(self, school: Class, tmp_path: Path) -> None:
        (school.folder / "ana.zip").symlink_to(zipped(tmp_path / "elsewhere/x.zip", TF))
        refused(school, "is a link")

    def test_single_files(self, school: Class, tmp_path: Path) -> None:
        put(tmp_path / "elsewhere", TF)
        (school.folder / "ana_12_345_main.tf").symlink_to(tmp_path / "elsewhere/main.tf")
        refused(school, "is a link")

    def test_in_a_circle(self, school: Class) -> None:
        put(school.folder / "ana", TF)
        (school.folder / "ana" / "5").symlink_to(school.folder / "ana" / "5")
        assert set(school.hand_ins()) == {("ana", 5)}

    @pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root may read all")
    def test_unreadable(self, school: Class) -> None:
        put(school.folder / "ana", TF).chmod(0)
        try:
            refused(school, "cannot be read")
        finally:
            (school.folder / "ana").chmod(0o700)


LATIN = st.text("aAñáéíóúüÑÉç ._-\\/", min_size=1, max_size=20)
ANY = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=40)
WICKED = st.lists(
    st.sampled_from(["..", ".", "", "C:", "a", "ñ", "\\", "/", "con", "\0", "…", "~"]), min_size=1
).map("/".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(LATIN, ANY, WICKED), min_size=1, max_size=6, unique=True), st.booleans())
def test_no_member_ever_lands_outside(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[str], tar: bool
) -> None:
    base = tmp_path_factory.mktemp("class")
    submissions = base / "submissions"
    submissions.mkdir()
    if tar:
        with tarfile.open(submissions / "ana.tar", "w") as archive:
            for name in wanted:
                archive.addfile(tarfile.TarInfo(name.replace("\0", "x")))
    else:
        zipped(submissions / "ana.zip", dict.fromkeys(wanted, b"x"))
    before = {path.name for path in base.iterdir()}
    found = collect(submissions, base / "into", course.challenges()[:5])
    assert {path.name for path in base.iterdir()} == before | {"into"}
    assert [p.name for p in submissions.iterdir()] == ["ana.tar" if tar else "ana.zip"]
    assert {one.student for one in (*found.hand_ins, *found.refused)} <= {"ana"}
    for one in found.hand_ins:
        assert one.folder.resolve().is_relative_to(base / "into")


@given(st.one_of(LATIN, ANY, WICKED))
def test_parts_never_lead_anywhere(name: str) -> None:
    try:
        parts = names.parts_of(name)
    except Rejected:
        return
    assert not {"", ".", ".."} & set(parts)
    assert not any(mark in part for part in parts for mark in "/\\\0")
    assert (Path("/base").joinpath(*parts)).is_relative_to("/base")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("lambdas/capturación.py", "cp437"), ("año/diseño.tf", "cp437"),
        ("Página/ÁREA.html", "cp850"), ("práctica ñandú.py", "cp850"),
        ("lambdas/capturación.py", "cp1252"), ("año.tf", "cp1252"),
        ("提出/課題.py", "cp932"), ("レポート.html", "cp932"), ("ascii.tf", "ascii"),
        ("提出/capturación.py", "utf-8"),
    ],
)  # fmt: skip
def test_names_whose_encoding_nobody_states(name: str, encoding: str) -> None:
    assert names.decoded_name(name.encode(encoding)) == name


@given(st.binary(max_size=40))
def test_any_bytes_are_some_name(raw: bytes) -> None:
    assert isinstance(names.decoded_name(raw), str)


def windows_zip(path: Path, raw: bytes, content: bytes, extra: bytes = b"") -> None:
    """Write a zip as Windows does: raw bytes for a name, and backslashes."""
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("x" * len(raw))
        entry.create_system = 0
        entry.extra = extra
        archive.writestr(entry, content)
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))


def test_made_on_windows(school: Class) -> None:
    windows_zip(school.folder / "ana.zip", "05_save_to_s3\\año\\main.tf".encode("cp850"), b"x")
    (one,) = school.hand_ins().values()
    assert (one.folder / "main.tf").read_bytes() == b"x"
    assert one.folder.name == "año"


def test_the_name_that_winrar_puts_beside_it(school: Class) -> None:
    import zlib

    raw = b"05_save_to_s3/lambdas/_____.py"
    told = struct.pack("<BI", 1, zlib.crc32(raw)) + "05_save_to_s3/lambdas/λ☂.py".encode()
    extra = struct.pack("<HH", 0x7075, len(told)) + told
    windows_zip(school.folder / "ana.zip", raw, b"x", extra)
    (one,) = school.hand_ins().values()
    assert [p.name for p in one.folder.rglob("*.py")] == ["λ☂.py"]


def test_names_of_a_mac_are_composed(school: Class) -> None:
    zipped(school.folder / "ana.zip", {"main.tf": b"", "an\u0303o.py": b"", "._main.tf": b"\0"})
    (one,) = school.hand_ins().values()
    assert {p.name for p in one.folder.iterdir()} == {"main.tf", "a\u00f1o.py"}
