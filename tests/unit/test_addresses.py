from pathlib import Path

import pytest

from grader.hcl.addresses import Address, block_of
from grader.hcl.configuration import Configuration
from grader.submission import take


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("aws_s3_bucket.raw", Address((), "resource", "aws_s3_bucket", "raw")),
        ("aws_s3_bucket.raw[3]", Address((), "resource", "aws_s3_bucket", "raw")),
        ('aws_s3_bucket.raw["a.b]"]', Address((), "resource", "aws_s3_bucket", "raw")),
        ("data.archive_file.zip", Address((), "data", "archive_file", "zip")),
        (
            'module.a["x.\\"y"].module.b[0].data.archive_file.zip',
            Address(("a", "b"), "data", "archive_file", "zip"),
        ),
    ],
)
def test_an_address_is_read(text: str, address: Address) -> None:
    assert Address.parse(text) == address


@pytest.mark.parametrize("text", ["", "module.a", "var.name", "a.b.c", "output"])
def test_what_is_no_resource_has_no_block(text: str, tmp_path: Path) -> None:
    _write(tmp_path / "own", "main.tf", 'resource "aws_s3_bucket" "raw" {}\n')
    assert block_of(_configuration(tmp_path / "own"), text) is None


def test_a_name_that_two_modules_use_leads_to_the_right_one(tmp_path: Path) -> None:
    _write(
        tmp_path / "own", "envs/dev/main.tf", 'module "one" {\n  source = "../../modules/one"\n}\n'
    )
    for name in ("one", "two"):
        _write(tmp_path / "own", f"modules/{name}/main.tf", 'resource "aws_s3_bucket" "this" {}\n')
    _write(
        tmp_path / "own", "envs/dev/two.tf", 'module "two" {\n  source = "../../modules/two"\n}\n'
    )
    configuration = _configuration(tmp_path / "own")
    for name in ("one", "two"):
        block = block_of(configuration, f"module.{name}.aws_s3_bucket.this[0]", "envs/dev")
        assert block is not None
        assert block.file == f"modules/{name}/main.tf"


def test_where_a_module_cannot_be_told_the_only_block_stands(tmp_path: Path) -> None:
    _write(tmp_path / "own", "main.tf", 'module "one" {\n  source = var.unknown\n}\n')
    _write(tmp_path / "own", "modules/one/main.tf", 'resource "aws_s3_bucket" "this" {}\n')
    block = block_of(_configuration(tmp_path / "own"), "module.one.aws_s3_bucket.this")
    assert block is not None
    assert block.file == "modules/one/main.tf"


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def _configuration(folder: Path) -> Configuration:
    return Configuration.of(take(folder, folder.parent / "taken", requires=("*.tf",)))
