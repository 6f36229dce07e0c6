"""``start N``: the starter of a challenge, or what I built before with the next steps in it."""

from __future__ import annotations

import argparse

from grader import starter
from grader.bench.carrying import carry
from grader.bench.work import carry_state, is_untouched, own_files
from grader.commands.cloud import say
from grader.commands.reset import replace_files, shown
from grader.commands.usage import wrong
from grader.course import Challenge, UnknownChallenge, find
from grader.exits import FULL_MARKS
from grader.locale import _

SHOWN = 8
"""Steps of the starter that are listed."""


def run(arguments: argparse.Namespace) -> int:
    """Put the files in place; what was there before is kept aside."""
    challenge = find(arguments.challenge)
    if arguments.from_mine:
        return _carry_on(challenge, _before(challenge))
    if not is_untouched(challenge):
        replace_files(challenge, starter.read(challenge.folder))
    say(_("The starter is in {path}.").format(path=shown(challenge.folder)))
    return _point_to(challenge)


def _before(challenge: Challenge) -> Challenge:
    try:
        return find(str(challenge.number - 1))
    except UnknownChallenge:
        raise UnknownChallenge(
            _("Nothing comes before challenge {number}: leave --from-mine out.").format(
                number=challenge.number
            )
        ) from None


def _carry_on(challenge: Challenge, before: Challenge) -> int:
    if is_untouched(before):
        return wrong(
            _("{path} is still the starter, so there is nothing of yours to build on.").format(
                path=shown(before.folder)
            )
        )
    carried = carry(own_files(before), starter.read(challenge.folder))
    replace_files(challenge, dict(carried.files))
    say(_("Your files of challenge {number} are in place.").format(number=before.number))
    if carry_state(before, challenge):
        say(_("Terraform's state came along: what stands on your cloud is known here too."))
    if carried.added:
        say(_("Added from the starter: {names}").format(names=", ".join(carried.added)))
    for theirs, mine in carried.adapted[:SHOWN]:
        say(_("Yours stays: {mine}, which the starter calls {theirs}.").format(
            mine=mine, theirs=theirs))  # fmt: skip
    if carried.steps:
        say(_("What is to do in the added files:"))
        for file, line, task in carried.steps[:SHOWN]:
            say(f"  {file}:{line}: {task}")
    if carried.tasks:
        say(_("The starter has these steps in files that you wrote your own way:"))
        for file, _line, task in carried.tasks[:SHOWN]:
            say(f"  {file}: {task}")
    if carried.differing:
        say(
            _("What else the starter has in {names}: {command}").format(
                names=", ".join(carried.differing),
                command=f"python -m grader diff {challenge.number}",
            )
        )
    return _point_to(challenge)


def _point_to(challenge: Challenge) -> int:
    folder = shown(challenge.folder)
    say(_("Next: read {path}").format(path=f"{folder}/README.md"))
    say(_("then   {command}").format(command=f"python -m grader check {challenge.number}"))
    return FULL_MARKS
