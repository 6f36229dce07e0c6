"""Decisions beside the gradebook: what was written is read, whatever else stands there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.decisions import FILE, Decisions
from grader.classroom.model import Override

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(decisions=st.lists(st.tuples(WORDS, WORDS, st.integers(0, 100), st.booleans())))
def test_what_is_kept_is_read_in_its_order(
    tmp_path_factory: pytest.TempPathFactory, decisions: list[tuple[str, str, int, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("decisions")
    kept = [
        (Override(student, "05_save_to_s3", "key", points, reason, "eva", NOON), withdrawn)
        for student, reason, points, withdrawn in decisions
    ]
    for one, withdrawn in kept:
        Decisions(folder).keep(one, withdrawn=withdrawn)
    assert list(Decisions(folder).read()) == kept


def test_a_line_that_was_cut_off_hides_none_of_the_others(tmp_path: Path) -> None:
    ana = Override("ana", "05_save_to_s3", "key", 5, "seen", "eva", NOON)
    decisions = Decisions(tmp_path)
    decisions.keep(ana, withdrawn=False)
    with (tmp_path / FILE).open("a") as file:
        file.write('{"student": "bob", "slu\n[]\n{}\n\n')
    decisions.keep(ana, withdrawn=True)
    assert list(decisions.read()) == [(ana, False), (ana, True)]
    decisions.forget("bob")
    assert "bob" not in (tmp_path / FILE).read_text()
    assert list(decisions.read()) == [(ana, False), (ana, True)]


def test_without_a_file_there_is_nothing(tmp_path: Path) -> None:
    Decisions(tmp_path).forget("ana")
    assert not list(Decisions(tmp_path).read())
    assert not list(tmp_path.iterdir())
