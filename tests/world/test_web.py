"""The web as a browser meets it: one port, every host, TLS and plain."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.assets.store import AssetStore
from grader.world.failures import Failure
from grader.world.orbit import Orbit
from grader.world.tiles import Outline
from grader.world.web.integrity import KNOWN, without_unknowable
from grader.world.web.site import Site
from grader.world.web.web import Web
from tests.assets.conftest import tarball

TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[-60, -40], [120, 0], [0, 80], [-120, 0], [0, -80]]],
    "objects": {"land": {"geometries": [{"type": "Polygon", "arcs": [[0]]}]}},
}


class Held:
    now = 1_900_000_000.5


@pytest.fixture
def web(tmp_path: Path, certificates: Path) -> Iterator[Web]:
    store = AssetStore(tmp_path / "assets")
    store.add(tarball("leaflet", "1.9.4", {"dist/leaflet.js": b"L", "package.json": b"{}"}))
    page = tmp_path / "page"
    page.mkdir()
    (page / "index.html").write_text("<h1>mine</h1>")
    (page / "app.js").write_text("1")
    (tmp_path / "secret.txt").write_text("secret")
    outline = Outline.read(json.dumps(TOPOLOGY).encode())
    web = Web(Held(), certificates, Orbit(), store, outline)
    web.show(Site(page, "index.html"))
    yield web
    web.stop()


Answered = tuple[int, dict[str, str], bytes]
Get = Callable[..., Answered]


@pytest.fixture
def get(web: Web) -> Get:
    def get(url: str, **headers: str) -> Answered:
        scheme, _, rest = url.partition("://")
        host, _, path = rest.partition("/")
        connection = socket.create_connection(("127.0.0.1", web.port), timeout=10)
        if scheme == "https":
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection = context.wrap_socket(connection, server_hostname=host)
        client = http.client.HTTPConnection(host)
        client.sock = connection
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            client.request("GET", "/" + path, headers={"Host": host, **named})
            answer = client.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read()
        finally:
            client.close()

    return get


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_services_answer_on_the_same_port(scheme: str, get: Get) -> None:
    status, headers, body = get(f"{scheme}://api.wheretheiss.at/v1/satellites/25544")
    assert status == 200
    assert json.loads(body)["timestamp"] == 1_900_000_000
    assert headers["access-control-allow-origin"] == "*"


def test_the_page_is_on_localhost(get: Get) -> None:
    assert get("http://localhost/")[2] == b"<h1>mine</h1>"
    assert get("http://localhost:8000/app.js")[1]["content-type"] == "text/javascript"


@pytest.mark.parametrize("path", ["../secret.txt", "%2e%2e/secret.txt", "nothing.js"])
def test_nothing_beside_the_page_is_served(path: str, get: Get, web: Web) -> None:
    status, _headers, body = get(f"http://localhost/{path}")
    assert (status, b"secret" in body) == (404, False)
    assert len(web.unserved) == 1


def test_files_of_packages(get: Get) -> None:
    assert get("https://unpkg.com/leaflet@1.9.4/dist/leaflet.js")[2] == b"L"
    assert get("https://cdnjs.cloudflare.com/ajax/libs/leaflet/1.9.4/leaflet.min.js")[2] == b"L"


def test_tiles_show_land_and_sea(get: Get) -> None:
    middle = get("https://a.tile.openstreetmap.org/1/1/0.png")[2]
    corner = get("https://a.tile.openstreetmap.org/4/0/0.png")[2]
    assert middle[:4] == corner[:4] == b"\x89PNG"
    assert middle != corner
    esri = "https://server.arcgisonline.com/ArcGIS/rest/services/World_Imagery/MapServer/tile"
    assert get(f"{esri}/4/0/3")[2] == get("https://tile.openstreetmap.org/4/3/0.png")[2]


def test_what_nobody_has_is_stood_in_for(get: Get, web: Web) -> None:
    picture = get("https://example.org/iss.png", Sec_Fetch_Dest="image")
    assert (picture[0], picture[1]["content-type"]) == (200, "image/svg+xml")
    assert get("https://unpkg.com/unknown@1/x.js", Sec_Fetch_Dest="script")[0] == 200
    assert get("https://example.org/data.json", Sec_Fetch_Dest="empty")[0] == 404
    assert [one.kind for one in web.unserved] == ["image", "script", "empty"]


def test_who_lets_others_read(get: Get) -> None:
    told = {
        host: "access-control-allow-origin" in get(f"https://{host}/x")[1]
        for host in ("nominatim.openstreetmap.org", "unpkg.com", "api.n2yo.com", "example.org")
    }
    assert list(told.values()) == [True, True, False, False]


def test_a_failing_web_fails_services_alone(get: Get, web: Web) -> None:
    with web.failing(Failure.SERVER_ERROR):
        assert get("https://api.wheretheiss.at/v1/satellites/25544")[0] == 500
        assert get("https://unpkg.com/leaflet@1.9.4/dist/leaflet.js")[0] == 200
        assert get("http://localhost/")[0] == 200
    assert get("https://api.wheretheiss.at/v1/satellites/25544")[0] == 200
    assert len(web.answered()) == 1


def test_a_reset_is_a_reset(get: Get, web: Web) -> None:
    with web.failing(Failure.RESET), pytest.raises((ConnectionError, http.client.HTTPException)):
        get("http://api.wheretheiss.at/v1/satellites/25544")


@pytest.mark.parametrize(
    "url",
    [
        "https://corsproxy.io/?url=https%3A%2F%2Fapi.wheretheiss.at%2Fv1%2Fsatellites%2F25544",
        "https://corsproxy.io/?https://api.wheretheiss.at/v1/satellites/25544",
        "https://api.allorigins.win/raw?url=https://api.wheretheiss.at/v1/satellites/25544",
    ],
)
def test_proxies_fetch_for_the_page(url: str, get: Get) -> None:
    assert json.loads(get(url)[2])["id"] == 25544


def test_a_proxy_that_wraps(get: Get) -> None:
    url = "https://api.allorigins.win/get?url=https://api.wheretheiss.at/v1/satellites/25544"
    assert json.loads(json.loads(get(url)[2])["contents"])["id"] == 25544


def test_cities_are_found_by_two_services(get: Get) -> None:
    found = json.loads(get("https://nominatim.openstreetmap.org/search?q=Sevilla&format=json")[2])
    assert found[0]["display_name"] == "Sevilla, Spain"
    url = "https://geocoding-api.open-meteo.com/v1/search?name=seville"
    assert json.loads(get(url)[2])["results"][0]["timezone"] == "Europe/Madrid"
    assert json.loads(get("https://nominatim.openstreetmap.org/search?q=Xyzzy")[2]) == []
    assert "results" not in json.loads(get(url.replace("seville", "xyzzy"))[2])


def test_hashes_that_a_stand_in_could_never_fulfil() -> None:
    url, good = next(iter(KNOWN.items()))
    tag = f'<script src="{url}" integrity="{{}}" crossorigin></script>'
    served = without_unknowable(tag.format(good).encode(), lambda _url: True)
    assert b"integrity" not in served
    assert b"crossorigin" in served
    for wrong in (tag.format("sha512-made+up=="), tag.format("")):
        assert without_unknowable(wrong.encode(), lambda _url: True) == wrong.encode()
    whole = tag.format(good).encode()
    assert without_unknowable(whole, lambda _url: False) == whole
