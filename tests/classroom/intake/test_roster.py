"""Class lists as spreadsheets and platforms write them."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.roster import RosterMistake, read_roster


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_any_spreadsheet(tmp_path: Path, encoding: str, mark: str, newline: str) -> None:
    lines = ["ID,Nombre,Correo Electrónico,SECCIÓN,Grupo", "s001,Ana Ñu,ana@example.org,A,1", "",
             "s002,Eve,eve@example.org,B,2", ",,,,"]  # fmt: skip
    text = newline.join(lines).replace(",", mark)
    ana, eve = read_roster(written(tmp_path, text, encoding))
    assert (ana.id, ana.name, ana.email) == ("s001", "Ana Ñu", "ana@example.org")
    assert (ana.section, ana.group, eve.section) == ("A", "1", "B")


@pytest.mark.parametrize(
    ("header", "attribute"),
    [
        ("e-mail", "email"), ("E_Mail", "email"), ("Dirección de correo", "email"),
        ("CORREO", "email"), ("Full name", "name"), ("nombre completo", "name"),
        ("Team", "group"), ("Sección", "section"),
    ],
)  # fmt: skip
def test_synonyms(tmp_path: Path, header: str, attribute: str) -> None:
    (student,) = read_roster(written(tmp_path, f"{header},id\nvalue,s1\n"))
    assert getattr(student, attribute) == "value"


def test_moodles_participants(tmp_path: Path) -> None:
    text = '\ufeff"Nombre","Apellido(s)","Número de ID","Dirección de correo"\nAna,Ñu Paz,7,a@x.org'
    (student,) = read_roster(written(tmp_path, text))
    assert (student.id, student.name, student.email) == ("7", "Ana Ñu Paz", "a@x.org")


def test_canvas_gradebook(tmp_path: Path) -> None:
    text = "Student,ID,SIS User ID,SIS Login ID,Section\n"
    text += '    Points Possible,,,,\n"Ñu, Ana",71,s1,ana,A\n'
    (student,) = read_roster(written(tmp_path, text))
    assert (student.id, student.name, student.section) == ("71", "Ñu, Ana", "A")


def test_a_column_student_alone_is_the_id(tmp_path: Path) -> None:
    (student,) = read_roster(written(tmp_path, "Student,E-mail\nana,ana@example.org\n"))
    assert (student.id, student.name) == ("ana", "")


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("", None),
        ("48h", timedelta(hours=48)),
        ("2d", timedelta(days=2)),
        ("1d 12h", timedelta(hours=36)),
        ("1D12H30m", timedelta(hours=36, minutes=30)),
        ("2026-05-04T23:59+02:00", datetime.fromisoformat("2026-05-04T23:59+02:00")),
        ("2026-05-04 21:59Z", datetime.fromisoformat("2026-05-04T21:59+00:00")),
    ],
)
def test_extensions(tmp_path: Path, text: str, extension: datetime | timedelta | None) -> None:
    (student,) = read_roster(written(tmp_path, f"id,extension\ns1,{text}\n"))
    assert student.extension == extension


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id\ns1\nS1\n", ":3: The id S1 stands in line 2"),
        ("name\nana\n", ":1: There is no column id"),
        ("", ":1: There is no column id"),
        ("id\n", ":1: There are no students"),
        ("id,name\n,ana\n", ":2: The student has no id"),
        ("id,extension\ns1,soon\n", ":2: The extension soon is no time"),
        ("id,extension\ns1,2026-05-04T23:59\n", "no time zone"),
        ("id,extension\ns1,99999d\n", "no time"),
        ("id,e-mail,correo\ns1,a,b\n", "mean the same"),
        ('id,name\ns1,"ana\n', ":2: The line cannot be read"),
    ],
)
def test_mistakes_name_line_and_remedy(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(RosterMistake) as mistake:
        read_roster(written(tmp_path, text))
    assert says in str(mistake.value)
    assert "roster.csv" in str(mistake.value)


def test_a_cell_over_two_lines_does_not_shift_the_numbers(tmp_path: Path) -> None:
    with pytest.raises(RosterMistake, match=":4: The id s1 stands in line 2"):
        read_roster(written(tmp_path, 'id,name\ns1,"a\nb"\ns1,c\n'))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(RosterMistake, match="cannot be read"):
        read_roster(tmp_path / "none.csv")


def test_repositories_are_relative_to_the_file(tmp_path: Path) -> None:
    text = "id,repo\ns1,mirrors/s1.git\ns2,https://example.org/s2.git\ns3,git@example.org:s3.git\n"
    one, two, three = read_roster(written(tmp_path, text))
    assert Path(one.repository) == tmp_path / "mirrors" / "s1.git"
    assert two.repository.startswith("https:")
    assert three.repository == "git@example.org:s3.git"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_bytes(b"id,name,extension\n" + raw)
    try:
        students = read_roster(path)
    except RosterMistake:
        return
    assert len({student.id for student in students}) == len(students)
