"""``check --bundle``: a zip with all that explains a result, above all one that is not graded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from grader.course import Challenge
from grader.report.model import Report
from grader.stage import Stage

LOG_LIMIT = 1024 * 1024


class Bundled:
    """Collects the logs and files of a grading before they are removed."""

    def __init__(self, challenge: Challenge, seed: int) -> None:
        self.path = Path(f"groundtrack-{challenge.slug}-{seed}.zip")
        self._files: dict[str, bytes] = {}

    def collect(self, stage: Stage, _report: Report) -> None:
        """Read what the cell holds."""
        for log in sorted(stage.cell.path.glob("**/*.log")):
            if log.is_file() and not log.is_symlink():
                name = log.relative_to(stage.cell.path).as_posix()
                self._files[f"logs/{name}"] = log.read_bytes()[-LOG_LIMIT:]
        for file in stage.submission.files:
            self._files[f"submission/{file}"] = stage.submission.content(file)

    def write(self, report: Report) -> Path:
        """Write the zip into the current folder and return its path."""
        from grader.commands.doctor import findings
        from grader.report import html, json, terminal

        machine = "\n".join(finding.text for finding in findings())
        texts = {
            "report.json": json.render(report),
            "report.txt": terminal.render(report, verbose=True),
            "report.html": html.render(report),
            "doctor.txt": machine + "\n",
        }
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
            for name, content in self._files.items():
                archive.writestr(name, content)
        return self.path
