"""A name for every request, and one line of the access log with it: what was asked, and how it was answered.

The line holds neither who asked nor from where: the audit does, and a log lies about in more hands.
"""

import logging
import re
import secrets
import time
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, request

from outreach.web.access import takes_strangers

_NAMED = "outreach.named_by_proxy"
_ARGUMENT = re.compile(r"<[^<>]*>")
_MAY_BE_SECRET = re.compile(r"[\w-]{20,}")
#: What would begin another line, or colour a terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
#: A name that a proxy may give to a request; anything else is not written into a log.
_NAME_OF_PROXY = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
log, failures = logging.getLogger("outreach.access"), logging.getLogger("outreach.failures")


def init_requests(app: Flask, *, behind_proxy: bool) -> None:
    """Name the requests and log each when it is answered; `behind_proxy` where a proxy of our own may have named it."""
    app.extensions[_NAMED] = behind_proxy
    app.before_request(_begin)
    app.after_request(_end)
    app.log_exception = _log_crash  # type: ignore[method-assign]  # Flask's own tells a path that may be a key


def request_id() -> str:
    """The name of this request, told to the person on an error page and written in the log."""
    if not has_request_context():
        return "-"
    if "request_id" not in g:
        g.request_id = _name_of_proxy() or secrets.token_hex(6)
    return str(g.request_id)


def path_for_log() -> str:
    """The path without its secrets, on one line: what a stranger's page is found by is a key to it.

    Of a path that is none of ours, such as a link with a letter too many, whatever may be a secret is left out.
    """
    rule = request.url_rule
    if rule is None:
        path = _MAY_BE_SECRET.sub("...", request.path)
    elif takes_strangers(current_app.view_functions[rule.endpoint]):
        path = _ARGUMENT.sub("...", rule.rule)
    else:
        path = request.path
    return _CONTROL.sub("?", path)


def seconds_so_far() -> float:
    """How long this request has taken until now."""
    now = time.perf_counter()
    return now - float(g.get("request_began", now))


def _name_of_proxy() -> str | None:
    given = request.headers.get("X-Request-ID", "") if current_app.extensions[_NAMED] else ""
    return given if _NAME_OF_PROXY.fullmatch(given) else None


def _begin() -> None:
    g.request_began = time.perf_counter()
    request_id()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    facts = {
        "method": request.method,
        "path": path_for_log(),
        "status": response.status_code,
        "ms": round(seconds_so_far() * 1000),
    }
    level = logging.DEBUG if _is_of_every_minute(request.endpoint or "") else logging.INFO
    log.log(level, "%(method)s %(path)s %(status)d %(ms)dms", facts, extra=facts | {"request": request_id()})
    return response


def _is_of_every_minute(endpoint: str) -> bool:
    """Style sheets and pictures, and what a proxy or a watcher asks for all day."""
    return endpoint.rpartition(".")[2] == "static" or endpoint in ("health.healthz", "health.readyz", "metrics.page")


def _log_crash(exc_info: Any) -> None:
    failures.error(
        "request %s failed: %s %s",
        request_id(),
        request.method,
        path_for_log(),
        exc_info=exc_info,
        extra={"request": request_id()},
    )
