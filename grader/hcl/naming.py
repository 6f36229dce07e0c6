"""The argument by which a resource names what it makes."""

from __future__ import annotations

NAMED_BY = {
    "aws_cloudwatch_event_rule": "name",
    "aws_cloudwatch_log_group": "name",
    "aws_dynamodb_table": "name",
    "aws_iam_role": "name",
    "aws_lambda_function": "function_name",
    "aws_s3_bucket": "bucket",
}
OF_ONE_BUCKET = "aws_s3_bucket_"
"""How the types begin of which a bucket has one at the most."""
MANY = frozenset({"aws_s3_bucket_object"})


def naming_attribute(type: str) -> str | None:
    """Return the argument that says which thing a resource of that type is; None for others."""
    if type.startswith(OF_ONE_BUCKET) and type not in MANY:
        return "bucket"
    return NAMED_BY.get(type)
