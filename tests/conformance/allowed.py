"""Where ours is not as the official provider, and why that is right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.conformance.compare import Difference


@dataclass(frozen=True)
class Allowed:
    """A kind of difference: named, explained, and seen in the configurations it names."""

    name: str
    configurations: tuple[str, ...]
    path: str
    """Regular expression for the path of the difference."""
    why: str

    def covers(self, configuration: str, difference: Difference) -> bool:
        """Whether ``difference``, found in ``configuration``, is of this kind."""
        here = configuration in self.configurations
        return here and re.search(self.path, difference.path) is not None


GAPS = (
    Allowed(
        "mfa_delete",
        ("s3_bucket_versioning",),
        r"aws_s3_bucket_versioning\.b(?:$| / versioning_configuration)",
        "The emulator forgets MFADelete; AWS reports it. The official provider would change it "
        "again in every plan, which must not cost a student the empty second plan.",
    ),
    Allowed(
        "bucket_key_enabled",
        ("s3_object_versions",),
        r"aws_s3_object\.o / bucket_key_enabled$",
        "The emulator forgets an object's BucketKeyEnabled; AWS reports it. The official provider "
        "would upload the object again in every plan.",
    ),
    Allowed(
        "empty destinations",
        ("lambda_deleted", "lambda_event_invoke_config"),
        r"changes / aws_lambda_function_event_invoke_config\.f",
        "The emulator reports empty destinations where AWS reports none, and the official "
        "provider would take them away in every plan.",
    ),
    Allowed(
        "code that is not there",
        ("invalid_lambda_function_applied",),
        r"^apply / (?:diagnostics|live / lambda: nb|state / aws_lambda_function\.no_bucket)",
        "The emulator makes a function of code in a bucket that does not exist; AWS refuses, "
        "and so does ours.",
    ),
    Allowed(
        "timeouts of what is imported",
        ("timeouts",),
        r"^import / changes / aws_s3_bucket(?:_lifecycle_configuration)?\.b / actions",
        "Timeouts in a block change nothing in the cloud: with ours, an import leaves nothing to "
        "do; the official provider stores them by an update, for some types.",
    ),
)
"""What cannot be reached, nearly all for what the emulator lacks. None of them can cost points."""

CLOSER = (
    Allowed(
        "the argument's line",
        (
            "invalid_s3_object_applied",
            "invalid_lambda_function_applied",
            "invalid_lambda_layer_version_applied",
        ),
        r"diagnostics\[\d+\] / line$",
        "The official provider points at the resource, ours at the argument to be changed.",
    ),
)


def unexplained(configuration: str, found: Iterable[Difference]) -> list[Difference]:
    """The differences that nothing above covers."""
    return [
        one
        for one in found
        if not any(allowed.covers(configuration, one) for allowed in (*GAPS, *CLOSER))
    ]
