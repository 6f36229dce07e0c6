"""What is said beside Terraform's own words: the next step, and the line that is meant."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from grader.hcl.addresses import block_of
from grader.hcl.configuration import Configuration
from grader.submission import Submission, take
from grader.terraform.deployment import Diagnostic
from grader.terraform_hints import next_step, without_suggestion
from grader.terraform_plainly import plainly, sentences

INAPPROPRIATE = "Incorrect attribute value type"
REFERENCE = (
    "A reference to a resource type must be followed by at least one attribute access, "
    "specifying the resource name."
)


def submission(tmp_path: Path, text: str) -> Submission:
    folder, work = tmp_path / "submission", tmp_path / "work"
    folder.mkdir()
    work.mkdir()
    (folder / "main.tf").write_text(text, encoding="utf-8")
    return take(folder, work, requires=("*.tf",))


def inside(type: str, line: str) -> str:
    return f'resource "{type}" "one" {{\n  {line}\n}}\n'


STEPS = {
    "text without quotes": (
        inside("aws_s3_bucket", "bucket = mi-data-lake"),
        ("Invalid reference", REFERENCE),
        'bucket = "mi-data-lake"',
    ),
    "text without quotes that has a dot": (
        inside("aws_lambda_function", "handler = hello.handler"),
        (
            "Reference to undeclared resource",
            'A managed resource "hello" "handler" has not been declared in the root module.',
        ),
        'handler = "hello.handler"',
    ),
    "a type alone": (
        inside("aws_lambda_function", "role = aws_iam_role"),
        ("Invalid reference", REFERENCE),
        "aws_iam_role.<name>.arn",
    ),
    "no .arn": (
        inside("aws_lambda_function", "role = aws_iam_role.hello # the role"),
        (
            INAPPROPRIATE,
            'Inappropriate value for attribute "role": string required, but have object.',
        ),
        "role = aws_iam_role.hello.arn",
    ),
    "no .name": (
        inside("aws_cloudwatch_event_target", "rule = aws_cloudwatch_event_rule.minute"),
        (INAPPROPRIATE, 'Inappropriate value for attribute "rule": string required.'),
        "rule = aws_cloudwatch_event_rule.minute.name",
    ),
    "a unit": (
        inside("aws_lambda_function", 'timeout = "10s"'),
        (INAPPROPRIATE, 'Inappropriate value for attribute "timeout": a number is required.'),
        "timeout = 10",
    ),
    "a runtime that is none": (
        inside("aws_lambda_function", 'runtime = "python3.99"'),
        ('expected runtime to be one of ["nodejs" "python3.12"], got python3.99', ""),
        "python3.12",
    ),
    "another choice": (
        inside("aws_dynamodb_table", 'billing_mode = "pay_per_request"'),
        (
            'expected billing_mode to be one of ["PROVISIONED" "PAY_PER_REQUEST"], '
            "got pay_per_request",
            "",
        ),
        "PAY_PER_REQUEST",
    ),
    "no such attribute": (
        inside("aws_lambda_function", "TABLE = aws_dynamodb_table.capturas.nombre"),
        (
            "Unsupported attribute",
            'This object has no argument, nested block, or exported attribute named "nombre".',
        ),
        "aws_dynamodb_table.capturas.name",
    ),
    "the name of another argument": (
        inside("aws_s3_bucket", 'name = "mi-data-lake"'),
        ("Unsupported argument", 'An argument named "name" is not expected here.'),
        "bucket",
    ),
    "a variable outside variables": (
        'resource "aws_lambda_function" "f" {\n  environment {\n    BUCKET = "x"\n  }\n}\n',
        ("Unsupported argument", 'An argument named "BUCKET" is not expected here.'),
        "variables = { BUCKET",
    ),
    "almost the name": (
        'provider "aws" {\n  event = "http://localhost:4566"\n}\n',
        (
            "Unsupported argument",
            'An argument named "event" is not expected here. Did you mean "events"?',
        ),
        '"events"',
    ),
    "a block with an equals sign": (
        'provider "aws" {\n  endpoints = {\n  }\n}\n',
        (
            "Unsupported argument",
            'An argument named "endpoints" is not expected here. Did you mean to define a block '
            'of type "endpoints"?',
        ),
        "endpoints { ",
    ),
    "a name where an ARN belongs": (
        inside("aws_lambda_function", "role = aws_iam_role.hello.name"),
        ('"role" (hello) is an invalid ARN: arn: invalid prefix', ""),
        "role = aws_iam_role.hello.arn",
    ),
    "a resource of another name": (
        inside("aws_iam_role", "name = aws_iam_role.onne.name"),
        (
            "Reference to undeclared resource",
            'A managed resource "aws_iam_role" "onne" has not been declared in the root module.',
        ),
        "aws_iam_role.one",
    ),
    "a clock in the name": (
        inside("aws_s3_bucket", 'bucket = "mi-data-lake-${timestamp()}"'),
        ("validating S3 Bucket (mi-data-lake-2031) name: only alphanumeric characters", ""),
        "timestamp()",
    ),
}


@pytest.mark.parametrize("name", STEPS)
def test_the_next_step_names_what_to_write(name: str, tmp_path: Path) -> None:
    text, (summary, detail), wanted = STEPS[name]
    handed_in = submission(tmp_path, text)
    line = 3 if "environment {" in text else 2
    step = next_step(
        Diagnostic("error", summary, detail, "main.tf", line),
        Configuration.of(handed_in),
        handed_in.where("main.tf", line),
    )
    assert wanted in step


def test_a_provider_is_no_resource(tmp_path: Path) -> None:
    handed_in = submission(tmp_path, 'provider "aws" {\n  wherever = "x"\n}\n')
    diagnostic = Diagnostic(
        "error", "Unsupported argument", 'An argument named "wherever" is not expected here.'
    )
    where = handed_in.where("main.tf", 2)
    assert "resource" not in next_step(diagnostic, Configuration.of(handed_in), where)


def test_a_suggestion_is_said_once() -> None:
    detail = 'An argument named "event" is not expected here. Did you mean "events"?'
    assert without_suggestion(detail) == 'An argument named "event" is not expected here.'


def test_each_line_of_a_summary_is_a_sentence() -> None:
    assert sentences("all attributes\nall indexes.") == "all attributes.\nall indexes."


def test_regular_expressions_are_left_out() -> None:
    told = '"arn" (x) is an invalid ARN: invalid account ID value'
    assert sentences(f"{told} (expecting to match regular expression: ^(aws|\\d{{12}})$)") == (
        f"{told}."
    )


TABLE = """\
resource "aws_dynamodb_table" "one" {
  name     = "capturas-iss"
  hash_key = "captureId"

  attribute {
    name = "capture_id"
    type = "S"
  }
}
"""
UNUSED = 'all attributes must be indexed. Unused attributes: ["capture_id"]'
UNMATCHED = 'all indexes must match a defined attribute. Unmatched indexes: ["captureId"]'
RULE = (
    '"rule" doesn\'t comply with restrictions ("^[0-9A-Za-z_.-]+$"): '
    '"arn:aws:events:us-east-1:000000000000:rule/each-minute"'
)
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:capturar-iss"
INVOKE = (
    f'"arn" (arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{FUNCTION}/invocations) '
    "is an invalid ARN: invalid account ID value (expecting to match regular expression: ^x$)"
)


def found(tmp_path: Path, text: str, summary: str, line: int) -> Any:
    handed_in = submission(tmp_path, text)
    configuration = Configuration.of(handed_in)
    stage: Any = SimpleNamespace(
        configuration=configuration,
        submission=handed_in,
        block_of=lambda address: block_of(configuration, address),
    )
    type = text.split('"')[1]
    told = Diagnostic("error", summary, "", "main.tf", line, f"{type}.one")
    problem = plainly(stage, told, handed_in.where("main.tf", line))
    return None if problem is None else problem.finding


def test_a_key_and_its_attribute_of_another_name(tmp_path: Path) -> None:
    finding = found(tmp_path, TABLE, f"{UNUSED}\n{UNMATCHED}", 1)
    assert "captureId" in finding.message
    assert "capture_id" in finding.message
    assert finding.where.line == 3


def test_an_attribute_that_is_no_key(tmp_path: Path) -> None:
    text = TABLE.replace("captureId", "capture_id").replace(
        "  }\n}", '  }\n  attribute {\n    name = "at"\n    type = "S"\n  }\n}'
    )
    finding = found(tmp_path, text, 'all attributes must be indexed. Unused attributes: ["at"]', 1)
    assert "at" in finding.hint
    assert finding.where.line == 10


def test_a_key_without_attribute(tmp_path: Path) -> None:
    finding = found(tmp_path, TABLE, UNMATCHED, 1)
    assert finding.where.line == 3
    assert "captureId" in finding.expected


def test_the_arn_of_a_rule_in_place_of_its_name(tmp_path: Path) -> None:
    text = inside("aws_cloudwatch_event_target", "rule = aws_cloudwatch_event_rule.minute.arn")
    finding = found(tmp_path, text, RULE, 2)
    assert finding.expected == "each-minute"
    assert "aws_cloudwatch_event_rule.minute.name" in finding.hint
    assert "^" not in f"{finding.message}{finding.found}"


def test_the_arn_for_api_gateway(tmp_path: Path) -> None:
    text = inside("aws_cloudwatch_event_target", "arn = aws_lambda_function.iss.invoke_arn")
    finding = found(tmp_path, text, INVOKE, 2)
    assert finding.expected == FUNCTION
    assert "aws_lambda_function.iss.arn" in finding.hint


def test_what_terraform_says_well_stays(tmp_path: Path) -> None:
    assert found(tmp_path, TABLE, "Missing required argument", 1) is None
