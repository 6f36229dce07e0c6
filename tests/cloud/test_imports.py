"""What a function can import: its own files and layers, boto3, the standard library."""

from __future__ import annotations

from typing import Any

import pytest

from grader.cloud.embedded import EmbeddedCloud


@pytest.mark.parametrize(
    "name", ["boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3", "sqlite3"]
)
def test_what_aws_brings_along(functions: Any, name: str) -> None:
    run = functions.run(f"import {name}\ndef handler(e, c):\n    return {name}.__name__\n")
    assert run.payload == name


@pytest.mark.parametrize(
    "name", ["requests", "moto", "rich", "yaml", "grader", "ministack", "psutil", "certifi", "pip"]
)
def test_what_it_does_not(functions: Any, name: str) -> None:
    run = functions.run(f"import {name}\ndef handler(e, c): pass\n")
    assert run.error_type == "Runtime.ImportModuleError"
    assert run.error_message == f"Unable to import module 'main': No module named '{name}'"


@pytest.mark.parametrize("handler", ["pkg/deep/mod.fn", "pkg.deep.mod.fn"])
def test_handlers_in_packages(functions: Any, handler: str) -> None:
    code = {
        "pkg/__init__.py": "",
        "pkg/deep/__init__.py": "",
        "pkg/deep/mod.py": "from . import other\ndef fn(event, context):\n    return other.VALUE\n",
        "pkg/deep/other.py": "VALUE = 5\n",
    }
    assert functions.run(code, Handler=handler).payload == 5


def test_folders_without_init_are_packages(functions: Any) -> None:
    code = {"src/app.py": "def fn(event, context):\n    return __name__\n"}
    assert functions.run(code, Handler="src/app.fn").payload == "src.app"


def _layer(cloud: EmbeddedCloud, name: str, content: bytes) -> str:
    answer = cloud.client("lambda").publish_layer_version(
        LayerName=name, Content={"ZipFile": content}
    )
    return str(answer["LayerVersionArn"])


@pytest.mark.parametrize("folder", ["python", "python/lib/python3.12/site-packages"])
def test_layers(functions: Any, cloud: EmbeddedCloud, package: Any, folder: str) -> None:
    files = {f"{folder}/tool/__init__.py": "def use():\n    return 'tool'\n", "data.txt": "seen"}
    layer = _layer(cloud, f"layer-{len(folder)}", package(files))
    run = functions.run(
        "import tool\ndef handler(e, c):\n    return [tool.use(), open('/opt/data.txt').read()]\n",
        Layers=[layer],
    )
    assert run.payload == ["tool", "seen"]


def test_own_files_come_before_layers_and_layers_before_the_runtime(
    functions: Any, cloud: EmbeddedCloud, package: Any
) -> None:
    layer = _layer(
        cloud,
        "shadow",
        package({"python/one.py": "X = 'layer'\n", "python/six.py": "X = 'layer'\n"}),
    )
    run = functions.run(
        {
            "main.py": "import one, six\ndef handler(e, c):\n    return [one.X, six.X]\n",
            "one.py": "X = 'own'\n",
        },
        Layers=[layer],
    )
    assert run.payload == ["own", "layer"]


def test_a_packaged_boto3_is_the_one_that_is_used(functions: Any) -> None:
    code = {
        "main.py": "import boto3\ndef handler(e, c):\n    return boto3.MINE\n",
        "boto3/__init__.py": "MINE = True\n",
    }
    assert functions.run(code).payload is True


def test_a_file_may_be_called_like_a_library(functions: Any) -> None:
    code = {
        "main.py": "import queue\ndef handler(e, c):\n    return queue.MINE\n",
        "queue.py": "MINE = True\n",
    }
    assert functions.run(code).payload is True


def test_two_functions_of_one_package(functions: Any) -> None:
    code = {
        "a.py": "def handler(e, c):\n    return 'a'\n",
        "b.py": "def handler(e, c):\n    return 'b'\n",
    }
    first = functions.run(code, Handler="a.handler")
    second = functions.run(code, Handler="b.handler")
    assert (first.payload, second.payload) == ("a", "b")


def test_vendored_requests_can_be_imported(functions: Any, vendored_requests: Any) -> None:
    code = "import requests\ndef handler(e, c):\n    return 1\n"
    assert functions.run({**vendored_requests, "main.py": code}, Timeout=20).payload == 1
