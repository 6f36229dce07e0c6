"""The board's pages, one function a page: from an address to what its template shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.board import heat
from dashboard.board.addresses import id_of, piece
from dashboard.board.snapshot import Shelf, Snapshot
from dashboard.board.writing import FIELD, Writing
from grader.classroom.late import number, spoken_duration, spoken_time
from grader.classroom.model import Grade, Row
from grader.locale import _, spoken
from grader.report.html import SHORT, environment

PAGES = (
    ("", "heat"), ("queue", "queue"), ("stuck", "stuck"), ("late", "late"), ("live", "live"),
)  # fmt: skip


@dataclass(frozen=True)
class Board:
    """What every page is made from."""

    shelf: Shelf
    out: Path
    """The folder of the results, as commands name it."""
    writing: Writing | None = None

    def page(
        self, request: Request, template: str, snapshot: Snapshot, *, status: int = 200,
        **facts: Any,
    ) -> Response:  # fmt: skip
        """Return a page; everything in ``facts`` is escaped."""
        may_write = self.writing is not None and self.writing.is_in(request)
        text = environment().get_template(f"board/{template}.html").render(
            language=spoken(),
            course=snapshot.results.title,
            challenges=snapshot.results.challenges,
            engine=snapshot.results.engine,
            made=spoken_time(snapshot.results.made),
            version=snapshot.version,
            here=request.url.path,
            links=_links(),
            out=self.out,
            may_write=may_write,
            form_name=FIELD,
            form_value=self.writing.field if may_write and self.writing else "",
            short=SHORT,
            piece=piece,
            display=heat.display,
            sentence=heat.sentence,
            number=number,
            spoken_time=spoken_time,
            spoken_duration=spoken_duration,
            **facts,
        )  # fmt: skip
        return HTMLResponse(text.encode("utf-8", "backslashreplace"), status)

    def message(
        self, request: Request, title: str, told: str, *, status: int, next_step: str = ""
    ) -> Response:
        """Return a page that says one thing."""
        return self.page(
            request, "message", self.shelf.snapshot(), status=status,
            title=title, told=told, next_step=next_step,
        )  # fmt: skip

    def missing(self, request: Request) -> Response:
        """Say that there is no such page."""
        return self.message(
            request, _("There is no such page"), _("The address leads nowhere on this board."),
            status=404, next_step=_("Begin with the class."),
        )  # fmt: skip

    def row(self, request: Request, snapshot: Snapshot) -> Row | None:
        """Return the row of the student in the address."""
        return snapshot.rows.get(id_of(request.path_params["student"]) or "")

    def grade(self, request: Request, snapshot: Snapshot) -> tuple[Row, Grade] | None:
        """Return the row and the grade in the address."""
        row = self.row(request, snapshot)
        if row is None:
            return None
        grade = snapshot.grade(row.student.id, request.path_params["slug"])
        return None if grade is None else (row, grade)


def name_of(number: int, slug: str) -> str:
    """Return a challenge as students call it: "5 · save_to_s3"."""
    return f"{number} · {slug.partition('_')[2]}"


def _links() -> tuple[tuple[str, str], ...]:
    words = {
        "heat": _("The class"),
        "queue": _("Queue"),
        "stuck": _("Stuck"),
        "late": _("Late"),
        "live": _("Live"),
    }
    return tuple((f"/{address}", words[name]) for address, name in PAGES)
