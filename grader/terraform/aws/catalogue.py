"""Where each implemented type is: ``"module:Class"``, imported only when it is used."""

from __future__ import annotations

RESOURCES = {
    "aws_lambda_function": "lambda_function:Function",
    "aws_s3_bucket": "s3_bucket:Bucket",
}

DATA_SOURCES: dict[str, str] = {
}

SERVICES = {
    "aws_lambda_function": "lambda",
    "aws_s3_bucket": "s3",
}
"""The boto3 service that a type needs."""
