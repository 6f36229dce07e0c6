"""Terraform's own diagnostics, and what they mean for the criteria about Terraform."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from grader.hcl.naming import naming_attribute
from grader.locale import _
from grader.rubric import CannotGrade, Fail, Mismatch, Where
from grader.terraform_hints import next_step, without_suggestion
from grader.terraform_plainly import plainly, sentences

if TYPE_CHECKING:
    from grader.stage import Stage
    from grader.terraform.deployment import Deployment, Diagnostic

SHOWN = 4
TOLD_BETTER = ("Unclosed configuration block", "Invalid multi-line string")
"""Syntax errors of which Terraform names the line where they begin."""


def require_stage(
    stage: Stage,
    reached: str,
    *,
    of: Deployment | None = None,
    expected: str | None = None,
    among: Iterable[Diagnostic] | None = None,
) -> None:
    """Return when the deployment, or the one ``of``, reached that stage ("planned", "applied").

    ``expected`` is what the criterion asks for, where Terraform's own words do not say; ``among``
    are the diagnostics that it is about, None means all.

    Raises Fail with Terraform's diagnostics, or CannotGrade where the course's provider lacks
    something that the real one has.
    """
    order = ("nothing", "valid", "planned", "applied")
    if stage.forbidden:
        first, *others = stage.forbidden
        raise _together(first, others)
    deployment = of or stage.deployment
    if order.index(deployment.stage) >= order.index(reached):
        return
    if deployment.outside:
        raise CannotGrade(
            _("Outside this course, the built-in provider does not have it: {names}.").format(
                names=", ".join(deployment.outside)
            ),
            hint=_("Leave it out, or check with --provider official, which has everything."),
        )
    told = sorted(set(deployment.errors if among is None else among), key=_cause_first)[:SHOWN]
    problems = unreadable(stage) or [_failure(stage, diagnostic) for diagnostic in told]
    if not problems:
        problems = [Fail(_("Terraform did not get far enough, and does not say why."))]
    raise _together(problems[0], problems[1:], expected)


def advise_on_configuration(stage: Stage) -> None:
    """Say what is not used here, and what is made twice."""
    _advise_on_backends(stage)
    _advise_on_doubles(stage)


def _advise_on_doubles(stage: Stage) -> None:
    """Say where several resources manage one and the same thing."""
    managing: dict[str, list[str]] = {}
    for one in stage.deployment.resources:
        arn = one.attributes.get("arn")
        if one.mode == "managed" and arn and naming_attribute(one.type):
            managing.setdefault(f"{one.type} {arn}", []).append(one.address)
    for thing, addresses in managing.items():
        if len(addresses) > 1:
            block = stage.block_of(addresses[-1])
            stage.advise(
                _("Two resources make one and the same thing, and undo each other's work."),
                expected=_("one resource for {name}").format(name=thing.rpartition(":")[2]),
                found=", ".join(addresses),
                where=stage.configuration.where(block) if block else None,
                hint=_("Delete one of them, and let what refers to it refer to the other."),
            )


def _advise_on_backends(stage: Stage) -> None:
    """Say that a backend elsewhere is not used here."""
    for settings in stage.configuration.blocks("terraform"):
        for block in settings.blocks:
            if block.type == "cloud" or (block.type == "backend" and block.labels != ("local",)):
                name = " ".join((block.type, *block.labels))
                stage.advise(
                    _("The {name} is not used here: the state stays on this machine.").format(
                        name=name
                    ),
                    where=stage.configuration.where(block),
                )


def unreadable(stage: Stage) -> list[Fail]:
    """Return one finding for each Terraform file that cannot be read at all."""
    from grader.hcl.reading import MergeConflict

    found: list[Fail] = []
    for file, error in stage.configuration.unreadable.items():
        where = stage.submission.where(file, error.line)
        if isinstance(error, MergeConflict):
            found.append(
                Fail(
                    _("{file} still holds the markers of a merge conflict.").format(file=file),
                    where=where,
                    hint=_("Keep one of the two versions and delete the lines <<<, === and >>>."),
                )
            )
        elif error.message == "syntax":
            told = _told_of(stage, file, error.line)
            words = f"{told.summary}: {told.detail}" if told else ""
            knows_better = words.startswith(TOLD_BETTER) or not error.text.strip()
            if told is not None and knows_better:
                where = stage.submission.where(file, told.line)
            caret = "" if knows_better else error.caret
            found.append(
                Fail(
                    _("{file} has a syntax error.").format(file=file),
                    found="\n".join(part for part in (words, caret) if part),
                    where=where,
                    hint=_how_to_mend(words),
                )
            )
    return found


def _how_to_mend(words: str) -> str:
    """Return what to try next about a syntax error of which Terraform says ``words``."""
    if words.startswith("Unclosed configuration block"):
        return _("The block that begins here has no end: add the closing } where it should stand.")
    if words.startswith("Invalid multi-line string"):
        return _("Close the quotes in this line: a text ends on the line where it begins.")
    return _("Look at this line and the one before it: a quote, brace or = is wrong.")


def _cause_first(diagnostic: Diagnostic) -> tuple[bool, str, int, str]:
    """Order diagnostics: what only follows from another one last, then by place.

    Terraform itself gives them in no fixed order.
    """
    follows = "undeclared" in diagnostic.summary.lower()
    return follows, diagnostic.file or "", diagnostic.line or 0, diagnostic.detail


def _told_of(stage: Stage, file: str, line: int) -> Diagnostic | None:
    """Return what Terraform says of a syntax error near that line."""
    near = [d for d in stage.deployment.errors if d.file == file and d.line is not None]
    begins = [d for d in near if d.summary.startswith(TOLD_BETTER)]
    if begins:
        return min(begins, key=lambda d: d.line or 0)
    return min(near, key=lambda d: abs((d.line or 0) - line), default=None)


def _failure(stage: Stage, diagnostic: Diagnostic) -> Fail:
    where = _where(stage, diagnostic)
    return plainly(stage, diagnostic, where) or Mismatch(
        _("Terraform: {summary}").format(summary=sentences(diagnostic.brief)),
        found=without_suggestion(diagnostic.detail) or None,
        where=where,
        hint=next_step(diagnostic, stage.configuration, where) or None,
    )


def _where(stage: Stage, diagnostic: Diagnostic) -> Where | None:
    """Return the argument that was refused, else the place that Terraform names."""
    block = stage.block_of(diagnostic.address) if diagnostic.address else None
    argument = _argument(diagnostic)
    if block and (argument or not diagnostic.file):
        return stage.configuration.where_first(block, *argument)
    if diagnostic.file:
        return stage.submission.where(diagnostic.file, diagnostic.line)
    return None


def _argument(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return the argument that a refusal by the cloud is about, as Terraform calls it."""
    named = re.search(r"Parameter (\w+) is not valid", f"{diagnostic.brief} {diagnostic.detail}")
    return (re.sub(r"(?<!^)(?=[A-Z])", "_", named[1]).lower(),) if named else ()


def _together(first: Fail, others: list[Fail], expected: str | None = None) -> Fail:
    finding = first.finding
    return type(first)(
        finding.message,
        expected=finding.expected or expected,
        found=finding.found,
        where=finding.where,
        hint=finding.hint,
        also=others,
    )
