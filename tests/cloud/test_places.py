"""AWS's fixed paths lead into the cell."""

from __future__ import annotations

from typing import Any

import pytest

WAYS = {
    "open": "open('/tmp/x.txt', 'w').write('hi'); return open('/tmp/x.txt').read()",
    "pathlib": "p = pathlib.Path('/tmp/x.txt'); p.write_text('hi'); return p.read_text()",
    "os": "fd = os.open('/tmp/x', os.O_CREAT | os.O_RDWR); os.write(fd, b'hi'); os.close(fd); "
    "os.rename('/tmp/x', '/tmp/y'); assert os.path.exists('/tmp/y'); return open('/tmp/y').read()",
    "tempfile": "f = tempfile.NamedTemporaryFile('w+', dir='/tmp'); f.write('hi'); f.seek(0); "
    "return f.read()",
    "folders": "os.makedirs('/tmp/a/b/c'); open('/tmp/a/b/c/d', 'w').write('hi'); "
    "found = [open(os.path.join(top, f)).read() for top, _, fs in os.walk('/tmp/a') for f in fs]; "
    "shutil.rmtree('/tmp/a'); return found[0]",
    "glob": "open('/tmp/g.json', 'w').write('hi'); return open(glob.glob('/tmp/*.json')[0]).read()",
    "zip": "zipfile.ZipFile('/tmp/z.zip', 'w').writestr('a', 'hi'); "
    "return zipfile.ZipFile('/tmp/z.zip').read('a').decode()",
    "copy": "open('/tmp/1', 'w').write('hi'); shutil.copy('/tmp/1', '/tmp/2'); "
    "return open('/tmp/2').read()",
}
IMPORTS = "import glob, os, pathlib, shutil, tempfile, zipfile\n"


@pytest.mark.parametrize("way", WAYS)
def test_tmp_can_be_used(functions: Any, way: str) -> None:
    body = "\n    ".join(WAYS[way].split("; "))
    run = functions.run(f"{IMPORTS}def handler(e, c):\n    {body}\n")
    assert run.payload == "hi", run


def test_files_of_the_package_can_be_read(functions: Any) -> None:
    code = {
        "main.py": "import json, os\n"
        "def handler(e, c):\n"
        "    root = os.environ['LAMBDA_TASK_ROOT']\n"
        "    here = os.path.dirname(__file__)\n"
        "    paths = ['data/a.json', '/var/task/data/a.json', root + '/data/a.json',\n"
        "             here + '/data/a.json']\n"
        "    return [json.load(open(path)) for path in paths]\n",
        "data/a.json": "5",
    }
    assert functions.run(code).payload == [5] * 4


def test_output_and_messages_show_awss_paths(functions: Any) -> None:
    run = functions.run(
        "import tempfile\n"
        "def handler(e, c):\n"
        "    print(__file__, tempfile.gettempdir())\n"
        "    open('/tmp/missing/file')\n"
    )
    assert run.output == "/var/task/main.py /tmp\n"
    assert run.error_message == "[Errno 2] No such file or directory: '/tmp/missing/file'"


def test_tmp_stays_between_invocations_and_is_not_shared(functions: Any) -> None:
    code = (
        "import os\n"
        "def handler(e, c):\n"
        "    found = os.listdir('/tmp')\n    open('/tmp/mark', 'w')\n    return found\n"
    )
    one, other = functions.deploy(code), functions.deploy(code)
    answers = [functions.cloud.invoke(name).payload for name in (one, one, other)]
    assert answers == [[], ["mark"], []]
