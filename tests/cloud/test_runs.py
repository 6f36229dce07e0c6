"""Invocations, and what is recorded of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from grader.cloud.embedded import EmbeddedCloud, NoSuchFunction
from grader.cloud.run import Frame

ECHO = "def handler(event, context):\n    return event\n"


def test_an_answer_is_decoded(functions: Any) -> None:
    run = functions.run(ECHO, {"name": "Ñandú 🚀", "values": [1, 2.5, None, True]})
    assert run.status == "ok"
    assert run.payload == {"name": "Ñandú 🚀", "values": [1, 2.5, None, True]}
    assert run.error_type is None
    assert run.cold
    assert run.trigger == "invoke"


def test_without_an_event_it_is_empty(functions: Any) -> None:
    assert functions.run(ECHO).payload == {}


def test_a_process_is_kept_between_invocations(functions: Any, cloud: EmbeddedCloud) -> None:
    name = functions.deploy(
        "count = 0\ndef handler(event, context):\n"
        "    global count\n    count += 1\n    if event: raise KeyError('x')\n    return count\n"
    )
    runs = [cloud.invoke(name), cloud.invoke(name, {"fail": 1}), cloud.invoke(name)]
    assert [run.cold for run in runs] == [True, False, False]
    assert [run.payload for run in runs] == [1, None, 3]


def test_what_boto3_invokes_is_recorded(functions: Any, cloud: EmbeddedCloud) -> None:
    name = functions.deploy(ECHO)
    before = len(cloud.runs())
    answer = cloud.client("lambda").invoke(FunctionName=name, Payload=b'{"a": 1}')
    assert json.load(answer["Payload"]) == {"a": 1}
    (run,) = cloud.runs(since=before)
    assert (run.function_name, run.trigger, run.number) == (name, "other", before + 1)


def test_an_asynchronous_invocation_is_recorded_with_its_retries(
    functions: Any, cloud: EmbeddedCloud
) -> None:
    name = functions.deploy("def handler(event, context):\n    raise ValueError('no')\n")
    before = len(cloud.runs())
    cloud.client("lambda").invoke(FunctionName=name, InvocationType="Event", Payload=b"{}")
    cloud.settle(20)
    assert [run.error_type for run in cloud.runs(since=before)] == ["ValueError"] * 3


def test_an_object_notification_runs_a_function(functions: Any, cloud: EmbeddedCloud) -> None:
    name = functions.deploy("def handler(event, context):\n    return len(event['Records'])\n")
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket="notifying")
    permit = cloud.client("lambda").add_permission
    permit(
        FunctionName=name,
        StatementId="bucket",
        Action="lambda:InvokeFunction",
        Principal="s3.amazonaws.com",
        SourceArn="arn:aws:s3:::notifying",
        SourceAccount="000000000000",
    )
    s3.put_bucket_notification_configuration(
        Bucket="notifying",
        NotificationConfiguration={
            "LambdaFunctionConfigurations": [
                {
                    "LambdaFunctionArn": f"arn:aws:lambda:us-east-1:000000000000:function:{name}",
                    "Events": ["s3:ObjectCreated:*"],
                }
            ]
        },
    )
    before = len(cloud.runs())
    s3.put_object(Bucket="notifying", Key="a", Body=b"x")
    cloud.settle(20)
    assert [run.payload for run in cloud.runs(since=before)] == [1]


def test_output_is_what_was_printed_logged_and_written(functions: Any) -> None:
    run = functions.run(
        "import logging, os, sys\n"
        "print('loading')\n"
        "log = logging.getLogger()\n"
        "log.setLevel('INFO')\n"
        "def handler(event, context):\n"
        "    print('out')\n"
        "    print('err', file=sys.stderr)\n"
        "    os.write(1, b'raw\\n')\n"
        "    log.info('told')\n"
        "    logging.debug('not told')\n"
    )
    lines = run.output.splitlines()
    assert lines[:4] == ["loading", "out", "err", "raw"]
    assert lines[4] == f"[INFO]\t2031-03-17T15:37:01.100Z\t{run.request_id}\ttold"
    assert len(lines) == 5
    assert run.output_dropped == 0


def test_output_belongs_to_its_invocation(functions: Any, cloud: EmbeddedCloud) -> None:
    name = functions.deploy("def handler(event, context):\n    print(event['n'], end='')\n")
    outputs = [cloud.invoke(name, {"n": n}).output for n in range(5)]
    assert outputs == ["0", "1", "2", "3", "4"]


def test_log_result_and_log_group(functions: Any, cloud: EmbeddedCloud) -> None:
    name = functions.deploy("def handler(event, context):\n    print('seen')\n")
    answer = cloud.client("lambda").invoke(FunctionName=name, LogType="Tail", Payload=b"{}")
    assert "LogResult" in answer
    events = cloud.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
    assert "seen" in [event["message"] for event in events]


def test_frames_are_the_students_own(functions: Any) -> None:
    run = functions.run(
        {
            "main.py": "from helpers.deep import look\n"
            "def handler(event, context):\n"
            "    return look(event)\n",
            "helpers/deep.py": "import json\ndef look(event):\n    return json.loads('{')\n",
        }
    )
    assert run.error_type == "JSONDecodeError"
    assert run.frames == (
        Frame("main.py", 3, "handler", "return look(event)"),
        Frame("helpers/deep.py", 3, "look", "return json.loads('{')"),
    )


def test_the_context(functions: Any) -> None:
    run = functions.run(
        "def handler(event, context):\n"
        "    left = context.get_remaining_time_in_millis()\n"
        "    return [context.function_name, context.memory_limit_in_mb, context.aws_request_id,\n"
        "            context.invoked_function_arn, context.log_group_name, 0 < left <= 7000]\n",
        Timeout=7,
        MemorySize=256,
    )
    name = run.function_name
    arn = f"arn:aws:lambda:us-east-1:000000000000:function:{name}"
    group = f"/aws/lambda/{name}"
    assert run.payload == [name, "256", run.request_id, arn, group, True]


def test_the_environment_is_awss_the_functions_and_ours(functions: Any) -> None:
    run = functions.run(
        "import os\ndef handler(event, context):\n    return dict(os.environ)\n",
        Environment={"Variables": {"BUCKET": "mi-data-lake", "TZ": "America/Lima"}},
    )
    variables = run.payload
    assert variables["BUCKET"] == "mi-data-lake"
    assert variables["TZ"] == "UTC"
    assert variables["AWS_REGION"] == "us-east-1"
    assert variables["AWS_LAMBDA_FUNCTION_NAME"] == run.function_name
    assert not {"HOME", "USER", "VIRTUAL_ENV", "PYTEST_CURRENT_TEST"} & set(variables)


def test_functions_of_one_name_in_two_regions_are_told_apart(
    cloud: EmbeddedCloud, package: Any
) -> None:
    arns = {}
    for region in ("eu-west-1", "us-east-1"):
        code = (
            "import os\nimport boto3\n"
            "def handler(e, c):\n"
            "    return [os.environ['AWS_REGION'], os.environ['AWS_DEFAULT_REGION'],\n"
            "            boto3.client('s3').meta.region_name, c.invoked_function_arn]\n"
        )
        arns[region] = cloud.client("lambda", region).create_function(
            FunctionName="twin",
            Runtime="python3.12",
            Role="arn:aws:iam::000000000000:role/any",
            Handler="main.handler",
            Code={"ZipFile": package(code)},
            Timeout=20,
        )["FunctionArn"]
    for region, arn in arns.items():
        expected = [region, region, region, arn]
        assert cloud.invoke(arn).payload == expected
        assert cloud.invoke(f"{arn}:$LATEST").payload == expected
        assert cloud.invoke("twin", region=region).payload == expected
    assert cloud.invoke("twin").payload[0] == "us-east-1"
    for name, options in (
        ("twin", {"region": "eu-west-2"}),
        ("twin:9", {}),
        (arns["eu-west-1"].replace("000000000000", "111111111111"), {}),
    ):
        with pytest.raises(NoSuchFunction):
            cloud.invoke(name, **options)


def test_a_function_in_another_region_is_found(cloud: EmbeddedCloud, package: Any) -> None:
    cloud.client("lambda", "eu-west-1").create_function(
        FunctionName="elsewhere",
        Runtime="python3.11",
        Role="arn:aws:iam::000000000000:role/any",
        Handler="main.handler",
        Code={"ZipFile": package("import os\ndef handler(e, c): return os.environ['AWS_REGION']")},
    )
    assert cloud.invoke("elsewhere").payload == "eu-west-1"


def test_a_missing_function_is_named(cloud: EmbeddedCloud) -> None:
    with pytest.raises(NoSuchFunction, match="nobody"):
        cloud.invoke("nobody")


def test_repeated_runs_have_the_same_ids_and_times(start: Any, functions_in: Any) -> None:
    code = (
        "import datetime, logging\n"
        "def handler(event, context):\n"
        "    logging.warning('again')\n"
        "    return datetime.datetime.now().replace(microsecond=0).isoformat()\n"
    )

    def once() -> list[tuple[Any, str, str]]:
        functions = functions_in(start())
        functions.cloud.client("lambda").create_function(
            FunctionName="same", Runtime="python3.12", Handler="main.handler",
            Role="arn:aws:iam::000000000000:role/any", Code={"ZipFile": zipped(code)},
        )  # fmt: skip
        runs = [functions.cloud.invoke("same") for _ in range(2)]
        return [(run.payload, run.request_id, run.output) for run in runs]

    def zipped(text: str) -> bytes:
        import io
        import zipfile

        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("main.py", text)
        return buffer.getvalue()

    assert once() == once()


def test_invocations_side_by_side(functions: Any, cloud: EmbeddedCloud) -> None:
    from concurrent.futures import ThreadPoolExecutor

    name = functions.deploy(
        "import time\ndef handler(event, context):\n    time.sleep(0.3)\n    return event['n']\n"
    )
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda n: cloud.invoke(name, {"n": n}), range(4)))
    assert [run.payload for run in runs] == [0, 1, 2, 3]


def test_changed_code_is_what_runs(functions: Any, cloud: EmbeddedCloud, package: Any) -> None:
    name = functions.deploy("def handler(event, context):\n    return 'old'\n")
    assert cloud.invoke(name).payload == "old"
    cloud.client("lambda").update_function_code(
        FunctionName=name, ZipFile=package("def handler(event, context):\n    return 'new'\n")
    )
    assert cloud.invoke(name).payload == "new"


def test_a_version_with_snap_start_runs(functions: Any) -> None:
    name = functions.deploy(
        "def handler(event, context):\n    return 'well'\n",
        SnapStart={"ApplyOn": "PublishedVersions"},
        Publish=True,
    )
    listed = functions.cloud.client("lambda").get_function(FunctionName=name, Qualifier="1")
    assert listed["Configuration"]["State"] == "Active"
    assert functions.cloud.invoke(f"{name}:1").payload == "well"
