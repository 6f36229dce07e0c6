"""EventBridge Scheduler: schedules and their groups, as hashicorp/aws 5.100."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from grader.terraform.aws import scheduler_checks
from grader.terraform.aws.api import Aws, AwsResource, is_missing, tag_list, tag_map
from grader.terraform.aws.names import name_prefix, unique_name
from grader.terraform.aws.s3_settings import given
from grader.terraform.aws.schedule_expressions import is_scheduler_schedule, is_time_zone
from grader.terraform.aws.scheduler_shapes import SCHEDULE, written
from grader.terraform.aws.shapes import after_create
from grader.terraform.aws.tags import changed_tags, dropped_tags
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values

_DEFAULT_GROUP = "default"


class Schedule(AwsResource):
    """aws_scheduler_schedule."""

    type_name = "aws_scheduler_schedule"
    label = "AWS EventBridge Scheduler Schedule"
    naming = "name"
    defaults: ClassVar[dict[str, Any]] = {
        "schedule_expression_timezone": "UTC",
        "state": "ENABLED",
        "target.ecs_parameters.task_count": 1,
        "target.retry_policy.maximum_event_age_in_seconds": 86400,
        "target.retry_policy.maximum_retry_attempts": 185,
    }
    forces_replacement = frozenset({"group_name", "name", "name_prefix"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Each argument by itself; the service alone judges the expression."""
        yield from scheduler_checks.schedule(config)
        yield from scheduler_checks.target(config)

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it in its group."""
        planned["name"] = name = _name(planned)
        group = known(planned, "group_name") or _DEFAULT_GROUP
        _check(self.action("creating", planned), "CreateSchedule", planned)
        api.client("scheduler").create_schedule(**SCHEDULE.request(planned))
        planned["id"] = identifier = f"{group}/{name}"
        return {**after_create(self.read(api, planned) or {}), "id": identifier}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        group, _slash, name = state["id"].partition("/")
        try:
            found = api.client("scheduler").get_schedule(GroupName=group, Name=name)
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        return {
            **SCHEDULE.now(state, found),
            "arn": found["Arn"],
            "name_prefix": name_prefix(name),
        }

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Write it anew, whole."""
        _check(self.action("updating", planned), "UpdateSchedule", planned)
        api.client("scheduler").update_schedule(**SCHEDULE.request(planned))
        return self.read(api, planned) or {}

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it."""
        group, _slash, name = state["id"].partition("/")
        _delete(api.client("scheduler").delete_schedule, GroupName=group, Name=name)


class Group(AwsResource):
    """aws_scheduler_schedule_group."""

    type_name = "aws_scheduler_schedule_group"
    label = "AWS EventBridge Scheduler Schedule Group"
    naming = "name"
    forces_replacement = frozenset({"name", "name_prefix"})

    def validate(self, config: Values) -> Iterable[Problem]:
        """Its name."""
        return scheduler_checks.names(config)

    def create(self, api: Aws, planned: Values) -> Values:
        """Create it with its tags."""
        planned["name"] = name = _name(planned)
        api.client("scheduler").create_schedule_group(
            Name=name, **given(Tags=tag_list(planned["tags_all"]) or None)
        )
        return {**self._reported(api, name), "id": name}

    def read(self, api: Aws, state: Values) -> Values | None:
        """What the cloud has now."""
        from botocore.exceptions import ClientError

        try:
            found = self._reported(api, state["id"])
        except ClientError as error:
            if is_missing(error, "ResourceNotFoundException"):
                return None
            raise
        answer = api.client("scheduler").list_tags_for_resource(ResourceArn=found["arn"])
        return {**found, **api.found_tags(tag_map(answer.get("Tags")), state)}

    def update(self, api: Aws, prior: Values, planned: Values) -> Values:
        """Its tags."""
        client, arn = api.client("scheduler"), prior["arn"]
        gone, new = dropped_tags(prior, planned), changed_tags(prior, planned)
        if gone:
            client.untag_resource(ResourceArn=arn, TagKeys=gone)
        if new:
            client.tag_resource(ResourceArn=arn, Tags=tag_list(new))
        return self._reported(api, prior["id"])

    def delete(self, api: Aws, state: Values) -> None:
        """Delete it with the schedules in it."""
        _delete(api.client("scheduler").delete_schedule_group, Name=state["id"])

    def _reported(self, api: Aws, name: str) -> Values:
        found = api.client("scheduler").get_schedule_group(Name=name)
        return {
            "arn": found["Arn"],
            "creation_date": written(found["CreationDate"]),
            "last_modification_date": written(found["LastModificationDate"]),
            "name": name,
            "name_prefix": name_prefix(name),
            "state": found["State"],
        }


def _check(action: str, operation: str, planned: Values) -> None:
    """Refuse what EventBridge Scheduler refuses, and the emulator takes."""
    expression, zone = planned["schedule_expression"], planned["schedule_expression_timezone"]
    words = None
    if not is_scheduler_schedule(expression):
        words = f"Invalid Schedule Expression {expression}."
    elif not is_time_zone(zone):
        words = f"Invalid Schedule Expression Timezone {zone}."
    if words is not None:
        raise Refused(
            f"{action}: operation error Scheduler: {operation}, https response error "
            f"StatusCode: 400, ValidationException: {words}"
        )


def _name(planned: Values) -> str:
    return known(planned, "name") or unique_name(known(planned, "name_prefix"))


def _delete(operation: Any, **place: str) -> None:
    from botocore.exceptions import ClientError

    try:
        operation(**place)
    except ClientError as error:
        if not is_missing(error, "ResourceNotFoundException"):
            raise
