"""Terraform's own diagnostics, and what they mean for the criteria about Terraform."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.locale import _
from grader.rubric import CannotGrade, Fail, Mismatch, Where

if TYPE_CHECKING:
    from grader.stage import Stage
    from grader.terraform.deployment import Deployment, Diagnostic

SHOWN = 4


def require_stage(stage: Stage, reached: str, *, of: Deployment | None = None) -> None:
    """Return when the deployment, or the one ``of``, reached that stage ("planned", "applied").

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
    told = sorted(set(deployment.errors), key=_cause_first)[:SHOWN]
    problems = unreadable(stage) or [_failure(stage, diagnostic) for diagnostic in told]
    if not problems:
        problems = [Fail(_("Terraform did not get far enough, and does not say why."))]
    raise _together(problems[0], problems[1:])


def advise_on_backends(stage: Stage) -> None:
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
            if told is not None and not error.text.strip():
                where = stage.submission.where(file, told.line)
            words = f"{told.summary}: {told.detail}" if told else ""
            caret = error.caret if error.text.strip() else ""
            found.append(
                Fail(
                    _("{file} has a syntax error.").format(file=file),
                    found="\n".join(part for part in (words, caret) if part),
                    where=where,
                    hint=_(
                        "Look at this line and the one before it: a quote, brace or = is wrong."
                    ),
                )
            )
    return found


def _cause_first(diagnostic: Diagnostic) -> tuple[bool, str, int, str]:
    """Order diagnostics: what only follows from another one last, then by place.

    Terraform itself gives them in no fixed order.
    """
    follows = "undeclared" in diagnostic.summary.lower()
    return follows, diagnostic.file or "", diagnostic.line or 0, diagnostic.detail


def _told_of(stage: Stage, file: str, line: int) -> Diagnostic | None:
    """Return what Terraform says of a syntax error near that line."""
    near = [d for d in stage.deployment.errors if d.file == file and d.line is not None]
    return min(near, key=lambda d: abs((d.line or 0) - line), default=None)


def _failure(stage: Stage, diagnostic: Diagnostic) -> Fail:
    return Mismatch(
        _("Terraform: {summary}").format(summary=diagnostic.brief.rstrip(".") + "."),
        found=diagnostic.detail.strip() or None,
        where=_where(stage, diagnostic),
        hint=_hint(diagnostic),
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


def _hint(diagnostic: Diagnostic) -> str | None:
    summary = diagnostic.summary.lower()
    text = f"{summary} {diagnostic.detail.lower()}"
    if "s3_force_path_style" in diagnostic.detail:
        return _("Since release 5 it is called s3_use_path_style.")
    if "no such file" in diagnostic.detail.lower():
        return _("Make the file first, or correct its path: it counts from the folder of main.tf.")
    if "no value for required variable" in summary:
        return _("Give the variable a default, or set it in terraform.tfvars.")
    if summary.startswith("cycle"):
        return _("Two things need each other first: take one reference out of the circle.")
    if "invalidbucketname" in text or "invalid bucket name" in text:
        return _("A bucket's name has 3 to 63 lower-case letters, digits and hyphens.")
    if "scheduleexpression" in text:
        return _("rate(1 minute), rate(2 minutes), or cron with six fields of which one is ?.")
    if "unable to validate the following destination configurations" in text:
        return _(
            "Let S3 in: an aws_lambda_permission with principal s3.amazonaws.com and the bucket's "
            "ARN, and depends_on in the notification."
        )
    if "all attributes must be indexed" in summary:
        return _("Delete its attribute block: a table declares its keys, items bring the rest.")
    if "all indexes must match a defined attribute" in summary:
        return _("Add an attribute block, with name and type, for each key.")
    if "when billing_mode is" in summary:
        return _('Set billing_mode = "PAY_PER_REQUEST", or both capacities.')
    if "duplicate" in summary:
        return _("Keep one of the two.")
    if "undeclared" in summary:
        return _("Declare it, or correct the name: Terraform distinguishes every letter.")
    if "unsupported argument" in summary or "unsupported block" in summary:
        return _("Compare the name with the documentation of this resource.")
    if "missing required" in summary:
        return _("Add the argument that is named above.")
    return None


def _together(first: Fail, others: list[Fail]) -> Fail:
    finding = first.finding
    return type(first)(
        finding.message,
        expected=finding.expected,
        found=finding.found,
        where=finding.where,
        hint=finding.hint,
        also=others,
    )
