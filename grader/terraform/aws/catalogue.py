"""Where each implemented type is: ``"module:Class"``, imported only when it is used."""

from __future__ import annotations

RESOURCES = {
    "aws_cloudwatch_event_bus": "events_bus:Bus",
    "aws_cloudwatch_event_permission": "events_bus:BusPermission",
    "aws_cloudwatch_event_rule": "events_rule:Rule",
    "aws_cloudwatch_event_target": "events_target:Target",
    "aws_cloudwatch_log_group": "logs:LogGroup",
    "aws_cloudwatch_log_stream": "logs_stream:LogStream",
    "aws_dynamodb_table": "dynamodb_table:Table",
    "aws_dynamodb_table_item": "dynamodb_item:TableItem",
    "aws_iam_policy": "iam_policy:Policy",
    "aws_iam_policy_attachment": "iam_attachment:PolicyAttachment",
    "aws_iam_role": "iam_role:Role",
    "aws_iam_role_policy": "iam_policy:RolePolicy",
    "aws_iam_role_policy_attachment": "iam_policy:RolePolicyAttachment",
    "aws_kms_alias": "kms:Alias",
    "aws_kms_key": "kms:Key",
    "aws_lambda_alias": "lambda_parts:Alias",
    "aws_lambda_event_source_mapping": "lambda_source:EventSourceMapping",
    "aws_lambda_function": "lambda_function:Function",
    "aws_lambda_function_event_invoke_config": "lambda_parts:EventInvokeConfig",
    "aws_lambda_function_url": "lambda_url:FunctionUrl",
    "aws_lambda_layer_version": "lambda_parts:LayerVersion",
    "aws_lambda_permission": "lambda_permission:Permission",
    "aws_lambda_provisioned_concurrency_config": "lambda_concurrency:ProvisionedConcurrency",
    "aws_s3_bucket": "s3_bucket:Bucket",
    "aws_s3_bucket_acl": "s3_satellites:Acl",
    "aws_s3_bucket_cors_configuration": "s3_satellites:Cors",
    "aws_s3_bucket_lifecycle_configuration": "s3_lifecycle:Lifecycle",
    "aws_s3_bucket_notification": "s3_notification:Notification",
    "aws_s3_bucket_object": "s3_object:BucketObject",
    "aws_s3_bucket_ownership_controls": "s3_satellites:OwnershipControls",
    "aws_s3_bucket_policy": "s3_satellites:Policy",
    "aws_s3_bucket_public_access_block": "s3_satellites:PublicAccessBlock",
    "aws_s3_bucket_server_side_encryption_configuration": "s3_satellites:Encryption",
    "aws_s3_bucket_versioning": "s3_satellites:Versioning",
    "aws_s3_object": "s3_object:Object",
    "aws_scheduler_schedule": "scheduler:Schedule",
    "aws_scheduler_schedule_group": "scheduler:Group",
    "aws_sns_topic": "sns_topic:Topic",
    "aws_sns_topic_policy": "sns_topic:TopicPolicy",
    "aws_sns_topic_subscription": "sns_subscription:Subscription",
    "aws_sqs_queue": "sqs:Queue",
    "aws_sqs_queue_policy": "sqs:QueuePolicy",
    "aws_sqs_queue_redrive_allow_policy": "sqs:RedriveAllowPolicy",
    "aws_sqs_queue_redrive_policy": "sqs:RedrivePolicy",
}

DATA_SOURCES = {
    "aws_arn": "account:Arn",
    "aws_availability_zones": "account:AvailabilityZones",
    "aws_caller_identity": "account:CallerIdentity",
    "aws_canonical_user_id": "account:CanonicalUserId",
    "aws_cloudwatch_event_bus": "events_bus:BusData",
    "aws_cloudwatch_log_group": "logs:LogGroupData",
    "aws_default_tags": "account:DefaultTags",
    "aws_dynamodb_table": "dynamodb_data:TableData",
    "aws_dynamodb_table_item": "dynamodb_item:TableItemData",
    "aws_iam_policy": "iam_policy:PolicyData",
    "aws_iam_policy_document": "policy_document:PolicyDocument",
    "aws_iam_role": "iam_role:RoleData",
    "aws_kms_key": "kms:KeyData",
    "aws_lambda_alias": "lambda_parts:AliasData",
    "aws_lambda_function": "lambda_function:FunctionData",
    "aws_lambda_function_url": "lambda_url:FunctionUrlData",
    "aws_lambda_functions": "lambda_parts:FunctionsData",
    "aws_lambda_layer_version": "lambda_parts:LayerVersionData",
    "aws_partition": "account:Partition",
    "aws_region": "account:Region",
    "aws_regions": "account:Regions",
    "aws_s3_bucket": "s3_bucket:BucketData",
    "aws_s3_bucket_policy": "s3_satellites:PolicyData",
    "aws_s3_object": "s3_object:ObjectData",
    "aws_s3_objects": "s3_object:ObjectsData",
    "aws_sns_topic": "sns_topic:TopicData",
    "aws_sqs_queue": "sqs:QueueData",
    "aws_sqs_queues": "sqs:QueuesData",
}

_BY_PREFIX = {
    "aws_caller_identity": "sts",
    "aws_cloudwatch_event": "events",
    "aws_cloudwatch_log": "logs",
    "aws_dynamodb": "dynamodb",
    "aws_iam_policy_document": None,
    "aws_iam": "iam",
    "aws_kms": "kms",
    "aws_lambda": "lambda",
    "aws_s3": "s3",
    "aws_scheduler": "scheduler",
    "aws_sns": "sns",
    "aws_sqs": "sqs",
}


def service_of(type_name: str) -> str | None:
    """The boto3 service that a type needs; None when it needs none."""
    for prefix, service in _BY_PREFIX.items():
        if type_name.startswith(prefix):
            return service
    return None
