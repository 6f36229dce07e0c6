"""Names and addresses lead to this cell's emulator and sky, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from grader.world.sky import Sky

ISS = "https://api.wheretheiss.at/v1/satellites/25544"


@pytest.fixture(scope="module")
def under_sky(sky: Sky, functions_in: Any) -> Any:
    """Functions in a cloud below a sky that is served."""
    from grader.cloud.embedded import EmbeddedCloud
    from grader.sandbox.cells import CellFolder

    cell = CellFolder.create()
    cloud = EmbeddedCloud.start(cell, sky.address, moment=1_931_528_221.1)
    yield functions_in(cloud)
    cloud.stop()
    cell.remove()


CLIENTS = {
    "urllib": "import json, urllib.request\n"
    "def get(url):\n    return json.load(urllib.request.urlopen(url, timeout=5))\n",
    "http.client": "import json, http.client\n"
    "def get(url):\n"
    "    host, _, path = url.removeprefix('https://').partition('/')\n"
    "    connection = http.client.HTTPSConnection(host, timeout=5)\n"
    "    connection.request('GET', '/' + path)\n"
    "    return json.load(connection.getresponse())\n",
    "urllib3": "import json, urllib3\n"
    "def get(url):\n"
    "    return json.loads(urllib3.PoolManager().request('GET', url, timeout=5.0).data)\n",
    "requests": "import requests\ndef get(url):\n    return requests.get(url, timeout=5).json()\n",
    "own certificates": "import json, ssl, certifi, urllib.request\n"
    "def get(url):\n"
    "    context = ssl.create_default_context(cafile=certifi.where())\n"
    "    return json.load(urllib.request.urlopen(url, timeout=5, context=context))\n",
    "raw sockets": "import json, socket, ssl\n"
    "def get(url):\n"
    "    host, _, path = url.removeprefix('https://').partition('/')\n"
    "    plain = socket.socket()\n"
    "    plain.settimeout(5)\n"
    "    plain.connect((socket.gethostbyname(host), 443))\n"
    "    with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as tls:\n"
    "        tls.sendall(f'GET /{path} HTTP/1.0\\r\\nHost: {host}\\r\\n\\r\\n'.encode())\n"
    "        answer = b''.join(iter(lambda: tls.recv(4096), b''))\n"
    "    return json.loads(answer.partition(b'\\r\\n\\r\\n')[2])\n",
}


@pytest.mark.parametrize("client", CLIENTS)
def test_any_client_reaches_the_sky(
    under_sky: Any, sky: Sky, moment: float, vendored_requests: Any, client: str
) -> None:
    files = vendored_requests if "requests" in client or "own" in client else {}
    code = f"{CLIENTS[client]}\ndef handler(event, context):\n    return get({ISS!r})\n"
    run = under_sky.run({**files, "main.py": code}, Timeout=20)
    assert run.status == "ok", run
    assert run.payload["timestamp"] == int(moment)
    assert run.sky_timeouts == (5.0,)


@pytest.mark.parametrize(
    ("argument", "seconds"), [("", None), (", timeout=2", 2.0), (", timeout=(3, 9)", 9.0)]
)
def test_the_longest_time_out_is_noted(
    under_sky: Any, vendored_requests: Any, argument: str, seconds: float | None
) -> None:
    code = f"import requests\ndef handler(e, c):\n    requests.get({ISS!r}{argument})\n"
    run = under_sky.run({**vendored_requests, "main.py": code}, Timeout=20)
    assert run.status == "ok", run
    assert run.sky_timeouts == (seconds,)


def test_plain_http_reaches_the_sky(under_sky: Any) -> None:
    run = under_sky.run(
        "import json, urllib.request\n"
        "def handler(e, c):\n"
        "    answer = urllib.request.urlopen('http://api.open-notify.org/iss-now.json')\n"
        "    return json.load(answer)['message']\n"
    )
    assert run.payload == "success"


def test_asyncio_is_routed(under_sky: Any) -> None:
    run = under_sky.run(
        "import asyncio\n"
        "async def look():\n"
        "    reader, writer = await asyncio.open_connection('api.open-notify.org', 80)\n"
        "    writer.write(b'GET /iss-now.json HTTP/1.0\\r\\n'\n"
        "                 b'Host: api.open-notify.org\\r\\n\\r\\n')\n"
        "    return (await reader.readline()).decode().strip()\n"
        "def handler(e, c):\n    return asyncio.run(look())\n"
    )
    assert run.status == "ok", run
    assert run.payload.endswith("200 OK")


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://localhost:4566",
        "http://127.0.0.1:4566",
        "http://host.docker.internal:4566",
        "http://localstack:4566",
        "http://localhost.localstack.cloud:4566",
        "http://s3.localhost.localstack.cloud:4566",
        None,
    ],
)
def test_the_emulators_names(functions: Any, endpoint: str | None) -> None:
    named = "" if endpoint is None else f", endpoint_url={endpoint!r}"
    run = functions.run(
        f"import boto3\ndef handler(e, c):\n    s3 = boto3.client('s3'{named})\n"
        "    s3.create_bucket(Bucket='named-bucket')\n"
        "    s3.put_object(Bucket='named-bucket', Key='a/b.json', Body=b'{}')\n"
        "    listed = s3.list_objects_v2(Bucket='named-bucket')['Contents']\n"
        "    return [found['Key'] for found in listed]\n",
        Timeout=20,
    )
    assert run.payload == ["a/b.json"], run


def test_an_endpoint_in_the_functions_environment(functions: Any) -> None:
    run = functions.run(
        "import boto3\ndef handler(e, c):\n"
        "    return len(boto3.resource('s3').meta.client.list_buckets()['Buckets']) >= 0\n",
        Environment={"Variables": {"AWS_ENDPOINT_URL": "http://localhost:4566"}},
        Timeout=20,
    )
    assert run.payload is True


NOWHERE = [
    ("http://example.com", "[Errno -2] Name or service not known"),
    ("https://s3.amazonaws.com", "[Errno -2] Name or service not known"),
    ("http://8.8.8.8", "[Errno 111] Connection refused"),
    ("http://127.0.0.1:22", "[Errno 111] Connection refused"),
    ("http://169.254.169.254/latest/meta-data", "[Errno 111] Connection refused"),
]


@pytest.mark.parametrize(("url", "message"), NOWHERE)
def test_everything_else_leads_nowhere(functions: Any, url: str, message: str) -> None:
    run = functions.run(
        f"import urllib.request\ndef handler(e, c):\n    urllib.request.urlopen({url!r})\n"
    )
    assert run.error_type == "URLError"
    assert message in (run.error_message or "")


def test_https_is_verified(under_sky: Any) -> None:
    run = under_sky.run(
        "import socket, ssl\n"
        "def handler(e, c):\n"
        "    plain = socket.create_connection(('api.wheretheiss.at', 443), 5)\n"
        "    ssl.create_default_context().wrap_socket(plain, server_hostname='example.com')\n"
    )
    assert run.error_type == "SSLCertVerificationError"


def test_a_later_connection_to_the_cloud_is_not_taken_for_one_to_the_sky(under_sky: Any) -> None:
    code = (
        "import boto3, urllib.request\n"
        "def handler(event, context):\n"
        f"    urllib.request.urlopen({ISS!r}, timeout=5).read()\n"
        "    return len(boto3.client('s3').list_buckets()['Buckets'])\n"
    )
    run = under_sky.run(code, Timeout=20)
    assert run.status == "ok", run
    assert run.sky_timeouts == (5.0,)
