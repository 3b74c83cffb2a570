"""Which addresses a link may lead this machine to: never into its own network (server-side request forgery).

The name is looked up first, what it stands for is judged, and the connection goes to just that address, so that a name
that means something else a moment later changes nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000
#: Public by their number, but they answer only inside of a cloud: its metadata.
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
#: Here an IPv4 address is wrapped: the last 32 bits of NAT64, and of the old IPv4-compatible form.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")


class NotAllowed(Exception):
    """The link leads to where this machine asks nobody."""


@dataclass(frozen=True)
class Place:
    """A link taken apart: `host` as it is looked up, `path` with the query, both in ASCII."""

    scheme: str
    host: str
    port: int
    path: str


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, as the machine knows them; raises socket.gaierror."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as odd:  # a part of it is empty or longer than any name's
        raise socket.gaierror(socket.EAI_NONAME, str(odd)) from None
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True)
class Reach:
    """Where links may lead: anywhere public, and to the `hosts` of the own network that the settings name."""

    hosts: frozenset[str] = frozenset()
    resolve: Resolve = field(default=look_up)

    def is_named(self, host: str) -> bool:
        """Whether the settings name the host."""
        return host in self.hosts

    def address_of(self, place: Place) -> str:
        """The address to connect to; raises NotAllowed where none of the name's may be asked."""
        for found in self.resolve(place.host, place.port):
            address = ipaddress.ip_address(found.partition("%")[0])
            if is_public(address) or (self.is_named(place.host) and _is_ordinary(address)):
                return str(address)
        raise NotAllowed(place.host)


def place_of(url: str) -> Place:
    """The link taken apart; raises NotAllowed for what is no ordinary link of a page."""
    if len(url) > _LONGEST or any(ord(mark) < 0x21 or ord(mark) == 0x7F for mark in url):
        raise NotAllowed(url)
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        named = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise NotAllowed(url) from None
    if parts.scheme not in _PORTS or not named or port == 0:
        raise NotAllowed(url)
    asked = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return Place(parts.scheme, named.lower(), port or _PORTS[parts.scheme], f"{asked}?{query}" if query else asked)


def check_step(first: Place, step: Place, reach: Reach) -> None:
    """Raise NotAllowed for a redirect to a strange port, or from outside to a host of the own network."""
    if step.port not in (*_PORTS.values(), first.port):
        raise NotAllowed(step.host)
    if reach.is_named(step.host) and not reach.is_named(first.host):
        raise NotAllowed(step.host)


def is_public(address: Address) -> bool:
    """Whether the address is one of the internet's, whatever other form it is written in."""
    inner = _wrapped(address)
    if inner is not None:
        return is_public(inner)
    if address in _METADATA or not _is_ordinary(address):
        return False
    return address.is_global and address not in _LOCAL_NAT64


def _is_ordinary(address: Address) -> bool:
    """No address that only reaches neighbours or many at once, nor one that means nothing."""
    inner = _wrapped(address) or address
    odd = inner.is_multicast or inner.is_link_local or inner.is_unspecified or inner in _METADATA
    is_site_local = isinstance(inner, ipaddress.IPv6Address) and inner.is_site_local
    reserved = inner.is_reserved and not inner.is_loopback
    return not (odd or is_site_local or reserved)


def _wrapped(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
