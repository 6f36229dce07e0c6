"""Each patch does something that would be missing without it."""

from __future__ import annotations

import json
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from grader.cloud.embedded import CloudFailed
from grader.cloud.emulator import PATCHES, WrongVersion, check_version, installed_version
from grader.sandbox.landlock import landlock_version

FAILS = "def handler(event, context):\n    return event['missing']\n"
WELL = "def handler(event, context):\n    return 'well'\n"


def _names_the_error(functions: Any) -> bool:
    name = functions.deploy(FAILS)
    answer = functions.cloud.client("lambda").invoke(FunctionName=name, Payload=b"{}")
    return bool(json.load(answer["Payload"])["errorType"] == "KeyError")


def _waits_for_retries(functions: Any) -> bool:
    name = functions.deploy(FAILS)
    invoke = functions.cloud.client("lambda").invoke
    invoke(FunctionName=name, InvocationType="Event", Payload=b"{}")
    functions.cloud.settle(20)
    return len(functions.cloud.runs()) == 3


def _waits_for_queues(functions: Any) -> bool:
    """A message with a delay comes to the function, and the cloud is at rest after that."""
    name = functions.deploy(WELL)
    sqs = functions.cloud.client("sqs")
    url = sqs.create_queue(QueueName="waited-for")["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    functions.cloud.client("lambda").create_event_source_mapping(
        EventSourceArn=attributes["QueueArn"], FunctionName=name
    )
    sqs.send_message(QueueUrl=url, MessageBody="{}", DelaySeconds=600)
    functions.cloud.settle(20)
    return len(functions.cloud.runs()) == 1


def _is_active_at_once(functions: Any) -> bool:
    name = functions.deploy(WELL)
    answer = functions.cloud.client("lambda").get_function(FunctionName=name)
    return bool(answer["Configuration"]["State"] == "Active")


def _tells_versions_apart(functions: Any) -> bool:
    name = functions.deploy(WELL, Publish=True)
    listed = functions.cloud.client("lambda").list_versions_by_function(FunctionName=name)
    ends = [one["FunctionArn"].rpartition(":")[2] for one in listed["Versions"]]
    return ends == ["$LATEST", "1"]


def _has_no_environment_without_variables(functions: Any) -> bool:
    client = functions.cloud.client("lambda")
    named = functions.deploy(WELL, Environment={"Variables": {"BUCKET": "b"}})
    answered = client.update_function_configuration(
        FunctionName=named, Environment={"Variables": {}}
    )
    nameless = functions.deploy(WELL, Environment={"Variables": {}})
    kept = [client.get_function_configuration(FunctionName=one) for one in (named, nameless)]
    return not any("Environment" in one for one in (answered, *kept))


def _measures_every_trigger(functions: Any) -> bool:
    name = functions.deploy(WELL)
    functions.cloud.invoke(name)
    answer = functions.cloud.client("cloudwatch").list_metrics(Namespace="AWS/Lambda")
    return "Invocations" in [metric["MetricName"] for metric in answer["Metrics"]]


def _fires_in_time(functions: Any) -> bool:
    name = functions.deploy(WELL)
    events = functions.cloud.client("events")
    events.put_rule(Name="often", ScheduleExpression="rate(1 minute)")
    arn = f"arn:aws:lambda:us-east-1:000000000000:function:{name}"
    events.put_targets(Rule="often", Targets=[{"Id": "one", "Arn": arn}])
    functions.cloud.client("lambda").add_permission(
        FunctionName=name,
        StatementId="often",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
    )
    functions.cloud.advance(60)
    return len(functions.cloud.runs()) == 1


def _refuses_a_false_plural(functions: Any) -> bool:
    from botocore.exceptions import ClientError

    rules, schedules = functions.cloud.client("events"), functions.cloud.client("scheduler")
    target = {"Arn": "arn:aws:sqs:us-east-1:000000000000:q", "RoleArn": "arn:aws:iam::0:role/r"}
    window = {"Mode": "OFF"}
    found = []
    for put in (
        lambda: rules.put_rule(Name="plural", ScheduleExpression="rate(1 minutes)"),
        lambda: schedules.create_schedule(
            Name="often",
            ScheduleExpression="every minute",
            FlexibleTimeWindow=window,
            Target=target,
        ),
        lambda: schedules.create_schedule(
            Name="here",
            ScheduleExpression="rate(1 minutes)",
            ScheduleExpressionTimezone="Madrid",
            FlexibleTimeWindow=window,
            Target=target,
        ),
    ):
        try:
            put()
        except ClientError as error:
            found.append(error.response["Error"]["Message"])
    return found == [
        "Parameter ScheduleExpression is not valid.",
        "Invalid Schedule Expression every minute.",
        "Invalid Schedule Expression Timezone Madrid.",
    ]


def _asks_for_permission(functions: Any) -> bool:
    name = functions.deploy(WELL)
    events = functions.cloud.client("events")
    events.put_rule(Name="uninvited", ScheduleExpression="rate(1 minute)")
    arn = f"arn:aws:lambda:us-east-1:000000000000:function:{name}"
    events.put_targets(Rule="uninvited", Targets=[{"Id": "one", "Arn": arn}])
    functions.cloud.advance(60)
    return not functions.cloud.runs()


def _dates_objects_by_the_world(functions: Any) -> bool:
    s3 = functions.cloud.client("s3")
    s3.create_bucket(Bucket="dated")
    s3.put_object(Bucket="dated", Key="a", Body=b"")
    (found,) = s3.list_objects_v2(Bucket="dated")["Contents"]
    return bool(found["LastModified"].year == 2031)


def _closes_admin_routes(functions: Any) -> bool:
    request = urllib.request.Request(
        f"{functions.cloud.endpoint}/_ministack/config", data=b"{}", method="POST"
    )
    try:
        urllib.request.urlopen(request, timeout=10).close()
    except urllib.error.HTTPError as error:
        return error.code == 404
    return False


def _ends_a_chain(functions: Any) -> bool:
    """A function that is triggered by the object that it writes itself."""
    code = (
        "import boto3, uuid\n"
        "def handler(event, context):\n"
        "    boto3.client('s3').put_object(Bucket='looping', Key=str(uuid.uuid4()), Body=b'')\n"
    )
    name = functions.deploy(code, Timeout=20)
    s3 = functions.cloud.client("s3")
    s3.create_bucket(Bucket="looping")
    functions.cloud.client("lambda").add_permission(
        FunctionName=name,
        StatementId="bucket",
        Action="lambda:InvokeFunction",
        Principal="s3.amazonaws.com",
    )
    arn = f"arn:aws:lambda:us-east-1:000000000000:function:{name}"
    trigger = {"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(
        Bucket="looping", NotificationConfiguration={"LambdaFunctionConfigurations": [trigger]}
    )
    s3.put_object(Bucket="looping", Key="first", Body=b"")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and len(functions.cloud.runs()) <= 24:
        try:
            functions.cloud.settle(0.5)
        except CloudFailed:
            continue
        break
    return len(functions.cloud.runs()) <= 24


def _runs_no_scripts(functions: Any) -> bool:
    """A Glue job is a process of the emulator's own."""
    s3 = functions.cloud.client("s3")
    s3.create_bucket(Bucket="scripts")
    s3.put_object(Bucket="scripts", Key="job.py", Body=b"print(1)")
    glue = functions.cloud.client("glue")
    glue.create_job(
        Name="job",
        Role="arn:aws:iam::000000000000:role/any",
        Command={"Name": "pythonshell", "ScriptLocation": "s3://scripts/job.py"},
    )
    number = glue.start_job_run(JobName="job")["JobRunId"]
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        state = glue.get_job_run(JobName="job", RunId=number)["JobRun"]["JobRunState"]
        if state not in ("STARTING", "RUNNING", "WAITING"):
            return bool(state != "SUCCEEDED")
        time.sleep(0.05)
    return False


def _refuses_objects_for_a_while(functions: Any) -> bool:
    s3 = functions.cloud.client("s3")
    s3.create_bucket(Bucket="guarded")
    code = (
        "import boto3\n"
        "def handler(event, context):\n"
        "    boto3.client('s3').put_object(Bucket='guarded', Key='a', Body=b'')\n"
    )
    name = functions.deploy(code, Timeout=20)
    with functions.cloud.refusing_objects():
        refused = functions.cloud.invoke(name)
    left = s3.list_objects_v2(Bucket="guarded").get("Contents", [])
    allowed = functions.cloud.invoke(name)
    denied = "AccessDenied" in (refused.error_message or "")
    return bool(denied and not left and allowed.status == "ok")


def _notes_every_write(functions: Any) -> bool:
    s3 = functions.cloud.client("s3")
    s3.create_bucket(Bucket="noted")
    functions.cloud.set_moment(2e9)
    for body in (b"one", b"one"):
        s3.put_object(Bucket="noted", Key="a", Body=body)
    return [one.uri for one in functions.cloud.writes(2e9)] == ["s3://noted/a"] * 2


def _hides_the_machine(functions: Any) -> bool:
    run = functions.run("def handler(e, c):\n    return open('/etc/passwd').read()\n")
    return bool(run.error_type == "PermissionError")


PROBES: dict[str, Callable[[Any], bool]] = {
    "functions": _names_the_error,
    "asynchronous": _waits_for_retries,
    "deliveries": _waits_for_queues,
    "states": _is_active_at_once,
    "versions": _tells_versions_apart,
    "variables": _has_no_environment_without_variables,
    "metrics": _measures_every_trigger,
    "schedules": _fires_in_time,
    "expressions": _refuses_a_false_plural,
    "permissions": _asks_for_permission,
    "clock": _dates_objects_by_the_world,
    "admin": _closes_admin_routes,
    "recursion": _ends_a_chain,
    "writes": _notes_every_write,
    "refusals": _refuses_objects_for_a_while,
    "processes": _runs_no_scripts,
    "walls": _hides_the_machine,
}


@pytest.mark.parametrize("name", PROBES)
def test_a_patch_makes_the_difference(name: str, start: Any, functions_in: Any) -> None:
    if name == "walls" and landlock_version() == 0:
        pytest.skip("the kernel has no Landlock")
    if name == "processes" and shutil.which("python3", path=os.defpath) is None:
        pytest.skip("no python3 where the emulator would look for it")
    probe = PROBES[name]
    assert probe(functions_in(start()))
    assert not probe(functions_in(start(without=(name,))))


def test_every_patch_has_a_probe() -> None:
    assert set(PATCHES) <= set(PROBES)


def test_another_version_is_refused() -> None:
    check_version(installed_version())
    with pytest.raises(WrongVersion, match=r"1\.5\.33 is needed, 1\.6\.0 is installed"):
        check_version("1.6.0")
