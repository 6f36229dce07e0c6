"""``/``: the heat map. ``/cells.json``: what of it changes while a batch runs."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.board import heat
from dashboard.board.board import Board
from grader.locale import _


def the_class(board: Board, request: Request) -> Response:
    """Show everybody, or those who are chosen."""
    snapshot = board.shelf.snapshot()
    chosen = heat.Chosen.of(request.query_params)
    rows = chosen.rows(snapshot)
    every = snapshot.results.rows
    totals = [row.total for row in every if row.total is not None]
    return board.page(
        request,
        "heat",
        snapshot,
        lines=heat.lines(rows),
        every=len(every),
        with_total=len(totals),
        mean=f"{sum(totals) / len(totals):.1f}" if totals else "",
        counts=heat.Counts.of(every).standings,
        words=heat.standing_words(),
        sections=sorted({row.student.section for row in every} - {""}),
        chosen=chosen,
        sorts={"": _("roster"), "name": _("name"), "section": _("section"), "total": _("total")},
        sorted_by=lambda sort: "/?" + urlencode({**chosen.without_sort(), "sort": sort}),
        standing_only=lambda standing: (
            "/?" + urlencode(replace(chosen, standing=standing).without_sort())
        ),
        progress=board.shelf.book.overview.progress(),
    )


def cells(board: Board, request: Request) -> Response:
    """Return every cell as the table shows it: kind, text, notes; by student and challenge."""
    del request
    snapshot = board.shelf.snapshot()
    return JSONResponse(
        {
            "version": snapshot.version,
            "rows": {
                line.address: {
                    "total": line.total,
                    "cells": [[one.kind, one.text, *one.notes] for one in line.cells],
                }
                for line in heat.lines(snapshot.results.rows)
            },
        }
    )
