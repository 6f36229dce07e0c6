"""Terraform source with its lines, its errors, and the values that text alone tells."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.hcl.configuration import Configuration
from grader.hcl.evaluate import UNKNOWN
from grader.hcl.forbidden import forbidden
from grader.hcl.reading import Block, MergeConflict, Unreadable, read
from grader.submission import take

SOURCE = """\
# the course's bucket
variable "name" {
  default = "mi-data-lake"
}

locals {
  prefix = "mi"
  full   = "${local.prefix}-data-lake"
}

resource "aws_s3_bucket" "lake" {
  bucket = var.name

  dynamic "cors_rule" {
    for_each = [1]
    content {
      allowed_methods = ["GET"]
    }
  }
}

resource "aws_lambda_function" "iss" {
  function_name = "capturar-${var.name}"
  timeout       = 10
  environment {
    variables = {
      BUCKET    = aws_s3_bucket.lake.bucket
      "FOLDER"  = local.full
      UNKNOWN   = data.aws_region.here.name
      ESCAPED   = "a \\"b\\" $${c}"
      COMPUTED  = upper("x")
    }
  }
}
"""


def configuration(tmp_path: Path, **files: str) -> Configuration:
    folder = tmp_path / "submission"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(tmp_path / "work", ignore_errors=True)
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.tf").write_text(text, encoding="utf-8")
    return Configuration.of(take(folder, tmp_path / "work", requires=("*.tf",)))


def only(blocks: tuple[Block, ...]) -> Block:
    (block,) = blocks
    return block


def test_blocks_and_attributes_have_lines(tmp_path: Path) -> None:
    config = configuration(tmp_path, main=SOURCE)
    bucket = only(config.resources("aws_s3_bucket"))
    assert (bucket.labels, bucket.line) == (("aws_s3_bucket", "lake"), 11)
    where = config.where_attribute(bucket, "bucket")
    assert (where.file, where.line, where.text) == ("main.tf", 12, "bucket = var.name")
    assert config.where_attribute(bucket, "acl").line == 11
    assert only(bucket.nested("cors_rule")).attribute("allowed_methods") is not None


def test_values_that_text_tells(tmp_path: Path) -> None:
    config = configuration(tmp_path, main=SOURCE)
    function = only(config.resources("aws_lambda_function"))
    assert config.value(function, "function_name") == "capturar-mi-data-lake"
    assert config.value(function, "timeout") == 10
    assert config.value(function, "handler") is None
    variables = config.value(only(function.nested("environment")), "variables")
    assert variables == {
        "BUCKET": "mi-data-lake", "FOLDER": "mi-data-lake", "UNKNOWN": UNKNOWN,
        "ESCAPED": 'a "b" ${c}', "COMPUTED": UNKNOWN,
    }  # fmt: skip


def test_values_that_run_in_circles_are_unknown(tmp_path: Path) -> None:
    config = configuration(
        tmp_path,
        main='locals {\n  a = local.b\n  b = local.a\n}\nresource "x" "y" {\n z = local.a\n}',
    )
    assert config.value(only(config.resources("x")), "z") is UNKNOWN


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a {\n  b = = 1\n}\n", 2),
        ('a {\n  b = "x\n}\n', 2),
        ("a {\n  b = 1\n", 3),
        ("a {\n  b = [1, 2\n}\n", 4),
        ("a { ; }", 1),
    ],
)
def test_a_syntax_error_has_its_line_and_a_caret(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as error:
        read(text, "main.tf")
    assert abs(error.value.line - line) <= 1
    assert error.value.caret.endswith("^")


def test_a_merge_conflict_is_named() -> None:
    text = "locals {}\n<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> main\n"
    with pytest.raises(MergeConflict) as error:
        read(text, "main.tf")
    assert error.value.line == 2


def test_one_unreadable_block_does_not_hide_the_others(tmp_path: Path) -> None:
    text = SOURCE + '\nresource "aws_sqs_queue" "q" {\n  name = = "x"\n}\n'
    config = configuration(tmp_path, main=text)
    assert list(config.unreadable) == ["main.tf"]
    assert config.unreadable["main.tf"].line == SOURCE.count("\n") + 3
    function = only(config.resources("aws_lambda_function"))
    assert config.value(function, "function_name") == "capturar-mi-data-lake"
    assert function.line == SOURCE[: SOURCE.index('resource "aws_lambda')].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "handler"),
    [
        ('"a.handler"', '"a.handler', "a.handler"),
        ('"a.handler"', 'a.handler"', "a.handler"),
        ('{ B = "b" }', '{ B = "b }', "a.handler"),
        ('"python3.12"', '"python3.12', "a.handler"),
        ('"f" {', '"f {', "a.handler"),
    ],
)
def test_a_block_that_lacks_a_quote_is_read_all_the_same(
    old: str, new: str, handler: str, tmp_path: Path
) -> None:
    text = (
        'resource "aws_lambda_function" "f" {\n  handler = "a.handler"\n  timeout = 7 # "s\n'
        '  runtime = "python3.12"\n  environment {\n    variables = { B = "b" }\n  }\n}\n'
    )
    assert old in text
    config = configuration(tmp_path, main=text.replace(old, new))
    assert set(config.unreadable) == {"main.tf"}
    function = only(config.resources("aws_lambda_function"))
    assert (config.value(function, "handler"), config.value(function, "timeout")) == (handler, 7)
    assert config.where_attribute(function, "timeout").line == 3


def test_deep_nesting_and_length_are_errors_not_crashes() -> None:
    with pytest.raises(Unreadable):
        read("a = " + "[" * 5000, "main.tf")
    with pytest.raises(Unreadable):
        read("# " + "x" * 300_000, "main.tf")


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_or_unreadable(text: str) -> None:
    try:
        read(text, "main.tf")
    except Unreadable as error:
        assert 1 <= error.line <= text.count("\n") + 1


def test_the_json_syntax_gives_the_same_blocks(tmp_path: Path) -> None:
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "main.tf.json").write_text(
        """{
  "variable": {"name": {"default": "mi-data-lake"}},
  "provider": {"aws": {"endpoints": [{"s3": "http://localhost:4566"}]}},
  "resource": {
    "aws_s3_bucket": {
      "lake": {
        "bucket": "${var.name}"
      }
    }
  }
}"""
    )
    config = Configuration.of(take(folder, tmp_path / "work", requires=("*.tf.json",)))
    bucket = only(config.resources("aws_s3_bucket"))
    assert (config.value(bucket, "bucket"), bucket.line) == ("mi-data-lake", 6)
    assert config.where_attribute(bucket, "bucket").line == 7
    (provider,) = config.blocks("provider", "aws")
    assert config.value(only(provider.nested("endpoints")), "s3") == "http://localhost:4566"


NAMES = st.from_regex(r"[a-z][a-z_]{0,8}\Z", fullmatch=True).filter(
    lambda name: name not in {"for", "if", "in", "null", "true", "false", "else", "endif", "endfor"}
)
LITERALS = (
    st.integers(0, 10**6) | st.booleans() | st.from_regex(r"[A-Za-z ñ.-]{0,12}", fullmatch=True)
)


@given(st.dictionaries(NAMES, LITERALS, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_what_is_read(values: dict[str, object]) -> None:
    def written(value: object) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        return f'"{value}"' if isinstance(value, str) else str(value)

    text = "thing {\n" + "".join(f"  {k} = {written(v)}\n" for k, v in values.items()) + "}\n"
    (block,) = read(text, "main.tf")
    from grader.hcl.evaluate import evaluate

    got = {a.name: evaluate(a.value, lambda _name: UNKNOWN) for a in block.attributes}
    assert got == values
    assert [a.line for a in block.attributes] == list(range(2, 2 + len(values)))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('resource "null_resource" "x" {\n  provisioner "local-exec" {\n command = "id"\n }\n}', 1),
        ('resource "terraform_data" "x" {\n  provisioner "remote-exec" {}\n}', 1),
        ('data "external" "x" {\n  program = ["id"]\n}', 1),
        ('module "m" {\n  source = "terraform-aws-modules/s3-bucket/aws"\n}', 1),
        ('module "m" {\n  source = "git::https://example.com/x.git"\n}', 1),
        ('module "m" {\n  source = "./modules/bucket"\n}', 0),
        ('resource "aws_s3_bucket" "provisioner" {\n  bucket = "provisioner"\n}', 0),
    ],
)
def test_what_would_run_or_fetch_is_found(tmp_path: Path, text: str, count: int) -> None:
    config = configuration(tmp_path, main=text)
    found = forbidden(config)
    assert len(found) == count
    assert all(fail.finding.where and fail.finding.where.line for fail in found)
