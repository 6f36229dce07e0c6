"""What the tests of the capturing solutions share: a stand-in for the API, and moto's S3."""

import importlib.util
import json
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import boto3
import pytest
from moto import mock_aws

ANSWER = {
    "name": "iss",
    "id": 25544,
    "latitude": -21.950941583641,
    "longitude": 87.375660097541,
    "altitude": 425.78196100125,
    "velocity": 27556.981335915,
    "timestamp": 1931955613,
    "units": "kilometers",
}
RESET = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)  # linger for no time


class FakeApi(BaseHTTPRequestHandler):
    """Answers with what the test put into ``server.reply``: status and body, or a reset."""

    def do_GET(self):
        if self.server.reply is None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.close_connection = True
            return
        status, body = self.server.reply
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def api():
    """The stand-in; ``answer`` is what it says, ``reply`` what it sends: a pair or None."""
    server = HTTPServer(("127.0.0.1", 0), FakeApi)
    server.answer = ANSWER
    server.reply = 200, json.dumps(ANSWER).encode()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def s3(monkeypatch):
    """A client of moto's S3, which has the bucket."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("BUCKET", "mi-data-lake")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="mi-data-lake")
        yield client


@pytest.fixture
def capturar_iss(request, api, s3, monkeypatch):
    """The Lambda beside the test, which asks the stand-in."""
    source = request.path.parent / "lambdas" / "capturar_iss.py"
    spec = importlib.util.spec_from_file_location("capturar_iss", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ISS_API", f"http://127.0.0.1:{api.server_port}/")
    return module


@pytest.fixture
def objects(s3):
    """Gives every object of the bucket, parsed, by key."""

    def read():
        found = s3.list_objects_v2(Bucket="mi-data-lake").get("Contents", ())
        return {
            item["Key"]: json.load(s3.get_object(Bucket="mi-data-lake", Key=item["Key"])["Body"])
            for item in found
        }

    return read
