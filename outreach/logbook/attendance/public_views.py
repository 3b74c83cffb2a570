"""The page on which an invited company signs in without an account: its name and how many people, nothing else."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for

from outreach import clock
from outreach.errors import Conflict
from outreach.logbook.attendance.companies import sign_in_company
from outreach.logbook.attendance.door import check_knock, note_knock, sheet_of
from outreach.logbook.attendance.forms import SignInForm
from outreach.logbook.attendance.rules import open_span
from outreach.schedule.rules import Status
from outreach.web.access import Permission, permit
from outreach.web.forms import submitted

blueprint = Blueprint("sign_in_sheet", __name__)

#: Of a name and a number; what is open to strangers takes no long body anyway.
LARGEST_BODY = 16 * 1024


@blueprint.url_value_preprocessor
def _take_little(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    # before the token is looked for, which reads the body
    request.max_content_length = LARGEST_BODY


@blueprint.route("/sign-in-sheet/<string:token>", methods=["GET", "POST"])
@permit(Permission.PUBLIC)
def page(token: str) -> Any:
    """The form while the event's days last; what is sent waits for a look of the bureau."""
    event = sheet_of(token).event
    opens, closes = open_span(event.days)
    is_open = opens <= clock.now() < closes and event.status is not Status.CANCELLED
    form = SignInForm()
    if submitted(form, lambda form: _signed_in(token, form)):
        return _private(redirect(url_for(".page", token=token, done=1)))
    shown = {"event": event, "form": form, "is_open": is_open, "opens": opens, "closes": closes}
    text = render_template("logbook/attendance/sign_in_page.html", is_done="done" in request.args, token=token, **shown)
    return _private(make_response(text, form.status))


def _signed_in(token: str, form: SignInForm) -> bool:
    now = clock.now()
    sheet = sheet_of(token)
    opens, closes = open_span(sheet.event.days)
    if not opens <= now < closes or sheet.event.status is Status.CANCELLED:
        raise Conflict("", code="not_open")
    check_knock(now)
    note_knock(now)
    sign_in_company(sheet, company_id=form.company_id.data, name=form.name.data, people=form.people.data, now=now)
    return True


def _private(response: Any) -> Any:
    """A page for who stands there alone: no cache and no search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
