"""One challenge and one submission make a report."""

from __future__ import annotations

import shutil
import tempfile
import time
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader import __version__
from grader.course import Challenge
from grader.exits import WrongUsage
from grader.locale import _
from grader.report.model import Criterion, CriterionStatus, Report
from grader.rubric import (
    CannotGrade,
    Check,
    Fail,
    Finding,
    ForPerson,
    Given,
    NotJudged,
    NotRun,
)
from grader.stage import Options, Stage
from grader.submission import Rejected, Submission, advice_on, take

OUTCOMES = (Fail, CannotGrade, NotJudged, NotRun, ForPerson)
ROOM = 1024 * 1024
"""Bytes of free disk space below which a failure of ours is blamed on the disk."""
NO_SUBMISSION = "sha256:" + "0" * 64


class UnknownCriterion(WrongUsage):
    """The challenge has no criterion of that name."""


@dataclass(frozen=True)
class Verdict:
    """How one check ended."""

    status: CriterionStatus
    points: int
    findings: tuple[Finding, ...] = ()


def grade(challenge: Challenge, folder: Path, options: Options, only: Iterable[str] = ()) -> Report:
    """Grade the submission in ``folder``. ``only`` names the criteria to judge; none means all.

    What goes wrong on our side is in the report as an error, never as an exception, save
    UnknownCriterion and KeyboardInterrupt.
    """
    started = time.monotonic()
    checks = chosen(challenge, only)
    report = _graded(challenge, folder, options, checks)
    if options.endings:
        return report  # what is done at the end, such as waiting for a person, is not grading
    return replace(report, seconds=time.monotonic() - started)


def chosen(challenge: Challenge, only: Iterable[str]) -> tuple[Check, ...]:
    """Return the named checks and those they come after, in the challenge's order."""
    checks = {check.id: check for check in challenge.checks}
    wanted: set[str] = set()
    queue = list(only) or list(checks)
    while queue:
        name = queue.pop()
        if name not in checks:
            raise UnknownCriterion(
                _("Challenge {number} has no criterion {name}; it has {names}.").format(
                    number=challenge.number, name=name, names=", ".join(checks)
                )
            )
        if name not in wanted:
            wanted.add(name)
            queue.extend(checks[name].after)
    return tuple(check for check in checks.values() if check.id in wanted)


def _graded(
    challenge: Challenge, folder: Path, options: Options, checks: tuple[Check, ...]
) -> Report:
    from grader.sandbox.cells import CellFolder, sweep
    from grader.sandbox.keeper import start_keeper

    try:
        sweep()
        cell = CellFolder.create()
    except OSError as error:
        return _could_not_start(challenge, options, checks, error)
    try:
        # Behind walls nothing outlives this process, and its folder goes with it.
        keeper = None if options.walled else start_keeper(cell)
        try:
            work = cell.path / "work"
            work.mkdir()
            submission = take(
                folder,
                work,
                requires=challenge.requires,
                authored=challenge.folder,
                pictures=challenge.opens_page,
            )
            handed_in = not folder.resolve().is_relative_to(challenge.folder.parent.resolve())
            return _judged(challenge, submission, cell, options, checks, handed_in=handed_in)
        finally:
            if keeper is not None:
                keeper.release()
    except Rejected as rejection:
        return _rejected(challenge, options, checks, rejection)
    except OSError as error:
        return _could_not_start(challenge, options, checks, error)
    finally:
        cell.remove()


def _judged(
    challenge: Challenge,
    submission: Submission,
    cell: Any,
    options: Options,
    checks: tuple[Check, ...],
    *,
    handed_in: bool,
) -> Report:
    verdicts: dict[str, Verdict] = {}
    started = time.monotonic()
    try:
        kind = _kind_of_stage(challenge, options)
        with kind(
            submission,
            cell,
            options,
            runs_functions=challenge.runs_functions,
            deploys=challenge.deploys,
            plans_twice=challenge.plans_twice,
            services=challenge.services(submission),
            number=challenge.number,
        ) as stage:
            bench = Bench(stage, challenge.givens)
            titles = {check.id: _(check.title).rstrip(".") for check in checks}
            for check in checks:
                options.progress(_("judging: {title}").format(title=titles[check.id]))
                verdicts[check.id] = _verdict(check, bench, verdicts, titles)
            stage.finish()
            report = replace(
                _report(challenge, submission, options, checks, verdicts),
                graded_on=stage.graded_on(),
                output=tuple(stage.output),
                evidence=tuple(stage.evidence),
                advice=(*advice_on(submission, handed_in=handed_in), *stage.advice),
                seconds=time.monotonic() - started,
            )
            for ending in options.endings:
                ending(stage, report)
            return report
    except Exception as error:  # the boundary: whatever fails here is ours, and is said so
        report = _report(challenge, submission, options, checks, verdicts)
        return replace(report, errors=(_our_error(error),))


def _kind_of_stage(challenge: Challenge, options: Options) -> type[Stage]:
    if challenge.opens_page:
        from grader.page.stage import PageStage

        return PageStage
    if options.live is None:
        return Stage
    from grader.live.stage import LiveStage

    return LiveStage


def _report(
    challenge: Challenge,
    submission: Submission,
    options: Options,
    checks: tuple[Check, ...],
    verdicts: Mapping[str, Verdict],
) -> Report:
    undecided = Verdict("error", 0)
    return Report(
        engine=__version__,
        challenge=challenge.number,
        slug=challenge.slug,
        submission=submission.fingerprint,
        max_score=sum(check.points for check in checks),
        seed=options.seed,
        graded_on={},
        criteria=tuple(_criterion(check, verdicts.get(check.id, undecided)) for check in checks),
    )


class Bench:
    """Gives checks what their parameters name."""

    def __init__(self, stage: Stage, givens: Mapping[str, Given]) -> None:
        self._stage = stage
        self._givens = givens
        self._made: dict[str, Any] = {}

    def arguments(self, needs: Iterable[str]) -> dict[str, Any]:
        """Return the named things, made now if they were not; a failure to make one repeats."""
        return {name: self._get(name) for name in needs}

    def remedied(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return findings with what has to be done first."""
        return self._stage.remedied(findings)

    def _get(self, name: str) -> Any:
        if name not in self._givens:
            return getattr(self._stage, name)
        if name not in self._made:
            given = self._givens[name]
            try:
                self._made[name] = given.make(**self.arguments(given.needs))
            except OUTCOMES as outcome:
                self._made[name] = outcome
        made = self._made[name]
        if isinstance(made, OUTCOMES):
            raise made
        return made


def _verdict(
    check: Check, bench: Bench, verdicts: Mapping[str, Verdict], titles: Mapping[str, str]
) -> Verdict:
    for parent in check.after:
        status, name = verdicts[parent].status, titles[parent]
        if status in {"error", "for_person", "not_judged"}:
            message = _("Not judged: it needs “{parent}”, which could not be decided.")
            outcome: CriterionStatus = "not_judged" if status == "not_judged" else "error"
            return Verdict(outcome, 0, (Finding(message.format(parent=name)),))
        if status in {"failed", "not_run"}:
            message = _("Not run: first earn “{parent}”.")
            return Verdict("not_run", 0, (Finding(message.format(parent=name)),))
    try:
        check.judge(**bench.arguments(check.needs))
    except Fail as fail:
        status = "partial" if fail.keeps else "failed"
        return Verdict(status, min(fail.keeps, check.points), bench.remedied(fail.findings))
    except ForPerson as outcome:
        return Verdict("for_person", 0, (outcome.finding,))
    except NotRun as outcome:
        return Verdict("not_run", 0, (outcome.finding,))
    except NotJudged as outcome:
        return Verdict("not_judged", 0, (outcome.finding,))
    except CannotGrade as outcome:
        return Verdict("error", 0, (outcome.finding,))
    except Exception as error:  # a check's own mistake is ours, never a lost point
        return Verdict("error", 0, (_our_error(error),))
    return Verdict("passed", check.points)


def _criterion(check: Check, verdict: Verdict) -> Criterion:
    return Criterion(
        check.id, _(check.title), verdict.points, check.points, verdict.status, verdict.findings
    )


def _our_error(error: Exception) -> Finding:
    from grader.sandbox.channel import ChildFailed
    from grader.terraform.deploy import TerraformMissing

    finding = getattr(error, "finding", None)
    if isinstance(finding, Finding):
        return finding
    if isinstance(error, TerraformMissing):
        return Finding(str(error), hint=_("Leave --terraform out, or see: python -m grader doctor"))
    if _disk_is_full():
        return _no_room(str(error))
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" ({Path(last[0].filename).name}:{last[0].lineno})" if last else ""
    message = (
        _("A part of the grader stopped working.")
        if isinstance(error, ChildFailed)
        else _("The grader made a mistake of its own.")
    )
    return Finding(
        message,
        found=f"{type(error).__name__}: {error}{place}",
        hint=_(
            "Run it again; if it stays, run with --bundle and send the file to your instructor."
        ),
    )


def _disk_is_full() -> bool:
    try:
        return shutil.disk_usage(tempfile.gettempdir()).free < ROOM
    except OSError:
        return False


def _no_room(reason: str) -> Finding:
    return Finding(
        _("The grader cannot write to the folder for temporary files."),
        found=f"{tempfile.gettempdir()}: {reason}",
        hint=_("Free some disk space, or name another folder in TMPDIR; see also: doctor, clean."),
    )


def _rejected(
    challenge: Challenge, options: Options, checks: tuple[Check, ...], rejection: Rejected
) -> Report:
    message = Finding(_("Not run: the folder cannot be graded."))
    verdict = Verdict("not_run", 0, (message,))
    return _unjudged(challenge, options, checks, verdict, rejection=rejection.finding)


def _could_not_start(
    challenge: Challenge, options: Options, checks: tuple[Check, ...], error: OSError
) -> Report:
    finding = _no_room(error.strerror or str(error))
    return _unjudged(challenge, options, checks, Verdict("error", 0), errors=(finding,))


def _unjudged(
    challenge: Challenge,
    options: Options,
    checks: tuple[Check, ...],
    verdict: Verdict,
    **reason: Any,
) -> Report:
    """Return a report in which every criterion has the same verdict, for one reason."""
    nothing = Submission(Path(), (), NO_SUBMISSION)
    verdicts = {check.id: verdict for check in checks}
    return replace(_report(challenge, nothing, options, checks, verdicts), **reason)
