"""Ways in which real submissions are written."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.terraform.deployment import Deployment

CODE = "def handler(event, context):\n    return event\n"


def attributes(deployment: Deployment, address: str) -> Mapping[str, Any]:
    return next(one.attributes for one in deployment.resources if one.address == address)


def package(name: str = "hello.py") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, CODE)
    return buffer.getvalue()


def test_variables_locals_tfvars_and_several_files(deploy, cloud):
    found = deploy(
        {
            "variables.tf": 'variable "name" {\n  type = string\n  validation {\n'
            '    condition     = length(var.name) > 3\n    error_message = "Too short."\n  }\n}\n'
            'variable "days" {\n  type = map(number)\n  default = {}\n}\n',
            "terraform.tfvars": 'name = "mi-data"\n',
            "more.auto.tfvars.json": '{"days": {"logs": 7}}',
            "locals.tf": 'locals {\n  bucket = "${var.name}-lake"\n}\n',
            "main.tf": 'resource "aws_s3_bucket" "x" {\n  bucket = local.bucket\n}\n'
            'resource "aws_cloudwatch_log_group" "x" {\n  for_each = var.days\n'
            '  name = "/x/${each.key}"\n  retention_in_days = each.value\n}\n',
            "outputs.tf": 'output "arn" {\n  value = aws_s3_bucket.x.arn\n}\n',
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    assert found.outputs == {"arn": "arn:aws:s3:::mi-data-lake"}
    assert cloud.client("s3").head_bucket(Bucket="mi-data-lake")
    groups = cloud.client("logs").describe_log_groups()["logGroups"]
    assert [(one["logGroupName"], one["retentionInDays"]) for one in groups] == [("/x/logs", 7)]
    indexed = [one for one in found.resources if one.type == "aws_cloudwatch_log_group"]
    assert [(one.address, one.index) for one in indexed] == [
        ('aws_cloudwatch_log_group.x["logs"]', "logs")
    ]


def test_count_for_each_and_dynamic_blocks(deploy, cloud):
    found = deploy(
        {
            "main.tf": """
locals {
  zones = toset(["raw", "clean"])
  rules = [{ prefix = "tmp/", days = 1 }, { prefix = "old/", days = 9 }]
}
resource "aws_s3_bucket" "zone" {
  for_each = local.zones
  bucket   = "lake-${each.key}"
}
resource "aws_s3_bucket" "many" {
  count  = 2
  bucket = "many-${count.index}"
}
resource "aws_s3_bucket_lifecycle_configuration" "x" {
  bucket = aws_s3_bucket.zone["raw"].id
  dynamic "rule" {
    for_each = local.rules
    content {
      id     = "rule-${rule.key}"
      status = "Enabled"
      filter {
        prefix = rule.value.prefix
      }
      expiration {
        days = rule.value.days
      }
    }
  }
}
"""
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    buckets = {one["Name"] for one in cloud.client("s3").list_buckets()["Buckets"]}
    assert buckets == {"lake-raw", "lake-clean", "many-0", "many-1"}
    rules = cloud.client("s3").get_bucket_lifecycle_configuration(Bucket="lake-raw")["Rules"]
    assert [one["Expiration"]["Days"] for one in rules] == [1, 9]


def test_modules_within_modules_and_version_pins(deploy, cloud):
    pins = (
        'terraform {\n  required_version = ">= 99.0"\n  required_providers {\n    aws = {\n'
        '      source = "hashicorp/aws"\n      version = "~> 99.4"\n    }\n  }\n}\n'
    )
    found = deploy(
        {
            "main.tf": pins
            + 'module "lake" {\n  source = "./modules/lake"\n  name = "mi-lake"\n}\n'
            'output "arn" {\n  value = module.lake.arn\n}\n',
            "modules/lake/main.tf": pins + 'variable "name" {}\nmodule "bucket" {\n'
            '  source = "../bucket"\n  name = var.name\n}\n'
            'output "arn" {\n  value = module.bucket.arn\n}\n',
            "modules/bucket/main.tf": 'variable "name" {}\nresource "aws_s3_bucket" "x" {\n'
            '  bucket = var.name\n}\noutput "arn" {\n  value = aws_s3_bucket.x.arn\n}\n',
            ".terraform.lock.hcl": 'provider "registry.terraform.io/hashicorp/aws" {\n'
            '  version = "1.2.3"\n}\n',
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    assert found.outputs == {"arn": "arn:aws:s3:::mi-lake"}
    assert [one.address for one in found.planned] == ["module.lake.module.bucket.aws_s3_bucket.x"]


@pytest.mark.parametrize(
    "backend",
    [
        'backend "s3" {\n    bucket = "tf"\n    key = "x"\n    region = "us-east-1"\n  }',
        'cloud {\n    organization = "x"\n    workspaces {\n      name = "x"\n    }\n  }',
        'backend "local" {\n    path = "../elsewhere.tfstate"\n  }',
    ],
)
def test_a_backend_is_kept_local(deploy, cell, backend):
    found = deploy(
        {
            "main.tf": f"terraform {{\n  {backend}\n}}\n"
            'resource "aws_s3_bucket" "x" {\n  bucket = "abc"\n}\n'
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    assert not (cell.path / "elsewhere.tfstate").exists()


@pytest.mark.parametrize(
    "source",
    [
        'source_file = "lambdas/hello.py"',
        'source_file = "${path.module}/lambdas/hello.py"',
        'source_dir = "lambdas"\n  excludes = ["test_*.py", "__pycache__"]',
        'source_content = file("${path.module}/lambdas/hello.py")\n'
        '  source_content_filename = "hello.py"',
        'source {\n    content = file("lambdas/hello.py")\n    filename = "hello.py"\n  }\n'
        '  source {\n    content = "{}"\n    filename = "data/settings.json"\n  }',
    ],
    ids=["file", "module path", "folder", "content", "blocks"],
)
def test_functions_packaged_by_archive_file(deploy, cloud, source):
    found = deploy(
        {
            "lambdas/hello.py": CODE,
            "lambdas/test_hello.py": "assert False",
            "main.tf": f"""
data "archive_file" "code" {{
  type        = "zip"
  output_path = "${{path.module}}/build/hello.zip"
  {source}
}}
resource "aws_iam_role" "x" {{
  name               = "role"
  assume_role_policy = <<-EOF
    {{
      "Version": "2012-10-17",
      "Statement": [{{
        "Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {{"Service": "lambda.amazonaws.com"}}
      }}]
    }}
  EOF
}}
resource "aws_lambda_function" "x" {{
  function_name    = "hello-lambda"
  role             = aws_iam_role.x.arn
  handler          = "hello.handler"
  runtime          = "python3.12"
  filename         = data.archive_file.code.output_path
  source_code_hash = data.archive_file.code.output_base64sha256
  environment {{
    variables = {{ STAGE = "test" }}
  }}
}}
""",
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    made = cloud.client("lambda").get_function_configuration(FunctionName="hello-lambda")
    state = attributes(found, "aws_lambda_function.x")
    assert made["CodeSha256"] == state["source_code_hash"] == state["code_sha256"]
    assert made["Environment"]["Variables"] == {"STAGE": "test"}
    assert made["Timeout"] == 3
    assert made["MemorySize"] == 128
    assert state["invoke_arn"].endswith(f"functions/{state['arn']}/invocations")


@pytest.mark.parametrize(
    "hashed",
    [
        'source_code_hash = filebase64sha256("hello.zip")',
        'source_code_hash = base64sha256(filebase64("hello.zip"))',
        "",
    ],
)
def test_functions_from_a_zip_that_is_there(deploy, cloud, hashed):
    found = deploy(
        {
            "hello.zip": package(),
            "main.tf": 'resource "aws_lambda_function" "x" {\n  function_name = "hello-lambda"\n'
            '  role = "arn:aws:iam::000000000000:role/any"\n  handler = "hello.handler"\n'
            f'  runtime = "python3.14"\n  filename = "hello.zip"\n  {hashed}\n}}\n',
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    assert cloud.client("lambda").get_function(FunctionName="hello-lambda")


def test_a_missing_zip_is_found_where_it_is_named(deploy):
    found = deploy(
        {
            "main.tf": 'resource "aws_lambda_function" "x" {\n  function_name = "x"\n'
            '  role = "arn:aws:iam::000000000000:role/any"\n  handler = "hello.handler"\n'
            '  runtime = "python3.12"\n  filename = "hello.zip"\n'
            '  source_code_hash = filebase64sha256("hello.zip")\n}\n'
        }
    )
    (error,) = found.errors
    assert (found.stage, error.file, error.line) == ("nothing", "main.tf", 7)
    assert "hello.zip" in error.detail


def test_policies_by_templatefile_and_jsonencode_agree_with_their_document(deploy, cloud):
    found = deploy(
        {
            "policy.json.tpl": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",\n'
            '"Action": "s3:PutObject", "Resource": "${arn}/*"}]}',
            "main.tf": """
resource "aws_s3_bucket" "x" {
  bucket = "abc"
}
resource "aws_iam_role" "x" {
  name               = "x"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.x.id
  policy = templatefile("${path.module}/policy.json.tpl", { arn = aws_s3_bucket.x.arn })
}
resource "aws_iam_policy" "b" {
  name   = "b"
  policy = data.aws_iam_policy_document.b.json
}
data "aws_iam_policy_document" "b" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.x.arn}/*"]
  }
}
""",
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    inline = cloud.client("iam").get_role_policy(RoleName="x", PolicyName="a")["PolicyDocument"]
    document = json.loads(attributes(found, "data.aws_iam_policy_document.b")["json"])
    assert inline == document


def test_default_tags_aliases_and_evaluated_endpoints(deploy, cloud):
    found = deploy(
        {
            "main.tf": """
variable "endpoint" {
  default = "http://localhost:4566"
}
locals {
  services = ["s3", "lambda"]
}
provider "aws" {
  region     = "us-east-1"
  access_key = "test"
  secret_key = "test"
  default_tags {
    tags = { course = "lake" }
  }
  dynamic "endpoints" {
    for_each = [1]
    content {
      s3     = var.endpoint
      lambda = "${var.endpoint}/"
    }
  }
}
provider "aws" {
  alias      = "west"
  region     = "us-west-2"
  access_key = "other"
  secret_key = "test"
}
resource "aws_s3_bucket" "east" {
  bucket = "east-bucket"
  tags   = { own = "yes" }
}
resource "aws_s3_bucket" "west" {
  provider = aws.west
  bucket   = "west-bucket"
}
"""
        },
        provider="",
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    assert attributes(found, "aws_s3_bucket.east")["tags_all"] == {"course": "lake", "own": "yes"}
    assert attributes(found, "aws_s3_bucket.west")["tags_all"] == {}
    assert attributes(found, "aws_s3_bucket.west")["region"] == "us-west-2"
    tags = cloud.client("s3").get_bucket_tagging(Bucket="east-bucket")["TagSet"]
    assert {one["Key"] for one in tags} == {"course", "own"}
    regions = {one.region: one for one in found.providers}
    assert set(regions) == {"us-east-1", "us-west-2"}
    assert regions["us-east-1"].endpoints == {
        "lambda": "http://localhost:4566/",
        "s3": "http://localhost:4566",
    }
    assert regions["us-west-2"].settings["access_key"] == "other"


def test_the_course_s_other_providers(deploy, cell):
    found = deploy(
        {
            "main.tf": """
resource "random_id" "x" {
  byte_length = 4
  prefix      = "b-"
}
resource "random_pet" "x" {}
resource "random_string" "x" {
  length  = 12
  special = false
  upper   = false
}
resource "random_password" "x" {
  length           = 16
  override_special = "!#"
  min_numeric      = 3
}
resource "random_integer" "x" {
  min = 5
  max = 7
}
resource "random_uuid" "x" {}
resource "random_shuffle" "x" {
  input        = ["a", "b", "c"]
  result_count = 2
}
resource "null_resource" "x" {
  triggers = { id = random_id.x.hex }
}
resource "terraform_data" "x" {
  input = random_pet.x.id
}
resource "local_file" "x" {
  filename = "${path.module}/out/x.txt"
  content  = "hello ${random_uuid.x.result}"
}
resource "local_sensitive_file" "x" {
  filename = "secret.txt"
  content  = random_password.x.result
}
data "local_file" "x" {
  filename = local_file.x.filename
}
data "null_data_source" "x" {
  inputs = { a = "1" }
}
resource "aws_s3_bucket" "x" {
  bucket = "lake-${random_string.x.result}"
}
output "shuffled" {
  value = random_shuffle.x.result
}
"""
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()
    work = cell.path / "work"
    written = (work / "out" / "x.txt").read_text()
    assert written == attributes(found, "data.local_file.x")["content"]
    assert 5 <= attributes(found, "random_integer.x")["result"] <= 7
    assert attributes(found, "random_id.x")["hex"].startswith("b-")
    assert len(attributes(found, "random_password.x")["result"]) == 16
    assert len(found.outputs["shuffled"]) == 2
    assert Path(work / "secret.txt").read_text() == attributes(found, "random_password.x")["result"]


def test_mistakes_of_core_come_with_their_place(deploy):
    found = deploy(
        {
            "main.tf": 'resource "aws_s3_bucket" "x" {\n  bucket = var.nmae\n}\n'
            'resource "aws_s3_bucket" "x" {\n  bucket = "b"\n}\n'
        }
    )
    assert found.stage == "nothing"
    places = {(one.file, one.line, one.summary) for one in found.errors}
    assert ("main.tf", 4, 'Duplicate resource "aws_s3_bucket" configuration') in places


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('resource "aws_s3_bucket" "x" {\n  bucket = "a\n}\n', 2),
        ('resource "aws_s3_bucket" "x" {\n  bucket = "a"\n', 1),
        ("<<<<<<< HEAD\n", 1),
    ],
)
def test_syntax_errors_come_with_their_line(deploy, text, line):
    found = deploy({"main.tf": text})
    assert found.stage == "nothing"
    assert found.errors[0].file == "main.tf"
    assert found.errors[0].line == line


def test_windows_files_and_folders_with_accents(deploy, cloud):
    text = 'resource "aws_s3_bucket" "x" {\r\n  bucket = "abc" # año\r\n}\r\n'
    found = deploy(
        {
            "main.tf": b"\xef\xbb\xbf" + text.encode(),
            "módulo ñ/m.tf": "",
            "data.tf": 'data "archive_file" "x" {\n  type = "zip"\n  source_dir = "código 🚀"\n'
            '  output_path = "salida ñ.zip"\n}\n',
            "código 🚀/función.py": CODE,
        }
    )
    assert found.stage == "applied", found.errors
    assert found.second_plan == ()


def test_a_folder_without_anything(deploy):
    found = deploy({}, provider="")
    assert (found.stage, found.planned, found.resources) == ("applied", (), ())


def test_a_folder_without_terraform(deploy, cell):
    found = deploy({"main.py": CODE, "provider.tf.txt": ""}, with_provider=False)
    assert found.stage in ("nothing", "valid")
    assert found.errors[0].summary == "No configuration files"


@pytest.mark.parametrize(
    ("bucket", "code"), [("not-there", "NoSuchBucket"), ("abc-there", "NoSuchKey")]
)
def test_code_that_is_not_in_its_bucket_is_refused(deploy, bucket, code):
    found = deploy(
        {
            "main.tf": 'resource "aws_s3_bucket" "x" {\n  bucket = "abc-there"\n}\n'
            'resource "aws_lambda_function" "x" {\n  function_name = "x"\n'
            '  role = "arn:aws:iam::000000000000:role/any"\n  handler = "hello.handler"\n'
            f'  runtime = "python3.12"\n  s3_bucket = "{bucket}"\n  s3_key = "x.zip"\n'
            "  depends_on = [aws_s3_bucket.x]\n}\n"
        }
    )
    (error,) = found.errors
    assert (found.stage, error.address) == ("planned", "aws_lambda_function.x")
    assert f"S3 Error Code: {code}" in error.summary


def test_no_region_is_worth_a_warning(deploy):
    found = deploy(
        {"main.tf": 'resource "aws_s3_bucket" "x" {\n  bucket = "abc"\n}\n'},
        provider='provider "aws" {\n  access_key = "test"\n}\n',
    )
    assert found.stage == "applied"
    (warning,) = found.diagnostics
    assert (warning.severity, found.providers[0].region) == ("warning", None)
    assert "us-east-1" in warning.summary
