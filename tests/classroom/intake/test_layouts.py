"""How work may lie in a folder of submissions, and whose it is."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.classroom.model import Student
from grader.exits import WrongUsage
from tests.classroom.intake.conftest import PAGE, TF, Class, Names, put, under, zipped


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


@pytest.mark.parametrize(
    "place",
    [
        "05_save_to_s3", "5", "05", "save_to_s3", "save-to-s3", "challenge5", "Challenge 05",
        "reto_5", "05_save_to_s3 (1)", "05_SAVE_TO_S3", "challenges/05_save_to_s3",
        "course-main/challenges/05_save_to_s3", "week 3/homework/5", "05_save_to_s3/05_save_to_s3",
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_names_of_a_challenges_folder(
    school: Class, names: Names, place: str, packed: bool
) -> None:
    files = under(place, TF)
    if packed:
        zipped(school.folder / "ana.zip", files)
    else:
        put(school.folder / "ana", files)
    found = school.hand_ins((5,))
    assert set(found) == {("ana", 5)}
    one = found["ana", 5]
    assert names(one) == set(TF)
    assert one.submitted is None
    assert one.source.startswith("ana.zip/" if packed else "ana/")


def test_a_clone_of_the_course_is_its_challenges_alone(school: Class, names: Names) -> None:
    clone = under("challenges/05_save_to_s3", TF) | under("solutions/06_schedule", TF)
    clone |= under("tests/verdicts/06_schedule", TF) | {"docker-compose.yml": b"services: {}"}
    clone |= under(".git/challenges/06_schedule", TF) | under("kept/06_schedule", TF)
    put(school.folder / "ana", clone)
    zipped(school.folder / "eve.zip", under("course", clone))
    found = school.hand_ins((5, 6))
    assert set(found) == {("ana", 5), ("eve", 5)}
    assert found["ana", 5].folder == school.folder / "ana/challenges/05_save_to_s3"


@pytest.mark.parametrize("wrapped", ["", "work/", "a/b/"])
@pytest.mark.parametrize("packed", [False, True])
def test_one_project_counts_for_every_challenge_that_it_fits(
    school: Class, names: Names, wrapped: str, packed: bool
) -> None:
    files = {wrapped + name: content for name, content in TF.items()}
    files[wrapped + "modules/s3_bucket/main.tf"] = b""
    files[wrapped + "lambdas/hello_lambda/main.py"] = b""
    files[wrapped + "build/hello_lambda.zip"] = b"no zip"
    if packed:
        zipped(school.folder / "ana.zip", files | {"__MACOSX/._x": b"", ".DS_Store": b""})
    else:
        put(school.folder / "ana", files)
    found = school.hand_ins((1, 2, 3, 7, 8))
    assert set(found) == {("ana", 2), ("ana", 3), ("ana", 7)}
    assert {(one.folder / "main.tf").is_file() for one in found.values()} == {True}


def test_a_project_with_the_page_in_a_folder_of_its_own(school: Class) -> None:
    put(school.folder / "ana", TF | under("08_tracker_dashboard", PAGE))
    put(school.folder / "eve", under("infra", TF) | under("web", PAGE))
    found = school.hand_ins((5, 8))
    assert {key: one.folder.name for key, one in found.items()} == {
        ("ana", 5): "ana",
        ("ana", 8): "08_tracker_dashboard",
        ("eve", 5): "infra",
        ("eve", 8): "web",
    }


@pytest.mark.parametrize("inner", ["work.zip", "top/work.zip", "05_save_to_s3.zip"])
def test_a_zip_in_a_zip(school: Class, names: Names, inner: str) -> None:
    zipped(school.folder / "ana.zip", {inner: zip_bytes(under("05_save_to_s3", TF))})
    assert names(school.hand_ins()["ana", 5]) == set(TF)


def test_a_zip_for_each_challenge_in_the_students_folder(school: Class, names: Names) -> None:
    zipped(school.folder / "ana/05_save_to_s3.zip", TF)
    zipped(school.folder / "ana/6.zip", TF | under("extra", {"x.txt": b""}))
    put(school.folder / "ana", under("07_metadata_table", TF))
    found = school.hand_ins((5, 6, 7))
    assert set(found) == {("ana", 5), ("ana", 6), ("ana", 7)}
    assert names(found["ana", 5]) == set(TF)


def test_archives_that_belong_to_the_work_stay_closed(school: Class) -> None:
    put(school.folder / "ana", under("05_save_to_s3", TF | {"hello_lambda.zip": b"no zip"}))
    put(school.folder / "eve", TF | {"hello_lambda.zip": b"no zip"})
    assert set(school.hand_ins((3, 5))) == {("ana", 5), ("eve", 3), ("eve", 5)}


def test_a_folder_for_each_challenge_with_the_students_in_it(school: Class) -> None:
    put(school.folder / "05_save_to_s3/ana", TF)
    zipped(school.folder / "05_save_to_s3/eve.zip", TF)
    zipped(school.folder / "05_save_to_s3/Ana Ruiz_77_assignsubmission_file_/x.zip", TF)
    put(school.folder / "06_schedule/ana", TF)
    put(school.folder / "07_metadata_table/ana", TF)
    found = school.hand_ins((5, 6))
    assert set(found) == {("ana", 5), ("eve", 5), ("Ana Ruiz", 5), ("ana", 6)}


def test_student_and_challenge_in_one_name(school: Class) -> None:
    zipped(school.folder / "ana_05_save_to_s3.zip", TF)
    zipped(school.folder / "ana_06_schedule.zip", TF)
    put(school.folder / "eve-save-to-s3", TF)
    assert set(school.hand_ins((5, 6))) == {("ana", 5), ("ana", 6), ("eve", 5)}


MOODLE = "Ana Ñu Paz_1234567_assignsubmission_file"


@pytest.mark.parametrize(
    "path",
    [f"{MOODLE}_/work.zip", f"{MOODLE}/work.zip", f"{MOODLE}_work.zip", f"{MOODLE}_/5.tar.gz"],
)
def test_moodle(school: Class, names: Names, path: str) -> None:
    if path.endswith("zip"):
        zipped(school.folder / path, TF)
    else:
        tarred(school.folder / path, TF)
    put(school.folder, {"Ana Ñu Paz_1234567_assignsubmission_onlinetext/onlinetext.html": b""})
    ana = Student("s1", name="Paz, Ana Nu")
    found = school.hand_ins(roster=[ana, Student("s2", name="Eve Lee")])
    assert names(found["s1", 5]) == set(TF)
    assert school.collected and school.collected.missing == ("s2",)
    assert school.collected.students[0].folder == path.split("/")[0]
    assert school.collected.ignored == ("Ana Ñu Paz_1234567_assignsubmission_onlinetext",)


def tarred(path: Path, files: Mapping[str, bytes]) -> None:
    import tarfile

    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))


def test_moodles_single_files_come_together(school: Class, names: Names) -> None:
    put(school.folder, {f"{MOODLE}_main.tf": b"", f"{MOODLE}_capture.py": b""})
    put(school.folder, {"Eve_9_assignsubmission_file_main.tf": b""})
    found = school.hand_ins()
    assert names(found["Ana Ñu Paz", 5]) == {"main.tf", "capture.py"}
    assert names(found["Eve", 5]) == {"main.tf"}


def test_moodles_namesakes_and_nameless(school: Class) -> None:
    for number in (1, 2):
        put(school.folder / f"Ana_{number}_assignsubmission_file_", TF)
        put(school.folder / f"Participant_{number}_assignsubmission_file_", TF)
    assert {student for student, _ in school.hand_ins()} == {
        "Ana_1", "Ana_2", "Participant_1", "Participant_2",
    }  # fmt: skip


def test_moodles_teams(school: Class) -> None:
    put(school.folder / "Equipo A_3_assignsubmission_file_", TF)
    roster = [Student("s1", group="equipo a"), Student("s2", group="Equipo A"), Student("s3")]
    assert set(school.hand_ins(roster=roster)) == {("s1", 5), ("s2", 5)}
    assert school.collected and school.collected.missing == ("s3",)


def test_canvas(school: Class, names: Names) -> None:
    zipped(school.folder / "ñupazana_LATE_1234_5678_work.zip", TF)
    zipped(school.folder / "leeeve_99_6001_05_save_to_s3-1.zip", TF)
    zipped(school.folder / "anon_AbC12_6002_work.zip", TF)
    zipped(school.folder / "LATE_anon_AbC13_6003_work.zip", TF)
    put(school.folder, {"leeeve_99_text.html": b"", "leeeve_LATE_99_link.html": b""})
    roster = [Student("s1", name="Ana Ñu Paz"), Student("s2", name="Eve Lee")]
    found = school.hand_ins(roster=roster)
    assert set(found) == {("s1", 5), ("s2", 5), ("anon_AbC12", 5), ("anon_AbC13", 5)}
    assert [bool(found[who, 5].notes) for who in ("s1", "s2", "anon_AbC12", "anon_AbC13")] == [
        True, False, False, True,
    ]  # fmt: skip
    assert school.collected and len(school.collected.ignored) == 2
    assert school.collected.unknown == ("anon_AbC12", "anon_AbC13")


def test_canvas_single_files_the_newest_of_a_name(school: Class, names: Names) -> None:
    put(
        school.folder,
        {
            "leeeve_99_7001_main.tf": b"old",
            "leeeve_99_7003_main-1.tf": b"new",
            "leeeve_99_7002_capture-1.py": b"",
        },
    )
    one = school.hand_ins()["leeeve", 5]
    assert names(one) == {"main.tf", "capture.py"}
    assert (one.folder / "main.tf").read_bytes() == b"new"


def test_canvas_numbers_tell_namesakes_apart(school: Class) -> None:
    zipped(school.folder / "leeeve_71_9001_work.zip", TF)
    namesakes = [Student("71", name="Eve Lee"), Student("72", name="Eve Lee")]
    assert set(school.hand_ins(roster=namesakes)) == {("71", 5)}


def test_canvas_number_of_somebody_else_is_no_reason(school: Class) -> None:
    zipped(school.folder / "leeeve_71_9001_work.zip", TF)
    found = school.collect(roster=[Student("71", name="Ana Paz")])
    assert found.unknown == ("leeeve",)
    assert found.missing == ("71",)


@pytest.mark.parametrize(
    "name",
    ["s001", "S001", "ana.nu@example.org", "ana.nu", "Ana Ñu Paz", "ana_nu_paz", "Ñu Paz, Ana",
     "ANA NU PAZ", "Ana  Ñu-Paz"],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_by_what_a_student_is_known(school: Class, name: str, packed: bool) -> None:
    if packed:
        zipped(school.folder / f"{name}.zip", TF)
    else:
        put(school.folder / name, TF)
    ana = Student("s001", name="Ana Ñu Paz", email="Ana.Nu@example.org")
    assert set(school.hand_ins(roster=[ana, Student("s002", name="Ana Paz")])) == {("s001", 5)}


def test_who_may_be_two_is_nobody(school: Class) -> None:
    put(school.folder / "ana", TF)
    roster = [Student("s1", email="ana@x.example.org"), Student("s2", email="ana@y.example.org")]
    found = school.collect(roster=roster)
    assert found.hand_ins == ()
    (refused,) = found.refused
    assert refused.student == "ana"
    assert refused.finding.found == "s1, s2"
    assert found.missing == ("s1", "s2")
    assert found.unknown == ("ana",)
    assert [student.id for student in found.students] == ["s1", "s2", "ana"]


def test_strangers_the_missing_and_what_is_nobodys(school: Class) -> None:
    put(school.folder / "eve", TF)
    put(school.folder, {"grades.csv": b"", ".DS_Store": b"", "__MACOSX/x": b"", "notes.txt": b""})
    found = school.collect(roster=[Student("ana")])
    assert found.unknown == ("eve",)
    assert found.missing == ("ana",)
    assert found.ignored == (".DS_Store", "__MACOSX", "grades.csv", "notes.txt")
    assert [one.student for one in found.hand_ins] == ["eve"]


def test_what_was_not_asked_is_no_mistake(school: Class) -> None:
    put(school.folder / "ana", under("06_schedule", TF))
    zipped(school.folder / "eve_06_schedule.zip", TF)
    found = school.collect((5,))
    assert (found.hand_ins, found.refused, found.missing) == ((), (), ())


@pytest.mark.parametrize("files", [{}, {"notes.txt": b""}, {"05_save_to_s3.rar": b"Rar!"}])
def test_nothing_to_grade(school: Class, files: dict[str, bytes]) -> None:
    (school.folder / "ana").mkdir()
    put(school.folder / "ana", files)
    put(school.folder / "eve", TF)
    found = school.collect()
    assert [one.student for one in found.hand_ins] == ["eve"]
    (refused,) = found.refused
    assert refused.student == "ana"
    assert refused.finding.hint


@pytest.mark.parametrize("layout", ["05_save_to_s3", "challenges/05_save_to_s3"])
def test_one_students_folder_is_no_class(school: Class, layout: str) -> None:
    put(school.folder / layout, TF)
    with pytest.raises(WrongUsage, match="of one student"):
        school.collect()


def test_no_folder(school: Class, tmp_path: Path) -> None:
    for name in ("none", "file.zip"):
        school.folder = tmp_path / "elsewhere" / name
        put(tmp_path / "elsewhere", {"file.zip": b""})
        with pytest.raises(WrongUsage):
            school.collect()


def test_an_empty_class(school: Class) -> None:
    assert school.collect(roster=[Student("ana")]).missing == ("ana",)


def test_the_folder_to_unpack_into_must_be_fresh(school: Class) -> None:
    put(school.into, {"x": b""})
    with pytest.raises(FileExistsError):
        school.collect()


def test_folders_stay_where_they_are(school: Class) -> None:
    put(school.folder / "ana", TF)
    assert school.hand_ins()["ana", 5].folder == school.folder / "ana"
    assert list(school.into.iterdir()) == []


class TestSeveral:
    def test_copies_are_attempts_in_order(self, school: Class) -> None:
        for name in ("ana (2).zip", "ana.zip", "ana (10).zip", "eve.zip", "eve-1.zip"):
            zipped(school.folder / name, TF)
        found = school.collect(roster=[Student("ana"), Student("eve")])
        assert [one.source for one in found.hand_ins] == [
            "ana.zip", "ana (2).zip", "ana (10).zip", "eve.zip", "eve-1.zip",
        ]  # fmt: skip
        assert found.doubled == ()

    def test_canvas_attempts_by_the_attachments_number(self, school: Class) -> None:
        zipped(school.folder / "leeeve_99_10000_a.zip", TF)
        zipped(school.folder / "leeeve_99_9999_b-1.zip", TF)
        found = school.collect()
        assert [one.source[-5:] for one in found.hand_ins] == ["1.zip", "a.zip"]

    def test_inside_a_students_folder(self, school: Class) -> None:
        zipped(school.folder / "ana/05_save_to_s3-1.zip", TF)
        zipped(school.folder / "ana/05_save_to_s3.zip", TF)
        found = school.collect()
        assert [one.source for one in found.hand_ins] == [
            "ana/05_save_to_s3.zip", "ana/05_save_to_s3-1.zip",
        ]  # fmt: skip

    def test_where_nothing_tells_the_order_one_counts(self, school: Class) -> None:
        put(school.folder / "ana", TF)
        zipped(school.folder / "ana.zip", TF)
        put(school.folder / "eve", under("5", TF) | under("05_save_to_s3", TF))
        found = school.collect()
        assert [one.source for one in found.hand_ins] == ["ana.zip", "eve/05_save_to_s3"]
        assert len(found.doubled) == 2
        assert "ana.zip counts" in found.doubled[0].message
        assert "eve/05_save_to_s3 counts" in found.doubled[1].message
