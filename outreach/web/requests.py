"""A name for every request, and one plain line of the access log with it."""

import logging
import secrets
import time

from flask import Flask, Response, g, has_request_context, request

log = logging.getLogger("outreach.access")


def init_requests(app: Flask) -> None:
    """Number the requests and log each when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The name of this request, told to the person on an error page and written in the log."""
    if not has_request_context():
        return "-"
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    return str(g.request_id)


def path_for_log() -> str:
    """The path without its secrets: feed tokens and set-up links are part of paths."""
    path = request.path
    for name, value in (request.view_args or {}).items():
        if name == "token":
            path = path.replace(str(value), "...")
    return path


def _begin() -> None:
    g.request_began = time.perf_counter()
    request_id()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    milliseconds = (time.perf_counter() - g.get("request_began", time.perf_counter())) * 1000
    log.info("%s %s %s %d %.0fms", request_id(), request.method, path_for_log(), response.status_code, milliseconds)
    return response
