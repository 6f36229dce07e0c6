"""What an event source mapping consists of, argument by member of the API."""

from __future__ import annotations

from collections.abc import Mapping

from grader.terraform.aws.scheduler_shapes import written
from grader.terraform.aws.shapes import Form, Shape


def _split(endpoints: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: hosts.split(",") for name, hosts in endpoints.items()}


def _joined(endpoints: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: ",".join(hosts) for name, hosts in endpoints.items()}


_GROUP = Shape({"consumer_group_id": "ConsumerGroupId"})
_FAILURE = Shape({"destination_arn": "Destination"})
_DOCUMENTS = Shape(
    {
        "collection_name": "CollectionName",
        "database_name": "DatabaseName",
        "full_document": "FullDocument",
    }
)
_FILTERS = Shape(lists={"filter": ("Filters", Shape({"pattern": "Pattern"}))})
_POLLERS = Shape({"maximum_pollers": "MaximumPollers", "minimum_pollers": "MinimumPollers"})

SOURCE = Shape(
    {
        "batch_size": "BatchSize",
        "bisect_batch_on_function_error": "BisectBatchOnFunctionError",
        "event_source_arn": "EventSourceArn",
        "function_response_types": "FunctionResponseTypes",
        "kms_key_arn": "KMSKeyArn",
        "maximum_batching_window_in_seconds": "MaximumBatchingWindowInSeconds",
        "maximum_record_age_in_seconds": "MaximumRecordAgeInSeconds",
        "maximum_retry_attempts": "MaximumRetryAttempts",
        "parallelization_factor": "ParallelizationFactor",
        "queues": "Queues",
        "starting_position": "StartingPosition",
        "starting_position_timestamp": "StartingPositionTimestamp",
        "topics": "Topics",
        "tumbling_window_in_seconds": "TumblingWindowInSeconds",
    },
    blocks={
        "amazon_managed_kafka_event_source_config": ("AmazonManagedKafkaEventSourceConfig", _GROUP),
        "destination_config": (
            "DestinationConfig",
            Shape(blocks={"on_failure": ("OnFailure", _FAILURE)}),
        ),
        "document_db_event_source_config": ("DocumentDBEventSourceConfig", _DOCUMENTS),
        "filter_criteria": ("FilterCriteria", _FILTERS),
        "metrics_config": ("MetricsConfig", Shape({"metrics": "Metrics"})),
        "provisioned_poller_config": ("ProvisionedPollerConfig", _POLLERS),
        "scaling_config": ("ScalingConfig", Shape({"maximum_concurrency": "MaximumConcurrency"})),
        "self_managed_event_source": (
            "SelfManagedEventSource",
            Shape({"endpoints": "Endpoints"}, forms={"endpoints": Form(_split, _joined)}),
        ),
        "self_managed_kafka_event_source_config": ("SelfManagedKafkaEventSourceConfig", _GROUP),
    },
    lists={
        "source_access_configuration": (
            "SourceAccessConfigurations",
            Shape({"type": "Type", "uri": "URI"}),
        )
    },
    forms={"starting_position_timestamp": Form(str, written)},
    zeros={
        "bisect_batch_on_function_error": False,
        "event_source_arn": "",
        "function_response_types": [],
        "kms_key_arn": "",
        "maximum_batching_window_in_seconds": 0,
        "maximum_record_age_in_seconds": 0,
        "maximum_retry_attempts": 0,
        "parallelization_factor": 0,
        "queues": [],
        "starting_position": "",
        "starting_position_timestamp": "",
        "topics": [],
        "tumbling_window_in_seconds": 0,
    },
)
