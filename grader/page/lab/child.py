"""The program of the lab's own process: it answers one request after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from grader.sandbox.channel import claim_stdio, serve

SELF_TEST_SECONDS = 30.0
"""Page time that must pass in the self-test."""


def main() -> None:
    """Serve until the grader closes the stream; then end the browser."""
    reader, writer = claim_stdio()
    bench = Bench()
    try:
        serve(reader, writer, bench.operations())
    finally:
        bench.stop()


class Bench:
    """Holds the lab between requests."""

    def __init__(self) -> None:
        self._lab: Any = None

    def operations(self) -> Mapping[str, Callable[..., Any]]:
        """Return what can be asked, by name."""
        return {
            "boot": self.boot,
            "open": self.open,
            "self_test": self.self_test,
            "design": self.design,
            "picture": self.picture,
            **{
                name: self._pass_on(name)
                for name in (
                    "watch", "outage", "wait", "lines", "controls", "type", "choose", "press",
                    "dialogs", "noticed",
                )
            },
        }  # fmt: skip

    def boot(
        self, program: str, driver: str | None, cache: str, folder: str, phase: float,
        sandboxed: bool,
    ) -> dict[str, Any]:  # fmt: skip
        """Start the browser; say what it is."""
        from grader.page.lab.bench import Lab
        from grader.page.lab.browser import Browser

        browser = Browser(Path(program), None if driver is None else Path(driver))
        self._lab = Lab(browser, Path(cache), Path(folder), phase=phase, sandboxed=sandboxed)
        return {"browser": self._lab.browser}

    def self_test(self, folder: str, start: float) -> dict[str, Any]:
        """Prove that minutes pass in a second, and that timers and clocks of a page agree."""
        page = Path(folder)
        page.mkdir(exist_ok=True)
        (page / "index.html").write_text(_SELF_TEST, encoding="utf-8")
        began = time.monotonic()
        self._lab.open(page, "index.html", start=start, zone="UTC", place=(0.0, 0.0), virtual=True)
        self._lab.watch(round(SELF_TEST_SECONDS), every=5.0)
        return {"lines": self._lab.lines(), "wall": time.monotonic() - began}

    def open(
        self, root: str, entry: str, start: float, zone: str, place: list[float], virtual: bool
    ) -> float:
        """Open a page; return when, in its own time."""
        where = (place[0], place[1])
        opened: float = self._lab.open(
            Path(root), entry, start=start, zone=zone, place=where, virtual=virtual
        )
        return opened

    def design(self, axe: str | None) -> Any:
        """Measure the design; ``axe`` is the file with the rules."""
        source = None if axe is None else Path(axe).read_text(encoding="utf-8")
        return self._lab.design(source)

    def picture(self, file: str, mobile: bool) -> None:
        """Take a picture."""
        self._lab.picture(Path(file), mobile=mobile)

    def stop(self) -> None:
        """End the browser."""
        if self._lab is not None:
            self._lab.stop()

    def _pass_on(self, name: str) -> Callable[..., Any]:
        return lambda **arguments: getattr(self._lab, name)(**arguments)


_SELF_TEST = """<!DOCTYPE html><title>self-test</title><p id="ticks">0</p><p id="asked">0</p>
<script>
const began = Date.now();
let ticks = 0, asked = 0;
setInterval(() => { ticks++; document.getElementById("ticks").textContent =
  `ticks ${ticks} ${Math.round((Date.now() - began) / 1000)}`; }, 1000);
setInterval(async () => {
  await (await fetch("https://api.wheretheiss.at/v1/satellites/25544")).json();
  document.getElementById("asked").textContent = `asked ${++asked}`; }, 5000);
</script>
"""
