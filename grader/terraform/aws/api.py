"""What resources of the aws provider work with: clients, tags, names."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from grader.terraform.aws.catalogue import service_of
from grader.terraform.provider.resource import DataSource, Problem, Refused, Resource
from grader.terraform.provider.values import UNKNOWN, Values, has_unknown
from grader.terraform.sentences import NEEDS_NEWER, NEEDS_NEWER_DETAIL, meant

_SERVICE_NAMES = {
    "events": "EventBridge",
    "dynamodb": "DynamoDB",
    "iam": "IAM",
    "kms": "KMS",
    "lambda": "Lambda",
    "logs": "CloudWatch Logs",
    "s3": "S3",
    "scheduler": "Scheduler",
    "sns": "SNS",
    "sqs": "SQS",
    "sts": "STS",
}
_MISSING = (
    "AWS.SimpleQueueService.NonExistentQueue",
    "NoSuchEntity",
    "NotFoundException",
    "QueueDoesNotExist",
    "ResourceNotFoundException",
)
_MODELLED_BY_S3 = ("BucketAlreadyExists", "BucketAlreadyOwnedByYou", "NoSuchKey", "NotFound")

ACCOUNT = "000000000000"
PARTITION = "aws"
DNS_SUFFIX = "amazonaws.com"


class Clients:
    """boto3 clients aimed at one endpoint, each made once."""

    def __init__(self) -> None:
        """No client yet."""
        self._lock = threading.Lock()
        self._session: Any = None
        self._clients: dict[tuple[str, str, str], Any] = {}

    def get(self, service: str, region: str, endpoint: str) -> Any:
        """The client of a service (boto3 sessions are not thread-safe: one lock)."""
        key = (service, region, endpoint)
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._make(*key)
            return self._clients[key]

    def _make(self, service: str, region: str, endpoint: str) -> Any:
        import botocore.config
        import botocore.session

        if self._session is None:
            self._session = botocore.session.Session()
        return self._session.create_client(
            service,
            region_name=region,
            endpoint_url=endpoint,
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106  (the emulator takes any)
            config=botocore.config.Config(
                s3={"addressing_style": "path"},
                retries={"total_max_attempts": 2, "mode": "standard"},
                connect_timeout=5,
                read_timeout=20,
                proxies={},
                parameter_validation=False,
                # As the official provider asks: a checksum only where one is configured.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )


class Aws:
    """The cloud under one provider configuration."""

    account = ACCOUNT
    partition = PARTITION
    dns_suffix = DNS_SUFFIX

    def __init__(
        self, clients: Clients, endpoint: str, region: str, default_tags: Mapping[str, Any]
    ) -> None:
        """Work in ``region`` on the cloud at ``endpoint``."""
        self._clients = clients
        self._endpoint = endpoint
        self.region = region
        self.default_tags = dict(default_tags)

    def client(self, service: str) -> Any:
        """The boto3 client of a service."""
        return self._clients.get(service, self.region, self._endpoint)

    def elsewhere(self, region: str) -> Aws:
        """The same in another region."""
        return Aws(self._clients, self._endpoint, region, self.default_tags)

    def arn(self, service: str, resource: str, *, region: str | None = None) -> str:
        """An ARN in this account; global services pass an empty ``region``."""
        place = self.region if region is None else region
        return f"arn:{self.partition}:{service}:{place}:{self.account}:{resource}"

    def all_tags(self, tags: Any) -> Any:
        """The provider's default tags under the resource's own."""
        if has_unknown(tags) or has_unknown(self.default_tags):
            return UNKNOWN
        return {**self.default_tags, **(tags or {})}

    def found_tags(self, tags: Mapping[str, str], state: Values) -> Values:
        """``tags`` and ``tags_all`` of what the cloud holds, the provider's own told apart."""
        configured = state.get("tags") or {}
        own = {
            name: value
            for name, value in tags.items()
            if self.default_tags.get(name) != value or name in configured
        }
        return {"tags": own, "tags_all": dict(tags)}


class AwsResource(Resource[Aws]):
    """A managed resource of the aws provider."""

    def check(self, config: Values) -> Iterable[Problem]:
        """Release 6.x has a region for every resource."""
        yield from super().check(config)
        if config.get("region") is not None:
            yield Problem(
                ("region",),
                meant(NEEDS_NEWER, value="region"),
                meant(NEEDS_NEWER_DETAIL),
                warning=True,
            )

    def place(self, api: Aws, values: Values) -> Aws:
        """In the region that the resource names, else in the provider's."""
        region = values.get("region")
        return api.elsewhere(region) if isinstance(region, str) else api

    def plan(self, api: Aws, prior: Values | None, planned: Values) -> Values:
        """Plan ``tags_all`` and the values that follow from others."""
        if "tags_all" in self.schema.block.attributes:
            planned = {**planned, "tags_all": api.all_tags(planned.get("tags"))}
        if prior is None:
            return {**planned, **self.derive(api, planned)}
        return planned

    def derive(self, api: Aws, planned: Values) -> Values:
        """Computed values that are known when a resource is planned for creation."""
        return {}

    def explain(self, error: Exception, verb: str, values: Values) -> str | None:
        """As the provider words an answer of the cloud that is an error."""
        words = cloud_error(error, self.type_name)
        return None if words is None else f"{self.action(verb, values)}: {words}"


class AwsDataSource(DataSource[Aws]):
    """A data source of the aws provider."""

    naming: ClassVar[str] = "name"

    def describe(self, config: Values) -> str:
        """What is looked for, as the provider's messages call it."""
        return f"{self.label or self.type_name} ({config.get(self.naming)})"

    def explain(self, error: Exception, verb: str, values: Values) -> str | None:
        """As the provider words an answer of the cloud that is an error."""
        if is_missing(error, *_MISSING):
            return f"{verb} {self.describe(values)}: couldn't find resource"
        words = cloud_error(error, self.type_name)
        return None if words is None else f"{verb} {self.describe(values)}: {words}"

    def blames(self, error: Exception) -> tuple[str, ...]:
        """What was looked for, where there is none."""
        named = self.naming in self.schema.block.attributes
        return (self.naming,) if named and is_missing(error, *_MISSING) else ()


def cloud_error(error: Exception, type_name: str) -> str | None:
    """The words of an answer of the cloud; None when ``error`` is none."""
    from botocore.exceptions import ClientError

    if not isinstance(error, ClientError):
        return None
    answer: Any = error.response
    code, message = answer["Error"].get("Code", ""), answer["Error"].get("Message", "")
    status = answer["ResponseMetadata"].get("HTTPStatusCode", 0)
    if status >= 500:  # the emulator's own failure
        return None
    service = _SERVICE_NAMES.get(service_of(type_name) or "", "")
    modelled = code in _MODELLED_BY_S3 if service == "S3" else type(error) is not ClientError
    marked = code if modelled else f"api error {code}"
    return (
        f"operation error {service}: {error.operation_name}, "
        f"https response error StatusCode: {status}, {marked}: {message}"
    )


def is_missing(error: Exception, *codes: str) -> bool:
    """Whether the cloud says that something does not exist."""
    from botocore.exceptions import ClientError

    if not isinstance(error, ClientError):
        return False
    answer: Any = error.response
    status = answer["ResponseMetadata"].get("HTTPStatusCode")
    return status == 404 or answer["Error"].get("Code") in codes


def says(error: Exception, *codes: str) -> bool:
    """Whether the cloud refused with one of these codes."""
    from botocore.exceptions import ClientError

    return isinstance(error, ClientError) and error.response["Error"].get("Code") in codes


def tag_list(tags: Mapping[str, str] | None) -> list[dict[str, str]]:
    """Tags as most services take them."""
    return [{"Key": key, "Value": value} for key, value in (tags or {}).items()]


def tag_map(tags: list[dict[str, str]] | None) -> dict[str, str]:
    """Tags as most services return them, as a map."""
    return {one["Key"]: one["Value"] for one in tags or []}


__all__ = [
    "ACCOUNT",
    "Aws",
    "AwsDataSource",
    "AwsResource",
    "Clients",
    "Refused",
    "cloud_error",
    "is_missing",
    "tag_list",
    "tag_map",
]
