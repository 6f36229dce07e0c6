"""Work in git repositories, and repositories that would like to run something."""

import os
import subprocess
import zlib
from datetime import datetime
from pathlib import Path

import pytest

from grader.classroom.model import Student
from tests.classroom.intake.conftest import TF, Class, Names, put, under

WHEN = "2026-05-04T23:10:00+02:00"


class Repository:
    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True)
        self.git("init", "--quiet", "-b", "main")

    def git(self, *words: str, when: str = WHEN) -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.path),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "ana", "GIT_AUTHOR_EMAIL": "ana@example.org",
            "GIT_COMMITTER_NAME": "ana", "GIT_COMMITTER_EMAIL": "ana@example.org",
            "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z",
        }  # fmt: skip
        done = subprocess.run(
            ["git", "-C", str(self.path), *words],
            env=environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout.strip()

    def commit(self, files: dict[str, bytes], when: str = WHEN) -> str:
        put(self.path, files)
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "-m", "work", when=when)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "elsewhere" / 'ñ "of" ana')


def by(repository: Path) -> list[Student]:
    return [Student("ana", repository=str(repository)), Student("eve")]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("detached", [False, True])
def test_the_commit_counts_not_the_working_tree(
    school: Class, names: Names, repository: Repository, packed: bool, detached: bool
) -> None:
    files = under("challenges/05_save_to_s3", TF | {"lambdas/ñ.bin": b"\r\n\0"})
    commit = repository.commit(files)
    put(repository.path, under("challenges/05_save_to_s3", {"later.tf": b"", "main.tf": b"!"}))
    if detached:
        repository.git("checkout", "--quiet", "--force", "--detach", commit)
    if packed:
        repository.git("gc", "--quiet")
        repository.git("pack-refs", "--all")
    found = school.hand_ins(roster=by(repository.path))
    one = found["ana", 5]
    assert names(one) == {"main.tf", "lambdas/capture.py", "lambdas/ñ.bin"}
    assert (one.folder / "lambdas/ñ.bin").read_bytes() == b"\r\n\0"
    assert one.submitted == datetime.fromisoformat(WHEN)
    assert one.submitted.utcoffset() == datetime.fromisoformat(WHEN).utcoffset()
    assert school.collected and school.collected.missing == ("eve",)
    assert [path.name for path in school.into.iterdir()] == ["00001"]


def test_a_bare_mirror(school: Class, names: Names, repository: Repository) -> None:
    repository.commit(TF)
    mirror = repository.path.parent / "ana.git"
    repository.git("clone", "--quiet", "--mirror", str(repository.path), str(mirror))
    assert names(school.hand_ins(roster=by(mirror))["ana", 5]) == set(TF)


def test_attempts_by_repository_and_by_folder(school: Class, repository: Repository) -> None:
    repository.commit(TF)
    put(school.folder / "ana", TF)
    found = school.collect(roster=by(repository.path))
    assert len(found.hand_ins) == 1
    assert len(found.doubled) == 1


def test_nothing_of_the_repository_is_run(
    school: Class, names: Names, repository: Repository, tmp_path: Path
) -> None:
    canary = tmp_path / "elsewhere" / "canary"
    run = f"touch '{canary}'"
    repository.commit(
        TF | {".gitattributes": b"* filter=evil export-subst export-ignore ident diff=evil\n"}
    )
    for key in (
        "filter.evil.smudge", "filter.evil.process", "core.fsmonitor", "core.sshCommand",
        "core.pager", "diff.evil.textconv", "tar.tar.command", "uploadpack.packObjectsHook",
        "core.alternateRefsCommand", "core.gitProxy", "credential.helper",
    ):  # fmt: skip
        repository.git("config", key, run)
    repository.git("config", "core.hooksPath", str(repository.path / "hooks"))
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        put(repository.path / "hooks", {hook: f"#!/bin/sh\n{run}\n".encode()})
        (repository.path / "hooks" / hook).chmod(0o755)
    one = school.hand_ins(roster=by(repository.path))["ana", 5]
    assert names(one) == {*TF, ".gitattributes"}
    assert (one.folder / "main.tf").read_bytes() == TF["main.tf"]
    assert not canary.exists()


def refused(school: Class, path: Path | str, says: str) -> None:
    put(school.folder / "eve", TF)
    found = school.collect(roster=[Student("ana", repository=str(path)), Student("eve")])
    assert [one.student for one in found.hand_ins] == ["eve"]
    (one,) = found.refused
    assert one.student == "ana"
    assert says in one.finding.message
    assert one.finding.hint
    assert found.missing == ()


def test_no_repository(school: Class, tmp_path: Path) -> None:
    refused(school, tmp_path / "elsewhere", "no git repository")


@pytest.mark.parametrize("address", ["https://example.org/a.git", "git@example.org:a.git"])
def test_only_what_is_here(school: Class, address: str) -> None:
    refused(school, address, "not on this machine")


def test_no_commit(school: Class, repository: Repository) -> None:
    refused(school, repository.path, "no commit on its branch main")


@pytest.mark.parametrize("head", ["ref: refs/../../../../etc/passwd", "ref: refs/heads/x y", "?"])
def test_a_head_that_leads_elsewhere(school: Class, repository: Repository, head: str) -> None:
    repository.commit(TF)
    (repository.path / ".git" / "HEAD").write_text(head)
    refused(school, repository.path, "no commit")


def test_a_link_in_the_commit(school: Class, repository: Repository) -> None:
    (repository.path / "x.tf").symlink_to("/etc/passwd")
    repository.commit(TF)
    refused(school, repository.path, "link or a device")


def test_a_submodule_is_left_out(school: Class, names: Names, repository: Repository) -> None:
    commit = repository.commit(TF)
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},other")
    repository.git("commit", "--quiet", "-m", "more")
    assert names(school.hand_ins(roster=by(repository.path))["ana", 5]) == set(TF)


def test_names_that_lead_out_of_the_commit(school: Class, repository: Repository) -> None:
    repository.commit(TF)
    blob = repository.git("hash-object", "-w", "main.tf")
    content = b"100644 ..\0" + bytes.fromhex(blob)
    (repository.path / "tree").write_bytes(content)
    tree = repository.git("hash-object", "-t", "tree", "-w", "--literally", "tree")
    commit = repository.git("commit-tree", "-m", "evil", tree)
    repository.git("update-ref", "refs/heads/main", commit)
    refused(school, repository.path, "leads out")


def test_objects_that_are_gone(school: Class, repository: Repository) -> None:
    repository.commit(TF)
    blob = repository.git("rev-parse", "HEAD:main.tf")
    (repository.path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    refused(school, repository.path, "cannot be read")


def test_objects_that_are_not_what_they_say(school: Class, repository: Repository) -> None:
    commit = repository.commit(TF)
    path = repository.path / ".git/objects" / commit[:2] / commit[2:]
    path.chmod(0o600)
    path.write_bytes(zlib.compress(b"commit 3\0abc"))
    refused(school, repository.path, "cannot be read")
