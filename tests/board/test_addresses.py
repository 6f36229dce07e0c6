"""Any id has an address, and the address leads back to it."""

from __future__ import annotations

from urllib.parse import urljoin

from hypothesis import given
from hypothesis import strategies as some

from dashboard.board.addresses import id_of, piece


@given(some.text() | some.sampled_from([".", "..", "a/b", "~", "ñandú", "a?b#c", "\ud800"]))
def test_there_and_back(id: str) -> None:
    address = piece(id)
    assert id_of(address) == id
    assert address.isascii() and "/" not in address
    assert urljoin("http://h/students/x", f"/students/{address}") == f"http://h/students/{address}"


@given(some.text())
def test_what_stands_in_an_address_is_an_id_or_nothing(text: str) -> None:
    found = id_of(text)
    assert found is None or isinstance(found, str)
