"""JSON that comes in: from our own pages or with a token, of a bounded size, and nothing but JSON."""

import json
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from outreach.errors import Forbidden, Refusal, TooLarge

LIMIT = 1024 * 1024
#: What no form of another site can send with a cookie: a browser asks us first, and we never say yes.
_NOT_OF_FORMS = ("application/json", "application/octet-stream")


def check_same_origin() -> None:
    """Refuse a writing request that a browser sends with its cookie, unless our own pages send it, as JSON or bytes.

    `Sec-Fetch-Site` can't be forged by a page, so it decides where it is there; older browsers send `Origin`.
    """
    if not is_from_own_page():
        raise Forbidden(_("This was sent from another site and was not taken."), code="cross_origin")
    if request.mimetype not in _NOT_OF_FORMS:
        raise Refusal(_("The content type must be application/json."), code="content_type")


def is_from_own_page() -> bool:
    """Whether the browser says that a page of ours sent this; False where it says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    return site == "same-origin" if site is not None else _is_own(request.headers.get("Origin"))


def text_body(limit: int = LIMIT) -> str:
    """The text sent with this request; raises TooLarge above `limit` bytes, and Refusal (`not_utf8`)."""
    request.max_content_length = limit
    try:
        sent = request.get_data(cache=True)
    except RequestEntityTooLarge:
        raise TooLarge(_("More was sent at once than is taken. Send it in smaller parts."), limit=limit) from None
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(_("What was sent is not UTF-8 text."), code="not_utf8") from None


def parse_json(text: str, **made: Any) -> Any:
    """The value of the text; raises Refusal (`not_json`) for what is not JSON, or holds NaN or Infinity.

    `made` is how objects and numbers are made, in the words of `json.loads`.
    """
    try:
        return json.loads(text, parse_constant=_no_constant, **made)
    except (ValueError, RecursionError):
        raise Refusal(_("What was sent is not JSON."), code="not_json") from None


def _is_own(origin: str | None) -> bool:
    if not origin:
        return False
    try:
        sent = urlsplit(origin)
    except ValueError:  # no browser writes such a one
        return False
    base = current_app.config.get("OUTREACH_BASE_URL")
    own = urlsplit(request.host_url)
    if base and (sent.scheme, sent.netloc.lower()) == _place(base):
        return True
    # A proxy may end TLS ahead of us, so an https origin of our own host is ours too; never the other way round.
    return sent.scheme in (own.scheme, "https") and sent.netloc.lower() == own.netloc.lower()


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _no_constant(name: str) -> Any:
    raise ValueError(name)
