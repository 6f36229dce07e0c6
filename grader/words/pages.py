"""The words of the commands for pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grader.words.parser import command

if TYPE_CHECKING:
    from grader.words.parser import Commands

ASSETS = """examples:
  python -m grader assets                      fetch what trackers load, for working offline
  python -m grader assets --list               what is kept, and how much
  python -m grader assets --export assets.zip  everything that is kept, in one file
  python -m grader assets --import assets.zip  the same on a machine without a network

exit codes: 0 all there, 2 something could not be had, 64 wrong usage, 130 interrupted
"""
SERVE = """examples:
  python -m grader serve 8          my page on http://localhost:8000, loaded again on every save
  python -m grader serve 8 --sky    the same page, with the simulated world in place of the web
  python -m grader serve --in FOLDER --port 9000

Map tiles refuse pages that are opened as files (file://): they want to know who asks. So a page
is looked at through a server, as it will be on the web.
"""


def add_pages(commands: Commands) -> None:
    """Add assets and serve."""
    assets = command(commands, "assets", "the files of others that pages load, kept here", ASSETS)
    what = assets.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="only say what is kept")
    what.add_argument("--export", type=Path, metavar="FILE", help="write everything to a zip")
    what.add_argument(
        "--import", dest="import_from", type=Path, metavar="FILE", help="take what a zip holds"
    )

    serve = command(commands, "serve", "look at my page on localhost", SERVE)
    serve.add_argument("challenge", nargs="?", default="8", metavar="N", help="8 by default")
    serve.add_argument("--in", dest="folder", type=Path, metavar="PATH", help="another folder")
    serve.add_argument("--port", type=int, default=8000, help="8000 by default")
    serve.add_argument(
        "--sky", action="store_true", help="open it in a browser that sees the simulated world"
    )
    serve.add_argument("--browser", metavar="PATH", help="with --sky: the browser to open")
