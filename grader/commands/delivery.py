"""Where a report goes, and in which forms: ``--format`` and ``--out``."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.commands.usage import can_be_written
from grader.exits import WrongUsage
from grader.locale import _
from grader.report import terminal
from grader.report.documents import Graded, files_of, files_of_all, text_of, text_of_all
from grader.report.formats import SHOWN, of_file
from grader.report.model import Report
from grader.report.summary import Summary
from grader.report.text import repetition


class Undeliverable(WrongUsage):
    """The forms and the place that were asked for do not go together; the message says why."""


@dataclass(frozen=True)
class Delivery:
    """What is shown, what is written, and where to."""

    forms: tuple[str, ...]
    out: Path | None
    into_folder: bool
    plain: bool
    verbose: bool

    @property
    def speaks(self) -> bool:
        """Whether a person reads along."""
        return "terminal" in self.forms

    def deliver(self, graded: Graded) -> None:
        """Show and write one report."""
        if self.into_folder:
            self._write(
                file for form in self.forms for file in files_of(form, graded, self.verbose)
            )
        elif self._has_a_document:
            self._put(text_of(self._main, graded, verbose=self.verbose))
        with self._heard_by_nobody():
            if self.speaks:
                terminal.show(graded.report, plain=self.plain, verbose=self.verbose)
        self._annotate((graded,))

    def deliver_all(self, every: tuple[Graded, ...], seconds: float) -> None:
        """Show and write several reports; grading them took ``seconds``."""
        if self.into_folder:
            self._write(
                file
                for form in self.forms
                for file in files_of_all(form, every, seconds, self.verbose)
            )
        elif self._has_a_document:
            self._put(text_of_all(self._main, every, seconds))
        with self._heard_by_nobody():
            if self.speaks:
                summary = Summary(terminal.width(sys.stdout), terminal.symbols_for(sys.stdout))
                coloured = terminal.is_coloured(sys.stdout, plain=self.plain)
                lines = list(summary.lines((graded.report for graded in every), seconds))
                terminal.write(lines, sys.stdout, coloured=coloured)
        self._annotate(every)

    @property
    def _has_a_document(self) -> bool:
        return self.out is not None or self._main not in SHOWN

    @property
    def _main(self) -> str:
        """The form of the one document, where there is one."""
        return next((form for form in self.forms if form not in SHOWN), self.forms[0])

    def _put(self, text: str) -> None:
        """Write the one document to its file, or print it where no file is named."""
        if self.out is not None:
            self._write((("", text),))
        else:
            sys.stdout.buffer.write(text.encode())
            sys.stdout.flush()

    @contextlib.contextmanager
    def _heard_by_nobody(self) -> Iterator[None]:
        """Keep what a student printed from being obeyed where GitHub reads along."""
        if not ("github" in self.forms and self.speaks):
            yield
            return
        from grader.report.github import deaf

        with deaf(sys.stdout):
            yield

    def _annotate(self, every: tuple[Graded, ...]) -> None:
        if "github" not in self.forms:
            return
        from grader.report import github

        for graded in every:
            for command in github.commands(graded.report, graded.folder):
                sys.stdout.write(command + "\n")
        sys.stdout.flush()
        try:
            github.append_summary(text_of_all("github", every, 0.0))
        except OSError as error:
            _complain(error)

    def _write(self, files: Iterable[tuple[str, str]]) -> None:
        assert self.out is not None, "called only where something is to be written"
        try:
            for name, text in files:
                (self.out / name).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            _complain(error)
        else:
            sys.stderr.write(_("Written: {path}").format(path=self.out) + "\n")


def chosen_delivery(arguments: argparse.Namespace, *, several: bool = False) -> Delivery:
    """Return what ``--format`` and ``--out`` ask for. Raises Undeliverable."""
    out = Path(arguments.out) if arguments.out else None
    into_folder = out is not None and (
        out.is_dir() or arguments.out.endswith(("/", os.sep, os.altsep or "/"))
    )
    asked = tuple(dict.fromkeys(name for names in arguments.format or () for name in names))
    if not asked:
        guessed = of_file(out) if out is not None and not into_folder else None
        asked = tuple(dict.fromkeys(("terminal", guessed or "terminal")))
    delivery = Delivery(asked, out, into_folder, arguments.plain, arguments.verbose)
    documents = [form for form in asked if form not in SHOWN]
    if not into_folder and (len(documents) > 1 or (out and not documents and len(asked) > 1)):
        raise Undeliverable(_("Several forms need a folder: --out DIR/"))
    if out is None and documents and len(asked) > 1:
        raise Undeliverable(_("Name where {form} goes: --out FILE").format(form=documents[0]))
    if several and "html" in asked and not into_folder:
        raise Undeliverable(_("The pages of all challenges need a folder: --out DIR/"))
    if out is not None and not _is_open_to_us(out, into_folder=into_folder):
        raise Undeliverable(_("The report cannot be written to {path}.").format(path=out))
    return delivery


def graded(report: Report, folder: Path, arguments: argparse.Namespace) -> Graded:
    """Return the report on ``folder`` with the command that gives it again."""
    words = [] if arguments.folder is None else ["--in", str(folder)]
    for name, usual in (("terraform", "bundled"), ("provider", "course"), ("live", None)):
        value = getattr(arguments, name)
        words += [] if value == usual else [f"--{name}", str(value)]
    words += ["--no-wait"] if arguments.no_wait else []
    words += ["--allow-remote"] if arguments.allow_remote else []
    return Graded(report, folder, repetition(report, words))


def _is_open_to_us(out: Path, *, into_folder: bool) -> bool:
    if not into_folder:
        return can_be_written(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(out, os.W_OK)


def _complain(error: OSError) -> None:
    reason = _("The report could not be written: {reason}").format(reason=error.strerror or error)
    sys.stderr.write(reason + "\n")
