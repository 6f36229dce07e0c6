"""The lab against pages that update, hang, shout and pry."""

from __future__ import annotations

import socket
import statistics
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from grader.page.lab.client import SELF_TEST
from grader.sandbox.cells import CellFolder
from grader.world.sphere import Place
from tests.page.conftest import START, Opened

Open = Callable[..., Opened]

API = "https://api.wheretheiss.at/v1/satellites/25544"
ASK = f"async function ask() {{ try {{ await (await fetch('{API}')).json() }} catch {{}} }}"
STYLES = {
    "setInterval": "ask(); setInterval(ask, 5000)",
    "recursive setTimeout": "(function next() { ask(); setTimeout(next, 5000) })()",
    "await loop": "(async () => { for (;;) { await ask();"
    " await new Promise(then => setTimeout(then, 5000)) } })()",
    "frames by timestamp": "let last = -1e9; requestAnimationFrame(function frame(now) {"
    " if (now - last >= 5000) { last = now; ask() } requestAnimationFrame(frame) })",
    "frames by date": "let last = 0; (function frame() { if (Date.now() - last >= 5000) {"
    " last = Date.now(); ask() } requestAnimationFrame(frame) })()",
    "countdown of a second": "let left = 0; setInterval(() => { if (left-- <= 0) {"
    " left = 4; ask() } }, 1000)",
    "XMLHttpRequest": "function old() { const x = new XMLHttpRequest(); x.open('GET', '"
    + API
    + "'); x.send() } old(); setInterval(old, 5000)",
    "synchronous XMLHttpRequest": "function old() { const x = new XMLHttpRequest(); x.open('GET',"
    f" '{API}', false); x.send() }} old(); setInterval(old, 5000)",
    "reload": "ask(); setTimeout(() => location.reload(), 5000)",
    "timers of 50 ms besides": "ask(); setInterval(ask, 5000); setInterval(() => {"
    " document.title = Date.now() }, 50)",
    "endless microtasks now and then": "ask(); setInterval(ask, 5000); const c = new"
    " MessageChannel(); c.port1.onmessage = () => c.port2.postMessage(0); c.port2.postMessage(0)",
    "drift corrected": "let next = Date.now(); (function run() { ask(); next += 5000;"
    " setTimeout(run, next - Date.now()) })()",
}


@pytest.mark.parametrize("style", STYLES)
def test_minutes_pass_whatever_a_page_counts_them_with(style: str, opened: Open) -> None:
    page = opened(f"<script>{ASK}; {STYLES[style]}</script>")
    page.watch(60, every=5.0)
    moments = page.requests
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert 11 <= len(moments) <= 14
    assert statistics.median(gaps) == pytest.approx(5, abs=0.3)


def test_time_passes_as_told(lab: object, cell: CellFolder) -> None:
    told = lab.ask("self_test", folder=str(cell.path / "self-test"), start=START)  # type: ignore[attr-defined]
    assert told["lines"] == SELF_TEST


def test_the_page_knows_its_time_and_zone(opened: Open) -> None:
    page = opened(
        "<p></p><script>document.querySelector('p').textContent = new Date().toISOString() +"
        " Intl.DateTimeFormat().resolvedOptions().timeZone + navigator.webdriver</script>",
        zone="America/Bogota",
    )
    text = next(iter(page.watch(2)[-1].texts.values()))
    assert text == "2030-03-17T17:46:40.100ZAmerica/Bogotafalse"


def test_a_look_is_the_same_at_every_run(opened: Open) -> None:
    body = (
        "<p></p><script>let n = 0; setInterval(() => { document.querySelector('p').textContent ="
        f" `${{++n}} ${{Date.now()}}` }}, 700); {ASK}; ask()</script>"
    )
    first, second = (opened(body).watch(20) for _ in range(2))
    assert [look.texts for look in first] == [look.texts for look in second]
    assert len({str(look.texts) for look in first}) > 10


def test_texts_keep_their_name_when_elements_are_made_anew(opened: Open) -> None:
    page = opened(
        "<main></main><script>let n = 0; setInterval(() => { document.querySelector('main')"
        ".innerHTML = `<div><b>at ${++n}</b></div>` }, 1000)</script>"
    )
    looks = page.watch(5)
    assert len({name for look in looks for name in look.texts if name.startswith("leaf")}) == 1


LEAFLET = (
    '<link rel="stylesheet" href="https://unpkg.com/leaflet@1.9.4/dist/leaflet.css">'
    '<script src="https://unpkg.com/leaflet@1.9.4/dist/leaflet.js"></script>'
    '<div id="map" style="height:400px"></div><script>'
    'const map = L.map("map").setView([10, 20], 3);'
    'L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png").addTo(map);'
)


@pytest.mark.usefixtures("leaflet")
def test_maps_and_what_is_on_them(opened: Open) -> None:
    page = opened(
        LEAFLET
        + 'L.marker([10, 20], { icon: L.divIcon({ html: "🛰️", className: "" }) }).addTo(map);'
        "L.circleMarker([11, 21]).addTo(map); L.polyline([[0, 170], [1, -170]]).addTo(map);"
        "L.marker([0, 0]).addTo(map)</script>"
    )
    found = page.watch(2)[-1].maps[0]
    places: list[Place] = [one.place for one in found.markers]
    assert places == [(10, 20), (11, 21), (0, 0)]
    own, circle, pin = found.markers
    assert own.icon is not None
    assert own.icon.paints
    assert circle.icon is None
    assert pin.icon is not None
    assert pin.icon.is_default
    assert [line.jump for line in found.lines] == [340]
    assert found.visible
    assert found.box[3] == 400
    assert found.shows(own)
    assert found.tiles == ("https://tile.openstreetmap.org/{z}/{x}/{y}.png",)


HANGING = {
    "at load": "for (;;);",
    "later": "setTimeout(() => { for (;;); }, 3000)",
    "in microtasks": "(function go() { Promise.resolve().then(go) })()",
    "in memory": "setTimeout(() => { const a = []; for (;;) a.push(new Array(1e6).fill(1)) }, 999)",
}


@pytest.mark.parametrize("how", HANGING)
def test_a_page_that_loops_is_given_up(how: str, opened: Open) -> None:
    page = opened(f"<p>1</p><script>{HANGING[how]}</script>")
    page.watch(60)
    assert page.told["trouble"]["at"] <= 4


LOUD = {
    "dialogs": "setInterval(() => { alert(1); confirm(2); prompt(3) }, 500)",
    "windows": "setInterval(() => window.open('https://example.org'), 500)",
    "console": "setInterval(() => { for (let n = 0; n < 5000; n++) console.log('x'.repeat(999)) },"
    " 1000)",
    "beforeunload": "addEventListener('beforeunload', e => { e.preventDefault();"
    " e.returnValue = 1 })",
    "downloads": "setInterval(() => { const a = document.createElement('a'); a.href ="
    " URL.createObjectURL(new Blob(['x'])); a.download = 'x'; a.click() }, 1000)",
    "closing": "setTimeout(() => window.close(), 1000)",
    "print": "setTimeout(() => print(), 1000)",
}  # fmt: skip


@pytest.mark.parametrize("how", LOUD)
def test_a_loud_page_is_watched_to_the_end(how: str, opened: Open) -> None:
    page = opened(
        f"<p>0</p><script>{LOUD[how]}; let n = 0;"
        " setInterval(() => { document.querySelector('p').textContent = ++n }, 1000)</script>"
    )
    last = page.watch(20)[-1]
    assert page.told["trouble"] == {}
    assert "20" in last.texts.values()


def test_a_page_that_leaves_is_seen_to_leave(opened: Open) -> None:
    page = opened("<script>setTimeout(() => location = 'https://example.org/x', 2000)</script>")
    page.watch(5)
    assert page.told["trouble"]["hung"] == "the page went away to https://example.org/x"


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """Something on this machine that no page may reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def test_no_page_reaches_this_machine(canary: socket.socket, opened: Open) -> None:
    port = canary.getsockname()[1]
    page = opened(
        "<p>0</p><script>for (const host of ['127.0.0.1', 'localhost', '[::1]',"
        f" '169.254.169.254']) {{ const at = `${{host}}:{port}/`;"
        " fetch(`http://${at}`).catch(() => 0); new Image().src = `http://${at}x.png`;"
        " new WebSocket(`ws://${at}`) } fetch('file:///etc/passwd').then(() => {"
        " document.querySelector('p').textContent = 1 })</script>"
    )
    assert set(page.watch(3)[-1].texts.values()) == {"0"}
    with pytest.raises(TimeoutError):
        canary.accept()


def test_udp_stays_inside_where_there_is_a_wall(lab: object, opened: Open) -> None:
    if not lab.is_confined:  # type: ignore[attr-defined]
        pytest.skip("bubblewrap is not installed, or may not be used here")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as canary:
        canary.bind(("127.0.0.1", 0))
        canary.settimeout(0.2)
        port = canary.getsockname()[1]
        opened(
            "<script>const c = new RTCPeerConnection("
            f"{{ iceServers: [{{ urls: 'stun:127.0.0.1:{port}' }}] }}); c.createDataChannel('x');"
            " c.createOffer().then(offer => c.setLocalDescription(offer))</script>"
        ).watch(5)
        with pytest.raises(TimeoutError):
            canary.recv(100)


def test_a_worker_keeps_its_own_time(opened: Open) -> None:
    page = opened(
        "<p>0</p><script>const w = new Worker('w.js'); w.onmessage = () => fetch"
        f"('{API}')</script>",
        w_js="setInterval(() => postMessage(0), 300)",
        virtual=False,
    )
    page.watch(3)
    noticed = page.lab.ask("noticed")
    assert noticed["workers"] == 1
    assert sum("25544" in one["url"] for one in noticed["requests"]) >= 4


def test_what_webgl_draws_is_drawn_seldom(opened: Open) -> None:
    page = opened(
        "<canvas></canvas><p id=n>0</p><script>"
        "document.querySelector('canvas').getContext('webgl'); let n = 0;"
        " (function frame() { document.getElementById('n').textContent = ++n;"
        " requestAnimationFrame(frame) })()</script>"
    )
    assert int(page.watch(60)[-1].texts["leaf #n"]) < 20
