"""What Terraform refuses of a schedule, each refusal under the criterion that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from grader.hcl.addresses import Address
from grader.locale import _
from grader.rubric import Missing
from grader.schedule.source import PERMISSION, RULE, SCHEDULE, TARGET
from grader.terraform_findings import require_stage

if TYPE_CHECKING:
    from grader.stage import Stage
    from grader.terraform.deployment import Diagnostic

Part = Literal["rule", "target", "permission"]
TYPES: dict[Part, str] = {"rule": RULE, "target": TARGET, "permission": PERMISSION}


def require_applied(stage: Stage, part: Part) -> None:
    """Return where everything was applied. Raises Fail with what Terraform refused of ``part``.

    Where it refused nothing of it, with all that it refused. Raises CannotGrade as `require_stage`.
    """
    require_stage(stage, "applied", among=refusals(stage, part) or None)


def require_made(stage: Stage, part: Part) -> None:
    """Raise Fail where Terraform stopped before anything of the schedule stood.

    Where that was not for ``part``, it tells which criterion shows why.
    """
    deployment = stage.deployment
    told_here = stage.forbidden or deployment.outside or not deployment.errors
    if deployment.stage == "applied" or told_here or refusals(stage, part):
        require_applied(stage, part)
        return
    raise Missing(
        _("Terraform stopped before it made the {type}.").format(type=TYPES[part]),
        expected=TYPES[part],
        hint=_elsewhere(stage),
    )


def refusals(stage: Stage, part: Part) -> tuple[Diagnostic, ...]:
    """Return what Terraform refused of the rule, of its target, or of the permission."""
    return tuple(one for one in stage.deployment.errors if _part(stage, one) == part)


def _elsewhere(stage: Stage) -> str:
    if refusals(stage, "rule"):
        return _("Mend what Terraform refuses first: the criterion of the rule shows it.")
    if refusals(stage, "target"):
        return _("Mend what Terraform refuses first: the criterion of the target shows it.")
    return _("Mend what Terraform refuses first: the criterion of the permission shows it.")


def _part(stage: Stage, error: Diagnostic) -> Part:
    """Return what an error is about: the rule, where it is about neither of the others."""
    if stage.configuration.unreadable:
        return "rule"
    address = Address.parse(error.address) if error.address else None
    type = address.type if address else None
    inside = stage.configuration.around(error.file, error.line) if error.file and error.line else ()
    if type is None and inside and inside[0].type == "resource":
        type = inside[0].labels[0]
    if type == TARGET or (type == SCHEDULE and any(one.type == "target" for one in inside)):
        return "target"
    return "permission" if type == PERMISSION else "rule"
