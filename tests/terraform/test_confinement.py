"""Programs that a confined process may start, and files that a configuration may not name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.locale import use
from grader.sandbox.landlock import landlock_version
from grader.terraform.deploy import DeployChild
from grader.terraform.folder import look_into
from grader.terraform.sentences import OUTSIDE, meant, said


@pytest.mark.skipif(landlock_version() == 0, reason="needs Landlock")
def test_no_program_can_be_started_but_those_that_are_named():
    program = (
        "import subprocess, sys\n"
        "from grader.sandbox.landlock import allow_programs\n"
        "assert allow_programs([])\n"
        "try:\n    subprocess.run(['/bin/sh', '-c', 'echo started'])\n"
        "except PermissionError:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "refused\n", done.stderr


@pytest.mark.parametrize(
    ("expression", "outside"),
    [
        ('file("/etc/passwd")', True),
        ('file("../../secret")', True),
        ('templatefile("~/x", {})', True),
        ('filebase64("C:\\\\Users\\\\x")', True),
        ('file("lambdas/hello.py")', False),
        ('file("${path.module}/hello.py")', False),
        ('filebase64sha256("lambdas/..hello.zip")', False),
    ],
)
def test_files_outside_are_seen_in_the_text(tmp_path: Path, expression, outside):
    (tmp_path / "main.tf").write_text(f"locals {{\n  x = {expression}\n}}\n")
    assert look_into(tmp_path).reads_outside is outside


def test_our_sentences_are_said_in_the_readers_language():
    import gettext

    class Loud(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper().replace("{NAME}", "{name}")

    use(Loud())
    try:
        assert said(f"x {meant(OUTSIDE, name='aws_vpc')} y") == "x aws_vpc IS OUTSIDE THIS COURSE y"
    finally:
        use(gettext.NullTranslations())
    assert said("nothing of ours") == "nothing of ours"


def test_a_stopped_child_is_gone(cell, tmp_path: Path):
    child = DeployChild.start(cell, tmp_path)
    child.stop()
    child.stop()
