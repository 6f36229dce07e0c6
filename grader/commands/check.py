"""``check N``: grade one submission and show the report."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading

from grader.commands.bundle import Bundled
from grader.commands.delivery import chosen_delivery, graded
from grader.commands.kept import remember
from grader.commands.live import chosen_cloud, mention
from grader.commands.usage import chosen_folder, chosen_seed, wrong
from grader.course import Challenge, challenges, find
from grader.grade import grade
from grader.locale import _
from grader.progress import Progress
from grader.report.model import Report
from grader.stage import Options, Stage, silent


def run(arguments: argparse.Namespace) -> int:
    """Grade, show, and remember the attempt; return the exit code of the report."""
    challenge = find(arguments.challenge)
    folder = chosen_folder(arguments)
    if arguments.begun:
        return wrong(_("--begun goes with check all."))
    own = arguments.folder is None
    live = chosen_cloud(arguments, challenge)
    delivery = chosen_delivery(arguments)
    seed = chosen_seed(arguments.seed)
    bundle = Bundled(challenge, seed) if arguments.bundle else None
    progress = Progress()

    def show_and_hold(stage: Stage, report: Report) -> None:
        progress.finish()
        delivery.deliver(graded(report, folder, arguments))
        hold(stage)

    endings = (bundle.collect,) if bundle else ()
    endings = (*endings, show_and_hold) if arguments.keep else endings
    told = progress if delivery.speaks else silent
    options = Options(
        seed,
        terraform=arguments.terraform,
        provider=arguments.provider,
        live=live,
        browser=arguments.browser,
        progress=told,
        told=_tell if told is progress else silent,
        endings=endings,
    )
    with progress:
        report = grade(challenge, folder, options, arguments.criteria)
    if not arguments.keep or report.errors or report.rejection:
        delivery.deliver(graded(report, folder, arguments))
    if own and live is None and not arguments.criteria and report.rejection is None:
        remember(report)
    if bundle is not None:
        sys.stderr.write(_("Written: {path}").format(path=bundle.write(report)) + "\n")
    if delivery.speaks:
        _point_on(challenge, report, arguments)
        if live is None:
            mention(challenge)
    return report.exit_code


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _point_on(challenge: Challenge, report: Report, arguments: argparse.Namespace) -> None:
    """Name the next command, for a person at a terminal."""
    if not sys.stdout.isatty():
        return
    if report.status == "error" and not arguments.bundle:
        command = f"python -m grader check {challenge.number} --bundle"
        sys.stdout.write("\n" + _("To look at it: python -m grader doctor, or {command}").format(
            command=command) + "\n")  # fmt: skip
    if report.score == report.max_score == challenge.max_score and arguments.folder is None:
        onward = following(challenge)
        if onward is not None:
            sys.stdout.write("\n" + _("Next: {command}").format(command=onward) + "\n")


def following(challenge: Challenge) -> str | None:
    """Return the command that begins the next challenge, on top of this one where that helps."""
    for later in challenges():
        if later.number == challenge.number + 1:
            option = " --from-mine" if challenge.deploys and later.deploys else ""
            return f"python -m grader start {later.number}{option}"
    return None


def hold(stage: Stage) -> None:
    """Keep the cell standing until Enter is pressed, and say how to look into it."""
    sys.stderr.write(
        "\n".join(
            (
                "",
                _("The cloud stands until you press Enter or Ctrl-C. To look into it, elsewhere:"),
                f"  export AWS_ENDPOINT_URL={stage.cloud.endpoint} AWS_DEFAULT_REGION=us-east-1 "
                "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test",
                "  aws s3 ls --recursive s3://mi-data-lake",
                _("or with no tools of AWS:"),
                f"  python -m grader ls --endpoint {stage.cloud.endpoint}",
                _("The files as they were graded: {path}").format(path=stage.submission.root),
                "",
            )
        )
    )
    sys.stderr.flush()
    with contextlib.suppress(KeyboardInterrupt):
        if not sys.stdin.readline():
            # Nobody is at the keyboard: stand until the process is told to end.
            threading.Event().wait()
