"""Where a request comes from, and whether it was handed on: behind a proxy all the world has this machine's address."""

import ipaddress

from flask import has_request_context, request

#: What a proxy adds to whatever it hands on, whether the settings tell of it or not.
_HANDED_ON = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


def was_handed_on() -> bool:
    """Whether a proxy says that it hands this request on: it comes from somebody else, whatever address it has."""
    return has_request_context() and any(name in request.headers for name in _HANDED_ON)


def address_of_request() -> str:
    """Where the request comes from; one customer of an IPv6 provider has a /64 of addresses, which counts as one."""
    try:
        address = ipaddress.ip_address((request.remote_addr or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if address.version == 6 and address.ipv4_mapped is None and not address.is_loopback:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address.ipv4_mapped or address) if address.version == 6 else str(address)


def address_if_asked() -> str | None:
    """The same; None where nobody asks from outside, as in a command or in the background."""
    return address_of_request() if has_request_context() else None
