"""What to try next about a run that failed, by the words of its error and the line of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from grader.locale import _

if TYPE_CHECKING:
    from grader.cloud.run import Run

ISS_API = "https://api.wheretheiss.at/v1/satellites/25544"
API_FIELDS = ("latitude", "longitude", "altitude", "velocity", "timestamp", "visibility", "name")
IMPORTS = {
    "ClientError": "from botocore.exceptions import ClientError",
    "Decimal": "from decimal import Decimal",
    "date": "from datetime import date",
    "datetime": "from datetime import datetime",
    "timedelta": "from datetime import timedelta",
    "timezone": "from datetime import timezone",
    "urlopen": "from urllib.request import urlopen",
}
"""Names that are used without their import, and what brings them; a module's own name is one."""
MODULES = (
    "base64", "boto3", "collections", "csv", "decimal", "hashlib", "http", "io", "json", "logging",
    "math", "os", "random", "re", "requests", "socket", "ssl", "sys", "time", "urllib", "uuid",
)  # fmt: skip

Remedy = Callable[[re.Match[str], "Run"], str | None]


def remedy(run: Run) -> str | None:
    """Return what to try next; None where the words of the error tell nothing special."""
    said = f"{run.error_type or ''}: {run.error_message or ''}"
    for pattern, rule in RULES:
        found = pattern.search(said)
        if found and (step := rule(found, run)):
            return step
    return None


def _line(run: Run) -> str:
    """Return the student's own line in which the run ended."""
    return run.frames[-1].text if run.frames else ""


def _unknown_name(found: re.Match[str], _run: Run) -> str:
    name = found[1]
    brought = IMPORTS.get(name) or (f"import {name}" if name in MODULES else None)
    if brought:
        return _("Write this at the top of the file: {line}").format(line=brought)
    return _("{name} is made nowhere: write it as where it gets its value.").format(name=name)


def _unloaded(found: re.Match[str], _run: Run) -> str:
    name = f"{found[1]}.{found[2]}"
    return _("Write this at the top of the file: {line}").format(line=f"import {name}")


def _missing_key(found: re.Match[str], run: Run) -> str | None:
    name, line = found[1], _line(run)
    if "environ" in line and name in line:
        return _("Set {name} in environment {{ variables = … }} of the function.").format(name=name)
    if re.search(r"\bevent\b", line):
        return _('The event has no {name}: event.get("{name}", …) says what to take then.').format(
            name=name
        )
    if name in API_FIELDS:
        return _("{name} is not at the top of the answer: print it, and look where it is.").format(
            name=name
        )
    near = get_close_matches(name.lower(), API_FIELDS, 1, cutoff=0.7)
    if near:
        return _("The API calls it {name}; its fields are {fields}.").format(
            name=near[0], fields=", ".join(API_FIELDS[:5])
        )
    return _("There is no {name} in it: print it, and look what it holds.").format(name=name)


def _no_such_address(_found: re.Match[str], _run: Run) -> str:
    return _(
        "Nothing is at the address that is asked: compare it, letter by letter, with {url}"
    ).format(url=ISS_API)


def _no_such_host(_found: re.Match[str], _run: Run) -> str:
    return _("There is no host of that name: compare it, letter by letter, with {url}").format(
        url=ISS_API
    )


def _nothing_given(_found: re.Match[str], _run: Run) -> str:
    return _(
        "The name is None: is the variable set in environment {{ variables = … }} of the function, "
        "in the letters of the code?"
    ).format()


def _lacking_key(found: re.Match[str], _run: Run) -> str:
    return _("Give the item {name}, in the letters of the table's hash_key.").format(name=found[1])


def _moment(_found: re.Match[str], _run: Run) -> str:
    return _("Write the moment as text first: moment.isoformat() or moment.strftime(…).")


def _decimal_in_json(_found: re.Match[str], _run: Run) -> str:
    return _("JSON knows no Decimal: keep the float for it, and make the Decimal for the table.")


def _still_text(_found: re.Match[str], _run: Run) -> str:
    return _("It is text still: json.loads makes a dictionary of it.")


def _parameters(_found: re.Match[str], _run: Run) -> str:
    return _("Lambda gives a handler two things: def handler(event, context):")


def _no_json(_found: re.Match[str], _run: Run) -> str:
    return _("What is read there is no JSON: print it before it is parsed.")


def _unfit_answer(_found: re.Match[str], _run: Run) -> str:
    return _("Answer with text, numbers, lists and dictionaries alone: JSON holds nothing else.")


def _runtime(_found: re.Match[str], _run: Run) -> str:
    return _('Set runtime = "{runtime}" in the aws_lambda_function.').format(runtime="python3.12")


RULES: tuple[tuple[re.Pattern[str], Remedy], ...] = (
    (re.compile(r"^NameError: name '(\w+)' is not defined"), _unknown_name),
    (re.compile(r"^AttributeError: module '(\w+)' has no attribute '(request|parse|error|client)'"),
     _unloaded),
    (re.compile(r"^KeyError: ['\"]*([^'\"]+?)['\"]*$"), _missing_key),
    (re.compile(r"HTTP Error 404"), _no_such_address),
    (re.compile(r"Name or service not known|getaddrinfo failed|nodename nor servname"),
     _no_such_host),
    (re.compile(r"Required parameter name not set|type: <class 'NoneType'>"
                r"|expected string or bytes-like object, got 'NoneType'"), _nothing_given),
    (re.compile(r"Missing the key (\S+) in the item"), _lacking_key),
    (re.compile(r"<class 'datetime\.(datetime|date)'>|type datetime is not JSON serializable"),
     _moment),
    (re.compile(r"type Decimal is not JSON serializable"), _decimal_in_json),
    (re.compile(r"indices must be integers"), _still_text),
    (re.compile(r"^TypeError: \w*handler\(\) takes|^TypeError: \w+\(\) takes [01] positional "
                r"arguments? but 2 were given$"), _parameters),
    (re.compile(r"^JSONDecodeError"), _no_json),
    (re.compile(r"^Runtime\.MarshalError"), _unfit_answer),
    (re.compile(r"^Runtime\.UnsupportedRuntime"), _runtime),
)  # fmt: skip
"""Patterns on the error's type and words, in the order in which they are tried."""
