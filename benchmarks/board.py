"""How long the board's pages take for a large class: python benchmarks/board.py [--students 500]

The class is invented: 500 students, 13 challenges, about 9,600 attempts, with reports as long as
real ones. The first request reads the gradebook; later ones find it read unless it changed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from starlette.testclient import TestClient  # noqa: E402

from dashboard.board.app import application  # noqa: E402
from dashboard.board.board import Board  # noqa: E402
from dashboard.board.snapshot import Shelf  # noqa: E402
from grader.classroom.gradebook.book import Gradebook  # noqa: E402
from grader.classroom.gradebook.opening import opened, url_of  # noqa: E402
from grader.classroom.model import Override  # noqa: E402
from tests.board.invented import NOW, Invented  # noqa: E402

PAGES = (
    "/", "/?section=A&sort=total", "/cells.json", "/students/s001", "/students/s001/05_save_to_s3",
    "/challenges/05_save_to_s3", "/queue", "/stuck", "/late", "/live",
)  # fmt: skip


def main() -> int:
    """Print a table of milliseconds; 1 when the first page takes longer than half a second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=500)
    parser.add_argument("--repeat", type=int, default=7)
    arguments = parser.parse_args()
    invented = Invented(arguments.students)
    with tempfile.TemporaryDirectory(prefix="groundtrack-board-") as folder:
        book = Gradebook(opened(url_of(Path(folder))))
        invented.write(book)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        print(f"{arguments.students} students, 13 challenges, {size / 1e6:.0f} MB")
        slow = _measure(book, invented, arguments.repeat)
        book.close()
    return slow


def _measure(book: Gradebook, invented: Invented, repeat: int) -> int:
    def browser() -> TestClient:
        board = Board(Shelf(book, lambda: invented.settings), Path("results"))
        app = application(board, port=8600, language="en")
        client = TestClient(app, base_url="http://127.0.0.1:8600")
        client.get("/report.css")  # what a server loads when it starts is not the page's
        return client

    browser().get("/")
    print(f"{'page':<32} {'ms':>7} {'cpu ms':>7} {'kB':>6}")
    first = [_timed(browser(), "/") for _again in range(repeat)]
    _line("/ (gradebook read anew)", first)
    client = browser()
    changed = []
    for n in range(repeat):
        book.override(Override("s001", "05_save_to_s3", "design", n, "seen", "eva", NOW))
        changed.append(_timed(client, "/"))
    _line("/ (after a change)", changed)
    for page in PAGES:
        client.get(page)
        _line(page, [_timed(client, page) for _again in range(repeat)])
    return int(statistics.median(wall for wall, _cpu, _size in first) > 0.5)


def _timed(client: TestClient, page: str) -> tuple[float, float, int]:
    wall, cpu = time.perf_counter(), time.process_time()
    answer = client.get(page)
    assert answer.status_code == 200, page
    return time.perf_counter() - wall, time.process_time() - cpu, len(answer.content)


def _line(name: str, found: list[tuple[float, float, int]]) -> None:
    wall = statistics.median(one[0] for one in found)
    cpu = statistics.median(one[1] for one in found)
    print(f"{name:<32} {wall * 1000:>7.0f} {cpu * 1000:>7.0f} {found[-1][2] / 1000:>6.0f}")


if __name__ == "__main__":
    sys.exit(main())
