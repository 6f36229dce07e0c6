"""Which files of a folder count, and which folders are refused."""

import os
import sys
from pathlib import Path

import pytest

from grader import submission
from grader.submission import Rejected, Submission, advice_on, take

TF = ("*.tf",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "mi entrega ñ 🛰"
    place.mkdir()
    (place / "main.tf").write_text("locals {}\n")
    return place


def taken(folder: Path, **options: Path) -> Submission:
    return take(
        folder, folder.parent / f"work{len(list(folder.parent.iterdir()))}", requires=TF, **options
    )


def put(folder: Path, name: str, content: str | bytes = "x") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_what_counts_and_what_is_left_out(folder: Path) -> None:
    out = [
        ".terraform/providers/aws/terraform-provider-aws", ".terraform.lock.hcl",
        "terraform.tfstate", "terraform.tfstate.backup", "localstack_providers_override.tf",
        ".git/config", "venv/pyvenv.cfg", "venv/lib/x.py", "node_modules/a/index.js",
        "lambdas/__pycache__/x.pyc", "volume/cache/big.bin", ".idea/a.xml", "main.tf~",
        "data/cache/x", "data/lib/x", "data/tmp/x",
        ".main.tf.swp", "screenshot.png", ".DS_Store",
    ]  # fmt: skip
    counted = [
        "lambdas/capturar_iss.py", "lambdas/vendored/data.bin", "lambdas/vendored/LICENSE",
        "lambdas/iconos/ñandú.png", "lambdas/function.zip", "modules/bucket/main.tf",
        "variables.tfvars", "README.md",
    ]  # fmt: skip
    for name in out + counted:
        put(folder, name)
    got = taken(folder)
    assert set(got.files) == {"main.tf", *counted}
    assert (got.root / "lambdas/iconos/ñandú.png").read_bytes() == b"x"
    assert any("override" in finding.message for finding in advice_on(got, handed_in=True))
    assert any("tfstate" in one.message for one in advice_on(got, handed_in=True))
    assert not any("tfstate" in one.message for one in advice_on(got, handed_in=False))


def test_the_fingerprint_is_of_the_files_that_count_alone(folder: Path) -> None:
    first = taken(folder).fingerprint
    put(folder, "terraform.tfstate", "secret")
    assert taken(folder).fingerprint == first
    put(folder, "lambdas/x.py", "a = 1\n")
    second = taken(folder).fingerprint
    assert second != first
    (folder / "lambdas/x.py").rename(folder / "lambdas/y.py")
    assert taken(folder).fingerprint != second


def test_the_authors_own_files_do_not_count(folder: Path) -> None:
    authored = folder.parent / "challenge"
    put(authored, "README.md", "the brief\nuse tflocal\n")
    put(folder, "README.md", "the brief\r\nuse tflocal\r\nmy notes\r\n")
    got = taken(folder, authored=authored)
    assert got.own_text("README.md") == "my notes"
    for name in ("main.tf", "checks.py", "challenge.toml"):
        put(authored, name)
    got = take(authored, folder.parent / "in-place", requires=TF, authored=authored)
    assert set(got.files) == {"main.tf", "README.md"}


@pytest.mark.parametrize("text", ["\ufefflocals {}\r\n", "locals {}\r\n", "# ñ 🛰\nlocals {}"])
def test_text_as_any_editor_saves_it(folder: Path, text: str) -> None:
    put(folder, "main.tf", text.encode())
    got = taken(folder)
    assert "\r" not in got.text("main.tf")
    assert not got.text("main.tf").startswith("\ufeff")
    assert (got.root / "main.tf").read_bytes() == text.encode()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("locals {}".encode("utf-16"), "UTF-16"),
        (b"# \xf1and\xfa\n", "0xf1"),
        (b"locals {}\0", "null"),
    ],
)
def test_not_text_where_text_is_due(folder: Path, content: bytes, found: str) -> None:
    put(folder, "main.tf", content)
    with pytest.raises(Rejected) as rejected:
        taken(folder)
    assert "main.tf" in rejected.value.finding.message
    assert found in (rejected.value.finding.found or "")


def test_nothing_of_the_challenge(folder: Path) -> None:
    (folder / "main.tf").unlink()
    with pytest.raises(Rejected, match=r"no \*\.tf"):
        taken(folder)


def test_too_many_files(folder: Path) -> None:
    for number in range(submission.MAX_FILES + 1):
        (folder / f"f{number}.txt").write_bytes(b"")
    with pytest.raises(Rejected, match="more than"):
        taken(folder)


def test_too_large(folder: Path) -> None:
    with (folder / "big.bin").open("wb") as file:
        file.truncate(submission.MAX_BYTES + 1)
    with pytest.raises(Rejected, match="more than"):
        taken(folder)


def test_many_files_that_do_not_count_are_no_reason(folder: Path) -> None:
    for number in range(submission.MAX_FILES + 1):
        put(folder, f"node_modules/f{number}", b"")
    assert taken(folder).files == ("main.tf",)


def test_too_deep(folder: Path) -> None:
    put(folder, "/".join("d" * 40) + "/x.tf")
    with pytest.raises(Rejected, match="nested"):
        taken(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
class TestLinks:
    @pytest.mark.parametrize("target", ["/etc/passwd", "../outside.txt", "loop", "absent"])
    def test_a_link_that_leads_elsewhere_is_refused(self, folder: Path, target: str) -> None:
        (folder.parent / "outside.txt").write_text("secret")
        (folder / "loop").symlink_to(target)
        with pytest.raises(Rejected) as rejected:
            taken(folder)
        assert "loop" in rejected.value.finding.message

    def test_a_linked_folder_is_refused(self, folder: Path) -> None:
        (folder / "lambdas").symlink_to("/etc")
        with pytest.raises(Rejected):
            taken(folder)

    def test_a_linked_folder_below_a_package_is_refused(self, folder: Path) -> None:
        put(folder, "lambdas/a.py")
        (folder / "lambdas/vendored").mkdir()
        (folder / "lambdas/vendored/etc").symlink_to("/etc")
        with pytest.raises(Rejected):
            taken(folder)

    def test_a_link_inside_is_a_copy(self, folder: Path) -> None:
        put(folder, "lambdas/real.py", "a = 1\n")
        (folder / "lambdas/linked.py").symlink_to("real.py")
        got = taken(folder)
        assert (got.root / "lambdas/linked.py").read_text() == "a = 1\n"
        assert not (got.root / "lambdas/linked.py").is_symlink()

    def test_a_pipe_is_refused(self, folder: Path) -> None:
        os.mkfifo(folder / "pipe.py")
        with pytest.raises(Rejected, match="regular"):
            taken(folder)


def test_what_a_copied_challenge_brought_along_is_left_out(folder: Path) -> None:
    course = Path(submission.__file__).resolve().parents[1] / "challenges/04_iss_lambda"
    for name in ("checks.py", "challenge.toml"):
        put(folder, name, (course / name).read_bytes())
        put(folder, f"challenges/04_iss_lambda/{name}", (course / name).read_bytes())
    assert taken(folder).files == ("main.tf",)


def test_a_file_of_my_own_may_be_called_checks(folder: Path) -> None:
    put(folder, "checks.py", "def handler(event, context): ...\n")
    assert "checks.py" in taken(folder).files
