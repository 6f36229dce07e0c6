"""The ports of a service, short and long, with ranges and addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.compose.nodes import Node, Scalar, Sequence, Table
from grader.compose.refusal import Place, Refused
from grader.locale import _

RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
PROTOCOLS = frozenset({"tcp", "udp", "sctp"})
FORMS = '"4566:4566", "127.0.0.1:4566:4566"'

Span = tuple[int, int]


@dataclass(frozen=True)
class Port:
    """Ports of the container, ``target``, and where the machine has them.

    ``published`` is None where Docker chooses a free one; ``address`` "" is every address.
    """

    target: Span
    published: Span | None
    address: str
    protocol: str
    place: Place

    def leads_to(self, number: int) -> bool:
        """Whether a port of the container is among them."""
        return self.protocol == "tcp" and self.target[0] <= number <= self.target[1]

    def published_for(self, number: int) -> int | None:
        """Return the machine's port for one of the container's; None when Docker chooses."""
        if self.published is None:
            return None
        same = _length(self.published) == _length(self.target)
        return self.published[0] + (number - self.target[0] if same else 0)

    @property
    def is_on_localhost(self) -> bool:
        """Whether localhost reaches it."""
        if not self.address:
            return True
        address = ipaddress.ip_address(self.address)
        return address.is_loopback or address.is_unspecified

    def __str__(self) -> str:
        ends = (self.address, _written(self.published), _written(self.target))
        shown = ":".join(end for end in ends if end)
        return shown if self.protocol == "tcp" else f"{shown}/{self.protocol}"


def read_ports(node: Node | None) -> Iterator[Port]:
    """Yield what is published. Raises Refused."""
    if node is None:
        return
    if not isinstance(node, Sequence):
        raise Refused(
            _("ports is not a list."), node.place, hint=_("Begin each port with a hyphen: - ")
        )
    for item in node.items:
        if isinstance(item, Scalar):
            yield _short(item)
        elif isinstance(item, Table):
            yield _long(item)
        else:
            raise _malformed("", item.place)


def _short(item: Scalar) -> Port:
    text, _slash, protocol = item.text.partition("/")
    address, published, target = "", "", text
    if ":" in text:
        front, target = text.rsplit(":", 1)
        address, published = front.rsplit(":", 1) if ":" in front else ("", front)
    return _port(item.text, item.place, target, published, address, protocol or "tcp")


def _long(item: Table) -> Port:
    target = item.text("target") or ""
    shown = ", ".join(f"{k}: {v.text}" for k, v in item.entries.items() if isinstance(v, Scalar))
    return _port(
        shown,
        item.place,
        target,
        item.text("published") or "",
        item.text("host_ip") or "",
        item.text("protocol") or "tcp",
    )


def _port(
    text: str, place: Place, target: str, published: str, address: str, protocol: str
) -> Port:
    inside = _span(target)
    outside = _span(published) if published else None
    if inside is None or (published and outside is None) or protocol.lower() not in PROTOCOLS:
        raise _malformed(text, place)
    if outside and _length(inside) not in (1, _length(outside)):
        raise Refused(
            _("The two ranges of ports have different lengths."),
            place,
            expected="4510-4559:4510-4559",
            found=text,
        )
    address = address.strip("[]")
    try:
        if address:
            ipaddress.ip_address(address)
    except ValueError:
        raise Refused(
            _("A port's address is no IP address."),
            place,
            expected="127.0.0.1:4566:4566",
            found=address,
            hint=_("Docker takes no names here: write 127.0.0.1 for localhost."),
        ) from None
    return Port(inside, outside, address, protocol.lower(), place)


def _span(text: str) -> Span | None:
    match = RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if 0 < first <= last <= 65535 else None


def _written(span: Span | None) -> str:
    if span is None:
        return ""
    return str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"


def _length(span: Span) -> int:
    return span[1] - span[0] + 1


def _malformed(text: str, place: Place) -> Refused:
    return Refused(
        _("A port is not written as Compose reads it."),
        place,
        expected=FORMS,
        found=text,
        hint=_("This machine's port first, then a colon and the container's, in quotes."),
    )
