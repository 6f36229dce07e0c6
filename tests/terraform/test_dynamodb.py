"""Tables and items: what Terraform applied is what the cloud has; then changed, then gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from grader.sandbox.cells import CellFolder
from grader.terraform.deploy import DeployChild
from grader.terraform.deployment import Deployment

PROVIDER = """
provider "aws" {
  region     = "us-east-1"
  access_key = "test"
  secret_key = "test"
}
"""
TABLE = """
resource "aws_dynamodb_table" "t" {
  name         = "capturas-iss"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "capture_id"

  attribute {
    name = "capture_id"
    type = "S"
  }
}
"""
ITEM = """
resource "aws_dynamodb_table_item" "i" {
  table_name = aws_dynamodb_table.t.name
  hash_key   = aws_dynamodb_table.t.hash_key

  item = jsonencode({
    capture_id = { S = "x" }
    latitude   = { N = "1.5" }
    raw        = { B = "AQI=" }
  })
}
"""
INDEX = """
  global_secondary_index {
    name            = "by_day"
    hash_key        = "day"
    projection_type = "ALL"
  }

  attribute {
    name = "day"
    type = "S"
  }
}
"""
Again = Callable[[str], Deployment]


@pytest.fixture
def again(cloud) -> Iterator[Again]:
    """Deploys one text after the other, with the state of the one before."""
    cell = CellFolder.create()
    work = cell.path / "work"
    work.mkdir()
    (work / "provider.tf").write_text(PROVIDER)
    main = work / "main.tf"
    main.write_text(TABLE + ITEM)
    child = DeployChild.start(cell, work)

    def deploy(text: str) -> Deployment:
        main.write_text(text)
        return child.deploy(cloud.endpoint, second_plan=True, seconds=60)

    yield deploy
    child.stop()
    cell.remove()


def actions(found: Deployment) -> dict[str, tuple[str, ...]]:
    assert (found.stage, found.second_plan) == ("applied", ()), found.errors
    return {one.address: one.actions for one in found.planned}


def test_a_table_from_its_first_to_its_last_day(cloud, again):
    dynamodb = cloud.client("dynamodb")
    assert set(actions(again(TABLE + ITEM)).values()) == {("create",)}
    (item,) = dynamodb.scan(TableName="capturas-iss")["Items"]
    assert item == {"capture_id": {"S": "x"}, "latitude": {"N": "1.5"}, "raw": {"B": b"\x01\x02"}}

    indexed = TABLE.rstrip().removesuffix("}") + INDEX
    changed = actions(again(indexed + ITEM.replace("1.5", "2.5")))
    assert changed == {
        "aws_dynamodb_table.t": ("update",),
        "aws_dynamodb_table_item.i": ("update",),
    }
    table = dynamodb.describe_table(TableName="capturas-iss")["Table"]
    assert [one["IndexName"] for one in table["GlobalSecondaryIndexes"]] == ["by_day"]

    renamed = TABLE.replace("capturas-iss", "capturas") + ITEM
    replaced = actions(again(renamed))
    assert set(replaced.values()) == {("delete", "create")}
    assert dynamodb.list_tables()["TableNames"] == ["capturas"]

    assert set(actions(again("")).values()) == {("delete",)}
    assert dynamodb.list_tables()["TableNames"] == []


def test_what_was_deleted_behind_its_back_is_made_again(cloud, again):
    again(TABLE + ITEM)
    key = {"capture_id": {"S": "x"}}
    cloud.client("dynamodb").delete_item(TableName="capturas-iss", Key=key)
    made = actions(again(TABLE + ITEM))
    assert made["aws_dynamodb_table_item.i"] == ("create",)
    cloud.client("dynamodb").delete_table(TableName="capturas-iss")
    assert set(actions(again(TABLE + ITEM)).values()) == {("create",)}


def test_another_type_of_a_key_is_overlooked(again):
    assert set(actions(again(TABLE.replace('type = "S"', 'type = "N"'))).values()) == {("create",)}
    assert set(actions(again(TABLE)).values()) <= {("no-op",)}


@pytest.mark.parametrize(
    ("wrong", "right", "stage", "words"),
    [
        ('type = "S"', 'type = "STRING"', "nothing", "expected type to be one of"),
        ('"PAY_PER_REQUEST"', '"ON_DEMAND"', "nothing", "expected billing_mode to be one of"),
        ('"PAY_PER_REQUEST"', '"PROVISIONED"', "valid", "read_capacity must be at least 1"),
        ('  hash_key     = "capture_id"\n', "", "valid", 'Unused attributes: ["capture_id"]'),
        ('name = "capture_id"', 'name = "id"', "valid", 'Unmatched indexes: ["capture_id"]'),
        ('"capturas-iss"', '"capturas iss"', "planned", "api error ValidationException"),
    ],
)
def test_a_mistake_is_refused_at_its_block(deploy, wrong, right, stage, words):
    found = deploy({"main.tf": TABLE.replace(wrong, right, 1)})
    assert found.stage == stage
    (error,) = found.errors
    assert words in f"{error.summary} {error.detail}"
    assert (error.file, error.line is not None) == ("main.tf", True)


def test_what_the_course_lacks_is_named(deploy):
    replica = '  replica {\n    region_name = "eu-west-1"\n  }\n}'
    found = deploy({"main.tf": TABLE.rstrip().removesuffix("}") + replica})
    assert (found.stage, found.outside) == ("nothing", ("aws_dynamodb_table.replica",))
