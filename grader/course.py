"""Finds and reads the challenges of the course."""

from __future__ import annotations

import difflib
import importlib.util
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.exits import WrongUsage
from grader.locale import _
from grader.rubric import Check, Given
from grader.submission import Submission


class UnknownChallenge(WrongUsage):
    """No challenge has that name; the message suggests the nearest."""


@dataclass(frozen=True)
class Challenge:
    """One folder of challenges/, as its challenge.toml describes it."""

    number: int
    slug: str
    title: str
    taught: str
    requires: tuple[str, ...]
    runs_functions: bool
    deploys: bool
    """Whether Terraform is run with what is handed in."""
    hints: tuple[str, ...]
    folder: Path
    plans_twice: bool = False
    """Whether a second plan is looked at, after what the first one made."""
    opens_page: bool = False
    """Whether what is handed in is a page, to be opened in a browser."""

    @cached_property
    def _module(self) -> dict[str, Any]:
        path = self.folder / "checks.py"
        spec = importlib.util.spec_from_file_location(f"groundtrack_checks_{self.slug}", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return vars(module)

    @property
    def checks(self) -> tuple[Check, ...]:
        """The criteria, in the order of checks.py."""
        return tuple(v for v in self._module.values() if isinstance(v, Check))

    @property
    def givens(self) -> dict[str, Given]:
        """What checks.py itself makes for its checks, by name."""
        return {v.name: v for v in self._module.values() if isinstance(v, Given)}

    def services(self, submission: Submission) -> tuple[str, ...]:
        """Return the services that this challenge's cloud has for a submission; none means all.

        ``services_of_the_cloud`` in checks.py says so, by MiniStack's names.
        """
        choose = self._module.get("services_of_the_cloud")
        return tuple(choose(submission)) if choose else ()

    @property
    def max_score(self) -> int:
        """The sum of the criteria's points."""
        return sum(check.points for check in self.checks)


def course_folder() -> Path:
    """Return the folder that holds challenges/ and solutions/."""
    return Path(__file__).resolve().parent.parent


def challenges() -> tuple[Challenge, ...]:
    """Return the course's challenges in order."""
    found = [read(path.parent) for path in course_folder().glob("challenges/*/challenge.toml")]
    return tuple(sorted(found, key=lambda challenge: challenge.number))


def find(name: str) -> Challenge:
    """Return the challenge called ``name``: "5", "05", "save_to_s3" or "05_save_to_s3".

    Raises UnknownChallenge with the nearest name.
    """
    course = challenges()
    wanted = name.strip().strip("/\\").lower().replace("-", "_")
    for challenge in course:
        plain = challenge.slug.partition("_")[2]
        if wanted in {challenge.slug, plain} or (
            re.fullmatch(r"\d+", wanted) and int(wanted) == challenge.number
        ):
            return challenge
    names = [c.slug.partition("_")[2] for c in course] + [c.slug for c in course]
    near = difflib.get_close_matches(wanted, names, 1, cutoff=0.4)
    numbers = ", ".join(str(challenge.number) for challenge in course)
    message = _("There is no challenge {name}; the course has {numbers}.").format(
        name=name, numbers=numbers
    )
    if near:
        message += " " + _("Did you mean {near}?").format(near=near[0])
    raise UnknownChallenge(message)


def read(folder: Path) -> Challenge:
    """Read the challenge in ``folder``.

    Raises OSError, tomllib.TOMLDecodeError, KeyError, TypeError and ValueError when its
    challenge.toml does not describe one.
    """
    facts = tomllib.loads((folder / "challenge.toml").read_text(encoding="utf-8"))
    return Challenge(
        number=int(facts["number"]),
        slug=folder.name,
        title=str(facts["title"]),
        taught=str(facts.get("taught", "")),
        requires=tuple(facts["requires"]),
        runs_functions=bool(facts.get("functions")),
        deploys=bool(facts.get("terraform", True)),
        hints=tuple(facts.get("hints", ())),
        folder=folder,
        plans_twice=bool(facts.get("second_plan", False)),
        opens_page=bool(facts.get("page", False)),
    )
