"""Who and where: caller identity, region, partition, and their like."""

from __future__ import annotations

from collections.abc import Iterable

from grader.terraform.aws.api import Aws, AwsDataSource
from grader.terraform.aws.checks import shown
from grader.terraform.provider.resource import Problem, Refused, known
from grader.terraform.provider.values import Values
from grader.terraform.sentences import NEEDS_NEWER, NEEDS_NEWER_DETAIL, meant

_REGIONS = {
    "af-south-1": "Africa (Cape Town)",
    "ap-east-1": "Asia Pacific (Hong Kong)",
    "ap-northeast-1": "Asia Pacific (Tokyo)",
    "ap-northeast-2": "Asia Pacific (Seoul)",
    "ap-northeast-3": "Asia Pacific (Osaka)",
    "ap-south-1": "Asia Pacific (Mumbai)",
    "ap-south-2": "Asia Pacific (Hyderabad)",
    "ap-southeast-1": "Asia Pacific (Singapore)",
    "ap-southeast-2": "Asia Pacific (Sydney)",
    "ap-southeast-3": "Asia Pacific (Jakarta)",
    "ap-southeast-4": "Asia Pacific (Melbourne)",
    "ap-southeast-5": "Asia Pacific (Malaysia)",
    "ca-central-1": "Canada (Central)",
    "ca-west-1": "Canada West (Calgary)",
    "eu-central-1": "Europe (Frankfurt)",
    "eu-central-2": "Europe (Zurich)",
    "eu-north-1": "Europe (Stockholm)",
    "eu-south-1": "Europe (Milan)",
    "eu-south-2": "Europe (Spain)",
    "eu-west-1": "Europe (Ireland)",
    "eu-west-2": "Europe (London)",
    "eu-west-3": "Europe (Paris)",
    "il-central-1": "Israel (Tel Aviv)",
    "me-central-1": "Middle East (UAE)",
    "me-south-1": "Middle East (Bahrain)",
    "mx-central-1": "Mexico (Central)",
    "sa-east-1": "South America (Sao Paulo)",
    "us-east-1": "US East (N. Virginia)",
    "us-east-2": "US East (Ohio)",
    "us-west-1": "US West (N. California)",
    "us-west-2": "US West (Oregon)",
}


class CallerIdentity(AwsDataSource):
    """data aws_caller_identity."""

    type_name = "aws_caller_identity"
    label = "STS Caller Identity"

    def read(self, api: Aws, config: Values) -> Values:
        """The one account of the embedded cloud."""
        found = api.client("sts").get_caller_identity()
        return {
            "account_id": found["Account"],
            "arn": found["Arn"],
            "id": found["Account"],
            "user_id": found["UserId"],
        }


class Region(AwsDataSource):
    """data aws_region."""

    type_name = "aws_region"

    def read(self, api: Aws, config: Values) -> Values:
        """The provider's region, or the one that is named."""
        name = known(config, "name") or known(config, "region") or api.region
        if known(config, "endpoint"):
            name = config["endpoint"].split(".")[1]
        if name not in _REGIONS:
            raise Refused(f"finding Region by name ({name})", "couldn't find resource")
        found = {
            "description": _REGIONS[name],
            "endpoint": f"ec2.{name}.{api.dns_suffix}",
            "id": name,
            "name": name,
        }
        if "region" in self.schema.block.attributes:
            found["region"] = name
        return found

    def validate(self, config: Values) -> Iterable[Problem]:
        """The attribute ``region`` is of later releases."""
        if "region" in self.schema.block.attributes:
            yield Problem(
                (),
                meant(NEEDS_NEWER, value="data.aws_region: region"),
                meant(NEEDS_NEWER_DETAIL),
                warning=True,
            )


class Partition(AwsDataSource):
    """data aws_partition."""

    type_name = "aws_partition"

    def read(self, api: Aws, config: Values) -> Values:
        """The public partition."""
        return {
            "dns_suffix": api.dns_suffix,
            "id": api.partition,
            "partition": api.partition,
            "reverse_dns_prefix": "com.amazonaws",
        }


class Regions(AwsDataSource):
    """data aws_regions."""

    type_name = "aws_regions"

    def read(self, api: Aws, config: Values) -> Values:
        """Those that are enabled by default."""
        return {"id": api.partition, "names": sorted(_REGIONS)}


class AvailabilityZones(AwsDataSource):
    """data aws_availability_zones."""

    type_name = "aws_availability_zones"

    def read(self, api: Aws, config: Values) -> Values:
        """Three in every region, but for those that are left out."""
        names, numbers = known(config, "exclude_names"), known(config, "exclude_zone_ids")
        zones = [
            (api.region + letter, f"{_short(api.region)}-az{number}")
            for number, letter in enumerate("abc", start=1)
        ]
        kept = [
            (name, number)
            for name, number in zones
            if name not in (names or ()) and number not in (numbers or ())
        ]
        return {
            "filter": config.get("filter") or None,
            "group_names": [f"{api.region}-zg-1"],
            "id": api.region,
            "names": [name for name, _number in kept],
            "zone_ids": [number for _name, number in kept],
        }


class Arn(AwsDataSource):
    """data aws_arn."""

    type_name = "aws_arn"

    def validate(self, config: Values) -> Iterable[Problem]:
        """Six parts, the first of them arn."""
        text = known(config, "arn")
        if text is not None and (text.count(":") < 5 or not text.startswith("arn:")):
            yield Problem(
                (),
                "Invalid ARN Value",
                "The provided value cannot be parsed as an ARN.\n\nPath: arn\n"
                f"Value: {shown(text)}",
            )

    def read(self, api: Aws, config: Values) -> Values:
        """Its parts."""
        parts = config["arn"].split(":", 5)
        _arn, partition, service, region, account, resource = parts
        return {
            "account": account,
            "id": config["arn"],
            "partition": partition,
            "region": region,
            "resource": resource,
            "service": service,
        }


class CanonicalUserId(AwsDataSource):
    """data aws_canonical_user_id."""

    type_name = "aws_canonical_user_id"

    def read(self, api: Aws, config: Values) -> Values:
        """The owner of all buckets."""
        owner = api.client("s3").list_buckets()["Owner"]
        return {"id": owner["ID"], "display_name": owner.get("DisplayName", "")}


class DefaultTags(AwsDataSource):
    """data aws_default_tags."""

    type_name = "aws_default_tags"

    def read(self, api: Aws, config: Values) -> Values:
        """The provider's."""
        return {"id": api.partition, "tags": api.default_tags}


def _short(region: str) -> str:
    area, direction, number = region.split("-")
    return f"{area}{direction[0]}{number}"
