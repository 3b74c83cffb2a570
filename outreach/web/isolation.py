"""What another site lets a browser ask of us: a way in by a link, and nothing else (a resource isolation policy).

Browsers say in `Sec-Fetch-*` who asks and what for, and no page can forge it. So no other site puts our pictures, pages
or answers into its own, nor finds out by the time they take, or by whether they load, who is signed in here.
"""

from flask import Flask, request
from flask_babel import lazy_gettext as _

from outreach.errors import Forbidden

#: Ours, typed or from a bookmark, and what says nothing: old browsers, programs, calendars.
_NEAR = ("same-origin", "none", "")
_INSIDE = ("iframe", "frame", "embed", "object")


def init_isolation(app: Flask) -> None:
    """Refuse what other sites ask for, before anything is read."""
    app.before_request(_refuse_other_sites)


def _refuse_other_sites() -> None:
    if request.headers.get("Sec-Fetch-Site", "") in _NEAR:
        return
    mode, for_what = request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest")
    if request.method not in ("GET", "HEAD") or mode != "navigate" or for_what in _INSIDE:
        raise Forbidden(_("This was sent from another site and was not taken."), code="cross_origin")
