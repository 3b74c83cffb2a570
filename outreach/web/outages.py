"""What people, phones and programs are told while the disk is full or the database does not answer (507, 503).

Nothing here may ask the database: the page stands alone, and holds what was typed to be sent again.
"""

import logging

from flask import Flask, Response, current_app, make_response
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from outreach.db.outages import Outage, outage_of
from outreach.web.failure_words import SAFE, Failure
from outreach.web.failures import json_refusal, roll_back, wants_json
from outreach.web.language import HTML_LANGUAGES, chosen_language
from outreach.web.monitoring.requests import request_id
from outreach.web.resending import what_was_typed

log = logging.getLogger("outreach.failures")

#: Where a connection broke while it was being stored, nobody knows yet which of the two it was.
_UNKNOWN = _(
    "What was saved before is safe. Look whether this was stored before you send it again; what a phone sends twice "
    "counts once."
)
FAILURES = {
    Outage.FULL: Failure(
        507,
        Outage.FULL,
        _("The server's disk is full"),
        _("The server's disk is full, so this could not be stored."),
        SAFE,
        _("Tell the administrator to make room. What phones hold stays there, and is sent by itself afterwards."),
    ),
    Outage.AWAY: Failure(
        503,
        Outage.AWAY,
        _("The database does not answer"),
        _("The program can't reach its database just now."),
        _UNKNOWN,
        _("Try again in a minute. If it stays, tell the administrator. What phones hold is sent by itself afterwards."),
    ),
    Outage.BUSY: Failure(
        503,
        Outage.BUSY,
        _("Too many at once"),
        _("Too much is being written just now, so this had to wait too long."),
        SAFE,
        _("Try again in a minute. What phones hold is sent by itself."),
    ),
}
#: After how many seconds a phone asks again, where it has no growing pause of its own.
_AGAIN = {Outage.FULL: 60, Outage.AWAY: 5, Outage.BUSY: 2}


def init_outages(app: Flask) -> None:
    """Answer failures of the machine in words; what is none stays a crash."""
    for kind in (DBAPIError, NoConnectionLeft, OSError):
        app.register_error_handler(kind, _out)


def _out(error: Exception) -> Response:
    outage = outage_of(error)
    if outage is None:
        raise error
    log.error("request %s: %s: %s", request_id(), outage, getattr(error, "orig", error))
    roll_back()
    failure = FAILURES[outage]
    answer = json_refusal(failure) if wants_json() else _page(failure)
    answer.headers["Retry-After"] = str(_AGAIN[outage])
    return answer


def _page(failure: Failure) -> Response:
    # Not render_template: what is added to every page (who, which bureau) comes from the database.
    template = current_app.jinja_env.get_template("web/outage.html")
    language = HTML_LANGUAGES[chosen_language()]
    page = template.render(failure=failure, typed=what_was_typed(), request_id=request_id(), html_lang=language)
    return make_response(page, failure.status)
