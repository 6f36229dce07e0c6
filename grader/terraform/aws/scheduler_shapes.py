"""What a schedule of EventBridge Scheduler consists of, argument by member of the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from grader.terraform.aws.shapes import Form, Shape
from grader.terraform.aws.task_shape import task_shape


def written(moment: datetime) -> str:
    """A moment as the provider stores it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _listed(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in tags.items()]


def _mapped(tags: list[dict[str, str]]) -> dict[str, str]:
    return {one["key"]: one["value"] for one in tags}


_TASK = task_shape(
    "placement_strategy",
    "placement_constraints",
    tags=Form(_listed, _mapped),
    also={"reference_id": "ReferenceId"},
    empty={"enable_ecs_managed_tags": False, "enable_execute_command": False},
)
_RETRIES = Shape(
    {
        "maximum_event_age_in_seconds": "MaximumEventAgeInSeconds",
        "maximum_retry_attempts": "MaximumRetryAttempts",
    },
    empty={"maximum_retry_attempts": 0},
)
_PIPELINE = Shape(
    lists={
        "pipeline_parameter": ("PipelineParameterList", Shape({"name": "Name", "value": "Value"}))
    }
)
_TARGET = Shape(
    {"arn": "Arn", "input": "Input", "role_arn": "RoleArn"},
    blocks={
        "dead_letter_config": ("DeadLetterConfig", Shape({"arn": "Arn"})),
        "ecs_parameters": (
            "EcsParameters",
            _TASK,
        ),
        "eventbridge_parameters": (
            "EventBridgeParameters",
            Shape({"detail_type": "DetailType", "source": "Source"}),
        ),
        "kinesis_parameters": ("KinesisParameters", Shape({"partition_key": "PartitionKey"})),
        "retry_policy": ("RetryPolicy", _RETRIES),
        "sagemaker_pipeline_parameters": ("SageMakerPipelineParameters", _PIPELINE),
        "sqs_parameters": ("SqsParameters", Shape({"message_group_id": "MessageGroupId"})),
    },
    zeros={"input": ""},
)
_WINDOW = Shape(
    {"maximum_window_in_minutes": "MaximumWindowInMinutes", "mode": "Mode"},
    zeros={"maximum_window_in_minutes": 0},
)
_MOMENT = Form(lambda text: text, written)
SCHEDULE = Shape(
    {
        "description": "Description",
        "end_date": "EndDate",
        "group_name": "GroupName",
        "kms_key_arn": "KmsKeyArn",
        "name": "Name",
        "schedule_expression": "ScheduleExpression",
        "schedule_expression_timezone": "ScheduleExpressionTimezone",
        "start_date": "StartDate",
        "state": "State",
    },
    blocks={"flexible_time_window": ("FlexibleTimeWindow", _WINDOW), "target": ("Target", _TARGET)},
    forms={"end_date": _MOMENT, "start_date": _MOMENT},
    zeros=dict.fromkeys(("description", "end_date", "kms_key_arn", "start_date"), ""),
)
