"""What an EventBridge target may consist of, argument by member of the API."""

from __future__ import annotations

from grader.terraform.aws.api import tag_list, tag_map
from grader.terraform.aws.shapes import Form, Shape
from grader.terraform.aws.task_shape import task_shape

_DEAD_LETTERS = Shape({"arn": "Arn"})
_RETRIES = Shape(
    {
        "maximum_event_age_in_seconds": "MaximumEventAgeInSeconds",
        "maximum_retry_attempts": "MaximumRetryAttempts",
    },
    empty={"maximum_event_age_in_seconds": 0, "maximum_retry_attempts": 0},
    zeros={"maximum_event_age_in_seconds": 0, "maximum_retry_attempts": 0},
)
_TRANSFORMER = Shape(
    {"input_paths": "InputPathsMap", "input_template": "InputTemplate"},
    empty={"input_paths": {}},
)
_BATCH = Shape(
    {
        "array_size": "ArrayProperties.Size",
        "job_attempts": "RetryStrategy.Attempts",
        "job_definition": "JobDefinition",
        "job_name": "JobName",
    },
    zeros={"array_size": 0, "job_attempts": 0},
)
_ECS = task_shape(
    "ordered_placement_strategy", "placement_constraint", tags=Form(tag_list, tag_map)
)
_HTTP = Shape(
    {
        "header_parameters": "HeaderParameters",
        "path_parameter_values": "PathParameterValues",
        "query_string_parameters": "QueryStringParameters",
    }
)
_REDSHIFT = Shape(
    {
        "database": "Database",
        "db_user": "DbUser",
        "secrets_manager_arn": "SecretManagerArn",
        "sql": "Sql",
        "statement_name": "StatementName",
        "with_event": "WithEvent",
    },
    zeros={
        "db_user": "",
        "secrets_manager_arn": "",
        "sql": "",
        "statement_name": "",
        "with_event": False,
    },
)
_SAGEMAKER = Shape(
    lists={
        "pipeline_parameter_list": (
            "PipelineParameterList",
            Shape({"name": "Name", "value": "Value"}),
        )
    }
)

TARGET = Shape(
    {
        "arn": "Arn",
        "input": "Input",
        "input_path": "InputPath",
        "role_arn": "RoleArn",
        "target_id": "Id",
    },
    blocks={
        "appsync_target": ("AppSyncParameters", Shape({"graphql_operation": "GraphQLOperation"})),
        "batch_target": ("BatchParameters", _BATCH),
        "dead_letter_config": ("DeadLetterConfig", _DEAD_LETTERS),
        "ecs_target": ("EcsParameters", _ECS),
        "http_target": ("HttpParameters", _HTTP),
        "input_transformer": ("InputTransformer", _TRANSFORMER),
        "kinesis_target": ("KinesisParameters", Shape({"partition_key_path": "PartitionKeyPath"})),
        "redshift_target": ("RedshiftDataParameters", _REDSHIFT),
        "retry_policy": ("RetryPolicy", _RETRIES),
        "sagemaker_pipeline_target": ("SageMakerPipelineParameters", _SAGEMAKER),
        "sqs_target": ("SqsParameters", Shape({"message_group_id": "MessageGroupId"})),
    },
    lists={
        "run_command_targets": (
            "RunCommandParameters.RunCommandTargets",
            Shape({"key": "Key", "values": "Values"}),
        )
    },
    zeros={"input": "", "input_path": "", "role_arn": ""},
)
