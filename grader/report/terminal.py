"""The report on a terminal: coloured where there are colours, plain text anywhere else."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from grader.report.lines import PLAIN_SYMBOLS, Layout, Line, Symbols
from grader.report.model import Report

STYLES = {"good": "green", "bad": "bold red", "warn": "yellow", "quiet": "dim", "strong": "bold"}
WIDEST = 100


def show(report: Report, *, plain: bool = False, verbose: bool = False) -> None:
    """Print the report on standard output."""
    stream = sys.stdout
    coloured = not plain and stream.isatty() and "NO_COLOR" not in os.environ
    layout = Layout(_width(stream), symbols_for(stream), verbose, stream.encoding or "utf-8")
    write(list(layout.lines(report)), stream, coloured=coloured)


def render(report: Report, *, verbose: bool = False) -> str:
    """Return the report as plain text, 80 columns wide."""
    layout = Layout(80, Symbols(), verbose)
    return "\n".join(line.text.rstrip() for line in layout.lines(report)) + "\n"


def write(lines: list[Line], stream: TextIO, *, coloured: bool) -> None:
    """Write lines to ``stream``; what its encoding cannot show is written as an escape."""
    if not coloured:
        text = "".join(line.text.rstrip() + "\n" for line in lines)
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((piece, STYLES.get(s, "")) for piece, s in line.pieces)))


def symbols_for(stream: TextIO) -> Symbols:
    """Return the symbols that the stream's encoding can show."""
    symbols = Symbols()
    try:
        "".join(vars(symbols).values()).encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return PLAIN_SYMBOLS
    return symbols


def _width(stream: TextIO) -> int:
    columns = shutil.get_terminal_size((80, 24)).columns if stream.isatty() else 80
    return max(40, min(columns - 1 if columns < WIDEST else WIDEST, WIDEST))
