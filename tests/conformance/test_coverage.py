"""Every argument is set somewhere, and every rule of ours rejects something."""

from __future__ import annotations

import re

from tests.conformance import coverage

NOT_SET = {
    r"resource aws_\w+: .*object_lock": "needs a bucket with object lock: outside the course",
    r"aws_dynamodb_table: (?:import_table|replica|restore)": "the emulator has no second region",
    r"aws_dynamodb_table: timeouts": "waits that no table needs here",
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
UNHEARD = {
    r"format (?:of|for) (?:import )?ID|in format <bucket>": "only a wrong identifier for import",
    r"doesn't support import": "the suite imports no items",
    r"Error occurred": "AWS refuses code that is not there, the emulator takes it (allowed.py)",
    r"operation error Scheduler": "AWS refuses such expressions, the emulator takes them",
    r"updating Time To Live": "only what the service refuses in the middle of a creation",
    r"Attribute Deprecated": "a warning; the emulator forgets the prefix of a rule",
}
"""Rules of ours that no recorded rejection is beside, and why."""


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
        and not any(re.search(known, pattern.replace("\\", "")) for known in UNHEARD)
    ]
    assert unheard == []
