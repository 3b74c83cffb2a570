"""The public holidays of a year, and the form that takes its notice."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.errors import Question
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted
from outreach.web.years import asked_year, check_year
from outreach.workdays import actions, queries
from outreach.workdays.forms import NoticeForm
from outreach.workdays.founding import add_known_year, is_the_library, named_days
from outreach.workdays.holidays import named_days_of
from outreach.workdays.labels import FIELDS
from outreach.workdays.models import AnnouncedYear
from outreach.workdays.notices import parse_notice, written_notice
from outreach.workdays.rules import Becoming, becomings

blueprint = Blueprint("workdays", __name__)


@blueprint.get("/workdays")
@permit(Permission.READ)
def index() -> str:
    """The holidays of a year and the weekends that are worked for them, or that nobody knows them yet."""
    year = asked_year()
    announced = queries.announced_year(year)
    return render_template(
        "workdays/index.html",
        year=year,
        announced=announced,
        is_in_library=announced is None and may(Permission.LISTS) and bool(named_days(year)),
        holidays=queries.holidays_in(year),
        changes=changes_of(AnnouncedYear(year=year)),
        fields=FIELDS,
    )


@blueprint.route("/workdays/<int:year>/notice", methods=["GET", "POST"])
@permit(Permission.LISTS)
def notice(year: int) -> Any:
    """Enter a year's notice: the text is read, shown, and stored once somebody has looked at what was read."""
    check_year(year)
    form = _form_of(year)

    def announce(form: NoticeForm) -> AnnouncedYear:
        holidays = parse_notice(form.text.data, year)
        changes = becomings(queries.named_days_in(year), named_days_of(holidays))
        if not form.confirmed("notice"):
            raise Question(_asked(year, changes), code="notice", holidays=holidays, changes=changes)
        source = form.source.data or _usual_source(year, changes)
        return actions.announce_year(year, holidays=holidays, source=source, by=acting_person(), now=clock.now())

    if submitted(form, announce, over=lambda: _form_of(year)):
        flash(_("The holidays of %(year)s are in the calendar.", year=year))
        return redirect(url_for(".index", year=year))
    asked, announced = form.question.facts if form.question else {}, queries.announced_year(year)
    shown = {"read": asked.get("holidays", ()), "changes": asked.get("changes", ()) if announced else ()}
    return render_template("workdays/notice.html", form=form, year=year, announced=announced, **shown), form.status


def _form_of(year: int) -> NoticeForm:
    """The form with what stands; the library is no notice, so whoever writes over its days says another source."""
    announced = queries.announced_year(year)
    source = announced.source if announced and not is_the_library(announced.source) else None
    return NoticeForm(data={"text": written_notice(queries.holidays_in(year)), "source": source})


def _asked(year: int, changes: Sequence[Becoming]) -> Any:
    if queries.announced_year(year) is None:
        return _("Is this what the notice says?")
    if not changes:
        return _("No day changes. Is this what the notice says?")
    return _("The days below change; all others stay. Is this what the notice says?")


def _usual_source(year: int, changes: Sequence[Becoming]) -> str | None:
    """Where the days come from where nobody says: from where they came, or from the hand that changed them."""
    announced = queries.announced_year(year)
    return announced.source if announced and not changes else str(_("Entered by hand"))


@blueprint.post("/workdays/<int:year>/library")
@permit(Permission.LISTS)
def from_library(year: int) -> AnyResponse:
    """Take the year's holidays from the program's library."""
    check_year(year)
    with transaction():
        taken = add_known_year(year, by=acting_person(), now=clock.now())
    flash(_("The holidays of %(year)s are in the calendar.", year=year) if taken else _("Nothing was changed."))
    return redirect(url_for(".index", year=year))


@blueprint.post("/workdays/<int:year>/withdraw")
@permit(Permission.LISTS)
def withdraw(year: int) -> AnyResponse:
    """Say that the year's holidays are not published after all."""
    check_year(year)
    with transaction():
        actions.withdraw_year(year, by=acting_person(), now=clock.now())
    flash(_("%(year)s is not published. What stood there is in the history below.", year=year))
    return redirect(url_for(".index", year=year))
