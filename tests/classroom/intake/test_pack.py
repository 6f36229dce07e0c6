"""The student's side: the zip to hand in, and what its manifest tells."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader import cli, course, hand_in
from grader.submission import MANIFEST, take
from tests.classroom.intake.conftest import PAGE, TF, Class, put, under, zipped


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "elsewhere"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def pack(*words: str) -> int:
    return cli.main(["pack", *words])


def fingerprint(folder: Path, number: str, work: Path) -> str:
    challenge = course.find(number)
    work.mkdir()
    return take(
        folder, work,
        requires=challenge.requires, authored=challenge.folder, pictures=challenge.opens_page,
    ).fingerprint  # fmt: skip


WORK = TF | {"terraform.tfstate": b"secret", "x.png": b"", ".terraform/x": b"", "notes.txt": b"n"}


def test_what_is_graded_is_what_is_packed(
    here: Path, school: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = put(here / "mine", WORK)
    assert pack("5", "--in", str(mine)) == 0
    shown = capsys.readouterr().out
    assert "main.tf" in shown
    assert "tfstate" not in shown
    packed = here / "05_save_to_s3.zip"
    with zipfile.ZipFile(packed) as archive:
        inside = {*TF, "notes.txt"}
        assert set(archive.namelist()) == {MANIFEST, *(f"05_save_to_s3/{n}" for n in inside)}
        document = json.loads(archive.read(MANIFEST))
    assert document["schema"] == hand_in.SCHEMA
    (part,) = document["challenges"]
    before = fingerprint(mine, "5", here / "work1")
    assert part["fingerprint"] == before
    packed.rename(school.folder / "ana.zip")
    one = school.hand_ins()["ana", 5]
    assert fingerprint(one.folder, "5", here / "work2") == before
    assert one.notes == ()
    assert one.submitted == datetime.fromisoformat(document["packed"])


def test_packing_again_changes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = put(here / "mine", WORK)
    target = here / "05_save_to_s3.zip"
    assert pack("5", "--in", str(mine)) == 0
    first = target.read_bytes()
    assert pack("5", "--in", str(mine)) == 0
    assert "Nothing changed" in capsys.readouterr().out
    assert target.read_bytes() == first
    put(mine, {"main.tf": b"# more\n"})
    assert pack("5", "--in", str(mine)) == 0
    assert target.read_bytes() != first


def test_the_same_files_are_the_same_zip(here: Path) -> None:
    files = under("05_save_to_s3", TF)
    moment = datetime(2026, 5, 4, tzinfo=UTC)
    part = hand_in.Part(5, "05_save_to_s3", "05_save_to_s3", "sha256:0")
    manifest = hand_in.describe((part,), files, moment)
    backwards = dict(reversed(files.items()))
    assert hand_in.zipped(manifest, files) == hand_in.zipped(manifest, backwards)


def test_one_project_for_all(here: Path, school: Class) -> None:
    mine = put(here / "mine", WORK | {MANIFEST: b"{}"})
    assert pack("all", "--in", str(mine), "--out", str(school.folder / "ana.zip")) == 0
    found = school.hand_ins((2, 5, 8))
    assert set(found) == {("ana", 2), ("ana", 5)}
    manifest = hand_in.of_zip(school.folder / "ana.zip")
    assert manifest
    prints = {part.number: part.fingerprint for part in manifest.parts}
    assert fingerprint(found["ana", 5].folder, "5", here / "work") == prints[5]
    assert MANIFEST not in manifest.files


def test_folders_of_challenges_for_all(here: Path, school: Class) -> None:
    mine = put(here / "mine", under("05_save_to_s3", TF) | under("08_tracker_dashboard", PAGE))
    assert pack("all", "--in", str(mine)) == 0
    (here / "groundtrack.zip").rename(school.folder / "ana.zip")
    assert set(school.hand_ins((5, 6, 8))) == {("ana", 5), ("ana", 8)}


def test_pictures_of_a_page_are_packed(here: Path) -> None:
    mine = put(here / "mine", PAGE | {"satellite.png": b"p"})
    assert pack("8", "--in", str(mine)) == 0
    manifest = hand_in.of_zip(here / "08_tracker_dashboard.zip")
    assert manifest
    assert "08_tracker_dashboard/satellite.png" in manifest.files


def test_the_sentences_are_those_of_check(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = put(here / "mine", {"notes.txt": b"", "x.json": b"\xff\xfe\0"})
    assert pack("5", "--in", str(mine)) == 2
    assert "x.json is not text in UTF-8" in capsys.readouterr().err
    (mine / "x.json").unlink()
    assert pack("5", "--in", str(mine)) == 2
    assert "nothing to grade in this folder" in capsys.readouterr().err
    assert not list(here.glob("*.zip"))


def test_nothing_of_others_is_overwritten(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = put(here / "mine", TF)
    other = zipped(here / "thesis.zip", {"thesis.txt": b"years of work"})
    before = other.read_bytes()
    assert pack("5", "--in", str(mine), "--out", str(other)) == 64
    assert "--out FILE" in capsys.readouterr().err
    assert other.read_bytes() == before


def test_not_into_the_folder_that_is_packed(here: Path) -> None:
    mine = put(here / "mine", TF)
    assert pack("5", "--in", str(mine), "--out", str(mine / "x.zip")) == 64
    assert pack("all", "--in", str(here)) == 64


@pytest.mark.parametrize("words", [["99"], ["5", "--in", "none"], ["all", "--in", "none"]])
def test_wrong_usage(here: Path, words: list[str]) -> None:
    assert pack(*words) == 64


class TestWhatTheManifestTells:
    def hand_in(self, school: Class, files: dict[str, bytes], packed: datetime) -> Path:
        part = hand_in.Part(5, "05_save_to_s3", "", "sha256:0")
        path = school.folder / "ana.zip"
        path.write_bytes(hand_in.zipped(hand_in.describe((part,), files, packed), files))
        return path

    def test_a_file_that_was_changed_afterwards(self, school: Class) -> None:
        path = self.hand_in(school, TF, datetime(2026, 5, 4, tzinfo=UTC))
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        zipped(path, files | {"main.tf": b"# late\n", "more.tf": b""})
        (note,) = school.hand_ins()["ana", 5].notes
        assert note.found == "main.tf, more.tf"
        assert "hashes differ" in note.message

    def test_the_future(self, school: Class) -> None:
        self.hand_in(school, TF, datetime.now(UTC) + timedelta(days=2))
        (note,) = school.hand_ins()["ana", 5].notes
        assert "future" in note.message

    def test_times_of_packing_order_the_attempts(self, school: Class) -> None:
        for name, day in (("ana.zip", 9), ("ana (1).zip", 4), ("ana (2).zip", 6)):
            path = self.hand_in(school, TF, datetime(2026, 5, day, tzinfo=UTC))
            path.rename(school.folder / f"x {name}")
        for path in school.folder.iterdir():
            path.rename(path.with_name(path.name.removeprefix("x ")))
        found = school.collect().hand_ins
        assert [one.submitted and one.submitted.day for one in found] == [4, 6, 9]

    @pytest.mark.parametrize(
        "document",
        ["", "[]", "{}", "null", '{"schema": "other"}', "[" * 100_000,
         '{"schema": "groundtrack/hand-in/v1", "packed": "now", "challenges": [], "files": {}}',
         '{"schema": "groundtrack/hand-in/v1", "engine": "1", "packed": "2026-05-04T00:00:00", '
         '"challenges": [], "files": {}}',
         '{"schema": "groundtrack/hand-in/v1", "engine": "1", "packed": "2026-05-04T00:00:00Z", '
         '"challenges": 7, "files": []}'],
    )  # fmt: skip
    def test_what_is_no_manifest_tells_nothing(self, school: Class, document: str) -> None:
        zipped(school.folder / "ana.zip", TF | {MANIFEST: document.encode()})
        one = school.hand_ins()["ana", 5]
        assert (one.submitted, one.notes) == (None, ())
