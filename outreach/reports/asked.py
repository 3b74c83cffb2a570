"""What the address of a page of figures asks for, and what the page says of it."""

from typing import Any

from flask import current_app, request
from flask_babel import gettext as _

from outreach import clock
from outreach.errors import Refusal
from outreach.reports.chips import said_days, said_filters
from outreach.reports.filters import Filters, read_filters
from outreach.reports.inside import settle


def asked_filters(year: int, *also: str) -> Filters:
    """The filters of this request's address; Refusal (400) for what can't be read, or is said twice."""
    settle()
    for name, values in request.args.lists():
        if len(values) > 1:
            raise Refusal(_("The filter “%(name)s” is there twice.", name=name), code="bad_filter", filter=name)
    return read_filters(year, request.args, also=("lang", *also))


def address(path: str) -> str:
    """`path` as a link of this request."""
    return request.script_root + path


def absolute(path: str) -> str:
    """`path` as a link that works out of a file."""
    base = current_app.config.get("OUTREACH_BASE_URL")
    return f"{base}{path}" if base else f"{request.url_root.rstrip('/')}{path}"


def printed(filters: Filters) -> dict[str, Any]:
    """What a page of figures says of itself on paper."""
    return {"said_days": said_days(filters), "said_filters": said_filters(filters), "drawn_at": clock.now()}
