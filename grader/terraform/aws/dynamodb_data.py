"""Looking up a DynamoDB table, as hashicorp/aws 5.100."""

from __future__ import annotations

from grader.terraform.aws.api import Aws, AwsDataSource, tag_map
from grader.terraform.aws.dynamodb_reading import flattened, recovery_block, ttl_block
from grader.terraform.provider.values import Values


class TableData(AwsDataSource):
    """data aws_dynamodb_table."""

    type_name = "aws_dynamodb_table"
    label = "Dynamodb Table"

    def blames(self, error: Exception) -> tuple[str, ...]:
        """Nothing in particular: the provider points at the block."""
        return ()

    def read(self, api: Aws, config: Values) -> Values:
        """By its name."""
        client = api.client("dynamodb")
        name = config["name"]
        table = client.describe_table(TableName=name)["Table"]
        ttl = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        backups = client.describe_continuous_backups(TableName=name)
        tags = client.list_tags_of_resource(ResourceArn=table["TableArn"]).get("Tags", [])
        return {
            **flattened(table, {}),
            "id": name,
            "point_in_time_recovery": recovery_block(backups["ContinuousBackupsDescription"]),
            "replica": [],
            "tags": tag_map(tags),
            "ttl": ttl_block(ttl),
        }
