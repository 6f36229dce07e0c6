"""A small course with one challenge that is whole, to be broken by the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import starter
from grader.lint.subject import Subject

SLUG = "90_notes"
FILES = {
    f"challenges/{SLUG}/challenge.toml": """number = 90
slug = "90_notes"
title = "Two notes"
taught = "Writing things down"
order = 90
terraform = false
files = ["*.txt"]
requires = ["*.txt"]
hints = [
  "A note is a text file.",
  "The first is called one.txt.",
  "The second is called two.txt.",
]
""",
    f"challenges/{SLUG}/README.md": """# Challenge 90: two notes

Write [the first one](one.txt), then the second; see [how it is judged](#success-criteria).

## Success criteria

| criterion | points |
|---|---|
| The first note says so. | 60 |
| The second note says so. | 40 |
""",
    f"challenges/{SLUG}/checks.py": '''from grader.locale import _
from grader.rubric import Mismatch, Missing, Where, check


@check("first", points=60)
def first_note(submission):
    """The first note says so."""
    _expect(submission, "one.txt", "one")


@check("second", points=40, after="first")
def second_note(submission):
    """The second note says so."""
    _expect(submission, "two.txt", "two")


def _expect(submission, name, word):
    if name not in submission.files:
        raise Missing(_("There is no such note."), expected=name)
    text = submission.text(name)
    if text.strip() != word:
        raise Mismatch(_("It says something else."), found=text, where=Where(name, 1))
''',
    f"challenges/{SLUG}/one.txt": "TODO\n",
    f"solutions/{SLUG}/one.txt": "one\n",
    f"solutions/{SLUG}/two.txt": "two\n",
    f"tests/verdicts/{SLUG}/starter/expected.toml": """kind = "starter"
why = "Nothing is written yet."
score = 0
not_run = ["second"]

[lost]
first = 60
""",
    f"tests/verdicts/{SLUG}/empty_folder/expected.toml": """kind = "rejected"
why = "There is nothing to grade."
score = 0
""",
    f"tests/verdicts/{SLUG}/spaces/expected.toml": """kind = "variant"
why = "Spaces around the words."
score = 100
axes = ["text:spaces", "text:lines"]
""",
    f"tests/verdicts/{SLUG}/spaces/one.txt": "  one\n\n",
    f"tests/verdicts/{SLUG}/spaces/two.txt": "\ntwo",
    f"tests/verdicts/{SLUG}/second_says_three/expected.toml": """kind = "wrong"
of = "solution"
why = "The second note counts too far."
score = 60

[lost]
second = 40

[where]
file = "two.txt"
text = "three"
""",
    f"tests/verdicts/{SLUG}/second_says_three/one.txt": "one\n",
    f"tests/verdicts/{SLUG}/second_says_three/two.txt": "three\n",
    f"tests/verdicts/{SLUG}/nothing_said/expected.toml": """kind = "wrong"
of = "solution"
why = "The first note is blank."
score = 0
not_run = ["second"]

[lost]
first = 60
""",
    f"tests/verdicts/{SLUG}/nothing_said/one.txt": "\n",
}


class Course:
    """A course in a folder of its own, whose files can be changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.subject = Subject(root, SLUG)
        for name, text in FILES.items():
            self.write(name, text)
        starter.pack(root)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace ``old``, which stands once in a file of ``challenge/`` or ``cases/``."""
        path = self.place(name)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def place(self, name: str) -> Path:
        for short, long in (("challenge/", "challenges/"), ("cases/", "tests/verdicts/")):
            if name.startswith(short):
                name = f"{long}{SLUG}/{name.removeprefix(short)}"
        return self.root / name


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path / "course")
