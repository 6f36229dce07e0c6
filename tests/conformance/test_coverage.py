"""Every argument is set somewhere, and every rule of ours rejects something."""

from __future__ import annotations

import re

from tests.conformance import coverage

NOT_SET = {
    r"resource aws_\w+: .*object_lock": "needs a bucket with object lock: outside the course",
    r"aws_dynamodb_table: (?:import_table|replica|restore)": "the emulator has no second region",
    r"aws_kms_key: (?:custom_key_store_id|xks_key_id)": "needs a key store: outside the course",
    r"aws_lambda_function: code_signing_config_arn": "needs a signing profile: outside the course",
    r"aws_lambda_event_source_mapping: bisect": "of streams: the course's come later",
    r"aws_lambda_event_source_mapping: (?:amazon|document_db|self_managed)": "no such sources",
    r"aws_s3_bucket: (?:acceleration_status|request_payer)": "outside the course",
    r"aws_s3_bucket(?:_versioning)?: (?:versioning\.mfa_delete|mfa)$": "needs a device of the root",
    r"aws_s3_bucket_acl: .*email_address": "no account has an address here",
    r"aws_s3_bucket_lifecycle_configuration: rule\.prefix": "the emulator forgets it",
    r"aws_s3_bucket_object: bucket_key_enabled": "the emulator forgets it",
    r"data aws_\w+: tags$": "read, not set",
}
"""Arguments that no configuration sets, and why."""
SAID_HERE = {
    "events_target.py": r"unexpected format for ID",
    "iam.py": r"unexpected format of ID",
    "lambda_parts.py": r"unexpected format of ID",
    "lambda_permission.py": r"Unexpected format of ID",
    "logs_stream.py": r"wrong format of import ID",
    "s3_object.py": r"should be in format",
    "scheduler.py": r"ValidationException",
}
"""Rules that only ``terraform import`` with a wrong identifier meets, or only AWS has, by file."""


def test_every_argument_is_set_to_something_of_its_own() -> None:
    given = coverage.set_somewhere()
    left = [
        one
        for one in coverage.arguments()
        if one not in given and not any(re.search(pattern, one) for pattern in NOT_SET)
    ]
    assert left == []


def test_every_rule_rejects_what_the_official_provider_rejects() -> None:
    said = "\n\n".join(coverage.rejections())
    unheard = [
        f"{place}: {pattern}"
        for place, pattern in coverage.rules()
        if not re.search(pattern, said)
        and not re.search(SAID_HERE.get(place.partition(":")[0], "^$"), pattern.replace("\\", ""))
    ]
    assert unheard == []
