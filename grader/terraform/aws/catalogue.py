"""Where each implemented type is: ``"module:Class"``, imported only when it is used."""

from __future__ import annotations

RESOURCES = {
    "aws_iam_policy": "iam:Policy",
    "aws_iam_role": "iam:Role",
    "aws_iam_role_policy": "iam:RolePolicy",
    "aws_iam_role_policy_attachment": "iam:RolePolicyAttachment",
    "aws_lambda_function": "lambda_function:Function",
    "aws_s3_bucket": "s3_bucket:Bucket",
}

DATA_SOURCES = {
    "aws_arn": "account:Arn",
    "aws_availability_zones": "account:AvailabilityZones",
    "aws_caller_identity": "account:CallerIdentity",
    "aws_canonical_user_id": "account:CanonicalUserId",
    "aws_default_tags": "account:DefaultTags",
    "aws_iam_policy": "iam:PolicyData",
    "aws_iam_policy_document": "policy_document:PolicyDocument",
    "aws_iam_role": "iam:RoleData",
    "aws_lambda_function": "lambda_function:FunctionData",
    "aws_partition": "account:Partition",
    "aws_region": "account:Region",
    "aws_regions": "account:Regions",
    "aws_s3_bucket": "s3_bucket:BucketData",
}

_BY_PREFIX = {
    "aws_caller_identity": "sts",
    "aws_cloudwatch_log": "logs",
    "aws_iam_policy_document": None,
    "aws_iam": "iam",
    "aws_kms": "kms",
    "aws_lambda": "lambda",
    "aws_s3": "s3",
    "aws_sqs": "sqs",
}


def service_of(type_name: str) -> str | None:
    """The boto3 service that a type needs; None when it needs none."""
    for prefix, service in _BY_PREFIX.items():
        if type_name.startswith(prefix):
            return service
    return None
