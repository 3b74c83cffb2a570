"""Whether a request was handed on: behind a proxy on this machine all the world has this machine's address."""

from flask import has_request_context, request

#: What a proxy adds to whatever it hands on, whether the settings tell of it or not.
_HANDED_ON = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


def was_handed_on() -> bool:
    """Whether a proxy says that it hands this request on: it comes from somebody else, whatever address it has."""
    return has_request_context() and any(name in request.headers for name in _HANDED_ON)
