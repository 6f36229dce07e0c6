"""One attack: what a hostile student hands in, and what may come of it."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent

Build = Callable[[Path, Mapping[str, Any]], None]
"""Makes the submission in a folder, out of what the attacker knows of the machine."""


@dataclass(frozen=True)
class Attack:
    """``what`` it tries; ``guards`` are what it aims at, and succeeds without."""

    name: str
    what: str
    slug: str
    build: Build
    guards: tuple[str, ...] = ()
    source: str = ""
    """The code of a function's attack, which can be run without guards as well."""
    same_work: str = "honest"
    """Who hands in the same work without the attack: no more points than theirs can be won."""
    costs: bool = False
    """Whether it costs its author points; else they get just what the same work gets."""
    shows: str = "TRIED"
    """What the report's output has where the attack was really made; "" where nothing shows."""


_HONEST = """
def honest(event):
    import json
    name = event.get("name") or "world"
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({"message": f"Hello, {name}!"}, ensure_ascii=False),
    }
"""
_HANDLER = """
DONE = []
def handler(event, context):
    if not DONE:
        DONE.append(1)
        print("TRIED")
        try:
            won = attack(WORLD)
        except BaseException as error:
            print("refused:", type(error).__name__, str(error)[:300])
        else:
            print(f"WON {won}" if won else "nothing came of it")
    return honest(event)
"""


def code(source: str, world: Mapping[str, Any]) -> str:
    """Return the file that is handed in: the attack with what it knows, and the honest work."""
    own = "def handler(" in source
    return f"WORLD = {dict(world)!r}\n{source}\n{_HONEST}\n{'' if own else _HANDLER}"


def function_attacks() -> list[Attack]:
    """Return the attacks of tests/attacks/functions, each a file that says what it tries."""
    found = []
    for path in sorted((HERE / "functions").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        facts: dict[str, Any] = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id in ("GUARDS", "COSTS", "SAME_WORK", "SHOWS")
        }
        found.append(
            Attack(
                path.stem,
                ast.get_docstring(tree) or "",
                "03_hello_lambda",
                _with_code(source),
                tuple(facts.get("GUARDS", ())),
                source,
                facts.get("SAME_WORK", "honest"),
                facts.get("COSTS", False),
                facts.get("SHOWS", "TRIED"),
            )
        )
    return found


_SEVERAL = """
import contextlib
DONE = []
def handler(event, context):
    for name, source in () if DONE else SOURCES.items():
        print("TRIED", name)
        space = {}
        try:
            exec(source, space)
            won = space["attack"](WORLD)
        except BaseException as error:
            print("refused:", type(error).__name__, str(error)[:300])
        else:
            print(f"WON {name} {won}" if won else "nothing came of it")
    DONE.append(1)
    return honest(event)
"""


def together(name: str, attacks: Sequence[Attack]) -> Attack:
    """Return attacks that cost nothing as one student's, one after the other."""
    sources = {one.name: one.source for one in attacks}
    source = f"SOURCES = {sources!r}\n{_SEVERAL}"
    return Attack(name, "", attacks[0].slug, _with_code(source))


def solution(folder: Path, slug: str) -> None:
    """Put the course's own solution into ``folder``."""
    left_out = shutil.ignore_patterns("test_*.py", "__pycache__", "README.md")
    shutil.copytree(ROOT / "solutions" / slug, folder, ignore=left_out, dirs_exist_ok=True)


def _with_code(source: str) -> Build:
    def build(folder: Path, world: Mapping[str, Any]) -> None:
        solution(folder, "03_hello_lambda")
        (folder / "lambdas" / "hello.py").write_text(code(source, world), encoding="utf-8")

    return build


def without_attack(answer: str) -> Attack:
    """Return the honest work of a function that answers with the expression ``answer``."""
    source = f"def handler(event, context):\n    return {answer}\n"
    return Attack("", "", "03_hello_lambda", _with_code(source))


def as_json(world: Mapping[str, Any]) -> str:
    """Return what is known of the machine as text."""
    return json.dumps(dict(world))
