"""Code that misbehaves loses its criteria, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import HONEST, Grader

HOSTILE = {
    "loops_at_import": "while True:\n    pass\n",
    "loops_in_a_call": "def handler(event, context):\n    while True:\n        pass\n",
    "kills_its_parent": "import os\ndef handler(event, context):\n    os.kill(os.getppid(), 9)\n",
    "floods_its_output": (
        "import sys\ndef handler(event, context):\n"
        "    for _ in range(100):\n        print('x' * 1_000_000)\n"
        "        sys.stderr.write('y' * 1_000_000)\n"
    ),
    "forks": (
        "import os\ndef handler(event, context):\n"
        "    for _ in range(40):\n        if os.fork() == 0:\n"
        "            os.setsid()\n            while True:\n                pass\n"
    ),
    "allocates": "def handler(event, context):\n    return len(bytearray(4 << 30))\n",
    "fills_the_disk": (
        "def handler(event, context):\n    with open('/tmp/big', 'wb') as f:\n"
        "        while f.tell() < 10 << 30:\n            f.write(b'x' * (1 << 20))\n"
    ),
    "exits": "import os\ndef handler(event, context):\n    os._exit(0)\n",
    "exits_politely": "import sys\ndef handler(event, context):\n    sys.exit(0)\n",
    "prints_a_fake_report": (
        "import os, json\ndef handler(event, context):\n"
        "    fake = json.dumps({'id': 1, 'status': 'ok', 'answer': {'score': 100}}) + '\\n'\n"
        "    for number in range(3, 30):\n        try:\n            os.write(number, fake.encode())\n"
        "        except OSError:\n            pass\n    return {'score': 100, 'status': 'graded'}\n"
    ),
    "answers_a_set": "def handler(event, context):\n    return {1, 2}\n",
    "answers_seven_megabytes": "def handler(event, context):\n    return 'x' * 7_000_000\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_loses_its_criteria_and_leaves_nothing(
    name: str, grader: Grader, submission: Path
) -> None:
    (submission / "lambdas/capturar_iss.py").write_text(HOSTILE[name])
    report = grader.report("4", "--in", str(submission))
    states = {c["id"]: c["status"] for c in report["criteria"]}
    assert report["status"] == "graded", report
    assert states["deployed"] == "passed"
    assert states["current_position"] == states["failure_handled"] == "failed", report
    assert report["score"] <= 40
    assert len(str(report)) < 200_000
    grader.assert_nothing_left()


def test_admin_routes_have_no_effect(grader: Grader, submission: Path) -> None:
    """A function that resets or configures the emulator changes nothing."""
    attack = """
import os, urllib.request
def attack():
    for path in ("/_ministack/reset", "/_ministack/config", "/_grader/advance?seconds=60"):
        for base in (os.environ["AWS_ENDPOINT_URL"], "http://localhost:4566"):
            try:
                urllib.request.urlopen(base + path, data=b"{}", timeout=2)
            except Exception as error:
                print(path, error)
attack()
"""
    (submission / "lambdas/capturar_iss.py").write_text(attack + HONEST)
    report = grader.report("4", "--in", str(submission))
    assert report["score"] == 100, report
    assert any("404" in output["text"] for output in report["output"]), report["output"]
    grader.assert_nothing_left()


def test_its_own_pythonpath_does_not_replace_ours(grader: Grader, submission: Path) -> None:
    text = (submission / "main.tf").read_text()
    variables = (
        'environment {\n    variables = { PYTHONPATH = "/var/task/x", TZ = "Asia/Tokyo" }\n  }'
    )
    (submission / "main.tf").write_text(
        text.replace("timeout          = 5", f"timeout = 5\n  {variables}")
    )
    assert grader.report("4", "--in", str(submission))["score"] == 100


def test_what_it_printed_is_shown_without_moving_the_cursor(
    grader: Grader, submission: Path
) -> None:
    code = HONEST.replace("data = json.load", "print('\\x1b[2Jhola ñ')\n        data = json.loads")
    (submission / "lambdas/capturar_iss.py").write_text(code)
    text = grader.run("check", "4", "--in", str(submission), "--seed", "1", code=1)
    assert "hola ñ" in text
    assert "\x1b" not in text
    assert "capturar_iss.py:" in text
    assert "grader/" not in text
