"""A browser of its own for one page, steered through Selenium, with a watchdog on every call."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.page.lab.browser import Browser
from grader.page.lab.devtools import DevTools, DevToolsFailed

FLAGS = (
    "--headless=new",
    "--disable-back-forward-cache",  # a page in it would stop virtual time for good
    "--disable-background-networking",
    "--disable-blink-features=AutomationControlled",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-features=SpareRendererForSitePerProcess,Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,"
    "DialMediaRouteProvider,InterestFeedContentSuggestions,HttpsUpgrades",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-webrtc",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
    "--js-flags=--max-old-space-size=768",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--window-size=1280,800",
)
if sys.platform == "win32":
    _DEADLY = signal.SIGTERM
else:
    _DEADLY = signal.SIGKILL
_OPTIONS = {False: "goog:chromeOptions", True: "ms:edgeOptions"}
"""Where the driver tells the address of DevTools; ``True`` for Edge."""
_CRASH = re.compile(
    r"(tab|target) crashed|page crash|target closed|target window already closed", re.I
)
_RELOADED = re.compile(
    r"navigated or closed|context (with|was destroyed)|default execution context"
)
_REQUEST = "Network.requestWillBeSent"
_PASSED = "Emulation.virtualTimeBudgetExpired"
SECONDS = 8.0
"""How long one command may take before the page is given up."""


class Hung(Exception):
    """The page did not answer: it loops, or ate its memory."""


class Left(Hung):
    """The page went away to another site."""


class DriverFailed(Exception):
    """Browser or driver did not start, or broke; the message says how."""


class Reloaded(DriverFailed):
    """The page was loaded anew while a script ran in it."""


class Session:
    """One browser process and its driver."""

    def __init__(
        self, browser: Browser, port: int, pin: str, folder: Path, *, sandboxed: bool
    ) -> None:
        """Start ``browser`` so that every host is 127.0.0.1:``port``, and ``pin`` is trusted.

        ``pin`` is the base64 SHA-256 of the certificate's public key; the profile and all
        temporary files lie in ``folder``. Raises DriverFailed, Hung.
        """
        from selenium.common.exceptions import WebDriverException

        self._is_dead = False
        self._title = browser.title
        try:
            self._driver, driver_process = _started(
                browser,
                (
                    *FLAGS,
                    f"--host-resolver-rules=MAP * 127.0.0.1:{port}",
                    f"--ignore-certificate-errors-spki-list={pin}",
                    f"--user-data-dir={folder / 'profile'}",
                    *(() if sandboxed else ("--no-sandbox",)),
                ),
            )
        except (WebDriverException, OSError) as error:
            raise DriverFailed(str(error).splitlines()[0]) from error
        capabilities = self._driver.capabilities
        self.version = str(capabilities.get("browserVersion", ""))
        self._processes = (driver_process, int(capabilities.get("goog:processID") or 0))
        self._address = str(capabilities[_OPTIONS[browser.is_edge]]["debuggerAddress"])
        self._devtools = self._connected()

    @property
    def name(self) -> str:
        """The browser's name and version, for the report."""
        return f"{self._title} {self.version}"

    def cdp(self, method: str, **parameters: Any) -> Any:
        """Send a command of the DevTools protocol. Raises Hung, DriverFailed."""
        if self._is_dead:
            raise Hung("the browser was stopped")
        with self._translated():
            return self._devtools.call(method, parameters, seconds=SECONDS)

    def read(self, source: str) -> Any:
        """Return what a function body finds that changes nothing in the page.

        It is run once more where the page was loaded anew meanwhile. Raises Hung, DriverFailed.
        """
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                return self.script(source)
            except Reloaded:
                if time.monotonic() > deadline:
                    raise

    def script(self, source: str) -> Any:
        """Run a function body in the page and return its result.

        Raises Hung, DriverFailed, Reloaded.
        """
        return self._evaluated(source)

    def finish(self, source: str) -> None:
        """Run a function body that returns a promise, and wait until it is kept.

        Raises Hung, DriverFailed, Reloaded.
        """
        self._evaluated(source, awaitPromise=True)

    def _evaluated(self, source: str, **how: Any) -> Any:
        told = self.cdp(
            "Runtime.evaluate", expression=f"(() => {{ {source}\n}})()", returnByValue=True, **how
        )
        if "exceptionDetails" in told:
            details = told["exceptionDetails"]
            thrown = details.get("exception", {}).get("description") or details["text"]
            raise DriverFailed(str(thrown).splitlines()[0])
        return told["result"].get("value")

    def open(self, url: str) -> None:
        """Begin to load ``url``."""
        with self._guarded():
            self._driver.get(url)

    def requests(self) -> list[Mapping[str, Any]]:
        """Return what the page asked the network for since the last time, as DevTools tells it."""
        self.read("return 0")  # what was told before its answer has come
        return self._devtools.take(_REQUEST)

    def pass_time(self, milliseconds: float, *, starvation: int, seconds: float) -> None:
        """Let virtual time pass and wait until it has, for ``seconds`` on the wall at most.

        While an answer is on its way the clock waits for it, and goes on after ``starvation``
        tasks in a row although the page never rests. Raises Hung, DriverFailed.
        """
        self._devtools.take(_PASSED)
        self.cdp(
            "Emulation.setVirtualTimePolicy",
            policy="pauseIfNetworkFetchesPending",
            budget=milliseconds,
            maxVirtualTimeTaskStarvationCount=starvation,
        )
        with self._translated():
            self._devtools.wait(_PASSED, seconds=seconds)

    def complaints(self) -> list[str]:
        """Return the errors of scripts that the browser wrote into its own log since last time.

        Of some, such as JSON that cannot be read, no event tells the page.
        """
        with self._guarded():
            entries = self._driver.get_log("browser")
        return [str(one["message"]) for one in entries if "Uncaught" in str(one["message"])]

    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""
        shot = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=False)
        return base64.b64decode(shot["data"])

    def new_tab(self) -> None:
        """Leave the tab for a fresh one in a state of its own."""
        with self._guarded():
            before = self._driver.current_window_handle
            self._driver.switch_to.new_window("tab")
            fresh = self._driver.current_window_handle
            self._driver.switch_to.window(before)
            self._devtools.close()
            self._driver.close()
            self._driver.switch_to.window(fresh)
        self._devtools = self._connected()

    def stop(self) -> None:
        """End browser and driver, whatever state they are in."""
        # Where processes end with the one that made them, a browser need not be asked to go.
        if not self._is_dead and sys.platform != "linux":
            with contextlib.suppress(Exception), self._guarded():
                self._driver.quit()
        self._kill()

    def _connected(self) -> DevTools:
        """Return a connection to the driver's tab, which tells of its requests.

        Raises Hung, DriverFailed.
        """
        with self._guarded():
            tab = self._driver.current_window_handle.removeprefix("CDwindow-")
        with self._translated():
            devtools = DevTools(self._address, tab, heard={_REQUEST, _PASSED}, seconds=SECONDS)
            for domain in ("Page", "Network"):
                devtools.call(f"{domain}.enable", {}, seconds=SECONDS)
        return devtools

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """Say what a failed command means: that the page hangs, or that the browser broke."""
        try:
            yield
        except TimeoutError as error:
            self._kill()
            raise Hung(f"no answer within {SECONDS:g} s") from error
        except DevToolsFailed as error:
            if _CRASH.search(str(error)):
                raise Hung("the tab crashed: it ate its memory") from error
            kind = Reloaded if _RELOADED.search(str(error)) else DriverFailed
            raise kind(str(error).splitlines()[0]) from error

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Kill browser and driver when one command takes too long; say which of both failed."""
        from selenium.common.exceptions import TimeoutException, WebDriverException
        from urllib3.exceptions import HTTPError

        if self._is_dead:
            raise Hung("the browser was stopped")
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._kill()

        timer = threading.Timer(SECONDS, give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        except TimeoutException as error:
            raise Hung(f"no answer within {SECONDS:g} s") from error
        except (WebDriverException, HTTPError, OSError) as error:
            if late.is_set():
                raise Hung(f"no answer within {SECONDS:g} s") from error
            if _CRASH.search(str(error)):
                raise Hung("the tab crashed: it ate its memory") from error
            raise DriverFailed(str(error).splitlines()[0]) from error
        finally:
            timer.cancel()

    def _kill(self) -> None:
        self._is_dead = True
        for process in self._processes:
            if process:
                with contextlib.suppress(OSError):
                    os.kill(process, _DEADLY)


def _started(browser: Browser, flags: Iterable[str]) -> tuple[Any, int]:
    """Return Selenium's driver of a new browser, and the process id of the driver program."""
    from selenium import webdriver

    edge = browser.is_edge
    options: Any = webdriver.EdgeOptions() if edge else webdriver.ChromeOptions()
    options.binary_location = str(browser.program)
    options.page_load_strategy = "none"
    options.unhandled_prompt_behavior = "dismiss"
    for flag in flags:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
    program = None if browser.driver is None else str(browser.driver)
    service: Any = (webdriver.EdgeService if edge else webdriver.ChromeService)(program)
    kind: Any = webdriver.Edge if edge else webdriver.Chrome
    return kind(options=options, service=service), int(service.process.pid)


def pin_of(certificate_chain: bytes) -> str:
    """Return the base64 SHA-256 of a PEM certificate's public key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization

    begin = certificate_chain.index(b"-----BEGIN CERTIFICATE-----")
    certificate = x509.load_pem_x509_certificate(certificate_chain[begin:])
    key = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(key).digest()).decode()
