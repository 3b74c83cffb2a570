"""JSON that comes in: from our own pages or with a token, of a bounded size, and strictly JSON."""

import json
import math
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from outreach.errors import Forbidden, Refusal, TooLarge

LIMIT = 1024 * 1024


def check_same_origin() -> None:
    """Refuse a writing request that a browser sends with its cookie, unless it comes from our own pages as JSON.

    `Sec-Fetch-Site` can't be forged by a page, so it decides where it is there; older browsers send `Origin`.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site != "same-origin" if site is not None else not _is_own(request.headers.get("Origin")):
        raise Forbidden(_("This was sent from another site and was not taken."), code="cross_origin")
    if request.mimetype != "application/json":
        raise Refusal(_("The content type must be application/json."), code="content_type")


def json_body(limit: int = LIMIT) -> Any:
    """The JSON value sent with this request.

    Raises TooLarge above `limit` bytes, and Refusal (400) with a code of its own for bytes that are not UTF-8
    (`not_utf8`), text that is not JSON or holds NaN or Infinity (`not_json`), a key given twice (`duplicate_key`) and
    half a surrogate pair (`not_text`).
    """
    return parse_json(text_body(limit))


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


def parse_json(text: str) -> Any:
    """The value of strict JSON; raises Refusal as `json_body` says."""
    try:
        value = json.loads(
            text, object_pairs_hook=_without_twins, parse_constant=_no_constant, parse_float=_finite_number
        )
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise Refusal(_("What was sent holds half a character."), code="not_text") from None
    except (ValueError, RecursionError):
        raise Refusal(_("What was sent is not JSON."), code="not_json") from None
    return value


def _is_own(origin: str | None) -> bool:
    if not origin:
        return False
    base = current_app.config.get("OUTREACH_BASE_URL")
    if base and _place(origin) == _place(base):
        return True
    sent, own = urlsplit(origin), urlsplit(request.host_url)
    # A proxy may end TLS ahead of us, so an https origin of our own host is ours too; never the other way round.
    return sent.scheme in (own.scheme, "https") and sent.netloc.lower() == own.netloc.lower()


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Refusal(_("What was sent names the same key twice."), code="duplicate_key")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _finite_number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
