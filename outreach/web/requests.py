"""A name for every request, and one plain line of the access log with it."""

import logging
import re
import secrets
import time

from flask import Flask, Response, current_app, g, has_request_context, request

from outreach.web.access import takes_strangers

_ARGUMENT = re.compile(r"<[^>]*>")
_MAY_BE_SECRET = re.compile(r"[\w-]{20,}")
#: What would begin another line, or colour a terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
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


def _begin() -> None:
    g.request_began = time.perf_counter()
    request_id()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    milliseconds = (time.perf_counter() - g.get("request_began", time.perf_counter())) * 1000
    log.info("%s %s %s %d %.0fms", request_id(), request.method, path_for_log(), response.status_code, milliseconds)
    return response
