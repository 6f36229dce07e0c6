"""What feeds a Lambda function: event source mappings, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import checks
from grader.terraform.aws.api import Aws, AwsResource, is_missing
from grader.terraform.aws.gotime import wrong_moment
from grader.terraform.aws.lambda_source_shape import SOURCE
from grader.terraform.aws.s3_settings import given
from grader.terraform.aws.tags import changed_tags, dropped_tags
from grader.terraform.provider.resource import Problem
from grader.terraform.provider.values import Values

_ONLY_AT_FIRST = (
    "AmazonManagedKafkaEventSourceConfig",
    "EventSourceArn",
    "Queues",
    "SelfManagedEventSource",
    "SelfManagedKafkaEventSourceConfig",
    "StartingPosition",
    "StartingPositionTimestamp",
    "Topics",
)
_CLEARED = {
    "destination_config": "DestinationConfig",
    "filter_criteria": "FilterCriteria",
    "metrics_config": "MetricsConfig",
    "scaling_config": "ScalingConfig",
}
_POSITIONS = ("TRIM_HORIZON", "LATEST", "AT_TIMESTAMP")
_ACCESS = (
    "BASIC_AUTH",
    "VPC_SUBNET",
    "VPC_SECURITY_GROUP",
    "SASL_SCRAM_512_AUTH",
    "SASL_SCRAM_256_AUTH",
    "VIRTUAL_HOST",
    "CLIENT_CERTIFICATE_TLS_AUTH",
    "SERVER_ROOT_CA_CERTIFICATE",
)


def function_called(text: str) -> str:
    """The name of a function that is given by name or by ARN."""
    parts = text.split(":")
    return parts[6] if len(parts) > 6 else text


class EventSourceMapping(AwsResource):
    """aws_lambda_event_source_mapping."""

    type_name = "aws_lambda_event_source_mapping"
    label = "Lambda Event Source Mapping"
    defaults: ClassVar[dict[str, Any]] = {"enabled": True}
    kept = frozenset({"batch_size", "function_name"})
    same_texts: ClassVar[dict[str, Any]] = {"function_name": function_called}
    computed_blocks = frozenset(
        {"amazon_managed_kafka_event_source_config", "self_managed_kafka_event_source_config"}
    )
    forces_replacement = frozenset(
        {
            "amazon_managed_kafka_event_source_config",
            "event_source_arn",
            "queues",
            "self_managed_event_source",
            "self_managed_kafka_event_source_config",
            "starting_position",
            "starting_position_timestamp",
            "topics",
        }
    )

    def validate(self, config: Values) -> Iterable[Problem]:
        """Where the events come from, and each number in its range."""
        sources = ("event_source_arn", "self_managed_event_source")
        yield from checks.exactly_one(config, sources)
        yield from checks.arn(config, "kms_key_arn")
        yield from checks.between_or(config, "maximum_record_age_in_seconds", 60, 604800, (-1,))
        yield from checks.between(config, "maximum_retry_attempts", -1, 10000)
        yield from checks.between(config, "parallelization_factor", 1, 10)
        yield from checks.between(config, "tumbling_window_in_seconds", 0, 900)
        yield from checks.enumeration(config, "starting_position", _POSITIONS)
        yield from wrong_moment(config, "starting_position_timestamp")
        yield from checks.each_of(config, "function_response_types", ("ReportBatchItemFailures",))
        yield from checks.each_length(config, "queues", 1, 1000)
        for problem in checks.each_length(config, "topics", 1, 249):
            yield checks.moved(problem, ("topics",))
        yield from _in_blocks(config)

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it."""
        made = api.client("lambda").create_event_source_mapping(
            FunctionName=planned["function_name"],
            Enabled=planned["enabled"],
            **SOURCE.request(planned),
            **given(Tags=planned["tags_all"] or None),
        )
        planned["id"] = made["UUID"]
        return {**_reported(planned, made), "id": made["UUID"]}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        client = api.client("lambda")
        try:
            found = client.get_event_source_mapping(UUID=state["id"])
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        reported = _reported(state, found)
        tags = client.list_tags(Resource=reported["arn"]).get("Tags", {})
        return {**reported, **api.found_tags(tags, state)}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Everything but where the events come from."""
        client = api.client("lambda")
        request = SOURCE.request(planned)
        for member in _ONLY_AT_FIRST:
            request.pop(member, None)
        for name, member in _CLEARED.items():
            if prior[name] and not planned[name]:
                request[member] = {}
        made = client.update_event_source_mapping(
            UUID=prior["id"],
            FunctionName=planned["function_name"],
            Enabled=planned["enabled"],
            **request,
        )
        gone, new = dropped_tags(prior, planned), changed_tags(prior, planned)
        if gone:
            client.untag_resource(Resource=prior["arn"], TagKeys=gone)
        if new:
            client.tag_resource(Resource=prior["arn"], Tags=new)
        return _reported(planned, made)

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        from botocore.exceptions import ClientError

        try:
            api.client("lambda").delete_event_source_mapping(UUID=state["id"])
        except ClientError as error:
            if not is_missing(error, "ResourceNotFoundException"):
                raise


def _reported(state: Values, found: dict[str, Any]) -> Values:
    arn = found["FunctionArn"]
    uuid = found["UUID"]
    region, account = arn.split(":")[3:5]
    moment = found.get("LastModified")
    return {
        **SOURCE.now(state, found),
        "arn": found.get("EventSourceMappingArn")
        or f"arn:aws:lambda:{region}:{account}:event-source-mapping:{uuid}",
        "enabled": found["State"] in ("Creating", "Enabled", "Enabling"),
        "function_arn": arn,
        "function_name": arn,
        "last_modified": "" if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last_processing_result": found.get("LastProcessingResult", ""),
        "state": found["State"],
        "state_transition_reason": found.get("StateTransitionReason", ""),
        "uuid": uuid,
    }


def _in_blocks(config: Values) -> Iterable[Problem]:
    for path, block in checks.blocks(config, "scaling_config"):
        yield from checks.at_least(block, "maximum_concurrency", 2, path=path)
    for path, block in checks.blocks(config, "destination_config"):
        for inner, one in checks.blocks(block, "on_failure"):
            yield from checks.arn(one, "destination_arn", path=(*path, *inner))
    for path, block in checks.blocks(config, "metrics_config"):
        yield from checks.each_of(block, "metrics", ("EventCount",), at=path)
    for path, block in checks.blocks(config, "provisioned_poller_config"):
        yield from checks.between(block, "minimum_pollers", 1, 200, path=path)
        yield from checks.between(block, "maximum_pollers", 1, 2000, path=path)
    for _path, block in checks.blocks(config, "source_access_configuration", set_nested=True):
        for problem in checks.enumeration(block, "type", _ACCESS):
            yield checks.moved(problem, ())
