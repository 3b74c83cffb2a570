"""The numbers of published reports one by one: entering them, tying them to figures, and what is behind a gap."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.reports.drawings import queries as drawings
from outreach.reports.filters import Filters
from outreach.reports.published import actions, queries
from outreach.reports.published.comparing import compared
from outreach.reports.published.forms import NumberForm
from outreach.reports.published.labels import VERDICTS
from outreach.reports.published.models import PublishedNumber
from outreach.reports.published.views import asked_drawing
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted

pages = Blueprint("published_numbers", __name__, url_prefix="/reports/<int:year>/published/<uuid:report_id>/numbers")


@pages.route("/new", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def new(year: int, report_id: uuid.UUID) -> Any:
    """Enter one number."""
    found = queries.report_of(year, report_id)
    form = NumberForm()
    form.offer_figures(Filters.of_year(year))

    def act(form: NumberForm) -> PublishedNumber:
        to_fill = queries.report_of(year, report_id)
        return actions.add_number(to_fill, form.facts(), by=acting_person(), now=clock.now())

    if submitted(form, act) is not None:
        flash(_("The number is on the list."), "good")
        return redirect(url_for("published.report", year=year, report_id=report_id))
    page: dict[str, Any] = {"year": year, "form": form, "report": found, "number": None}
    return render_template("reports/published/edit_number.html", **page), form.status


@pages.get("/<uuid:number_id>")
@permit(Permission.READ)
def number(year: int, report_id: uuid.UUID, number_id: uuid.UUID) -> str:
    """One number: what its words allow, the ledger's, and what came since it was published, or since a drawing."""
    with snapshot():
        found = queries.report_of(year, report_id)
        one = queries.number_of(found, number_id)
        against = asked_drawing(year)
        row = compared(found, [one], against)[0]
        since = drawings.difference_of(against, one.word) if against is not None else None
        late = queries.late_lines(one.word, Filters.of_year(year), found.day) if against is None else None
        causes = drawings.causes_of(against, [since]) if against is not None and since is not None else {}
        return render_template(
            "reports/published/number.html",
            year=year,
            report=found,
            row=row,
            verdicts=VERDICTS,
            against=against,
            drawings=drawings.drawings_of(year),
            since=since,
            late=late,
            causes=causes,
            most=drawings.MOST_LINES,
            changes=changes_of(one),
        )


@pages.route("/<uuid:number_id>/edit", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def edit(year: int, report_id: uuid.UUID, number_id: uuid.UUID) -> Any:
    """Change it, tie it to another figure, explain the gap."""
    found = queries.report_of(year, report_id)
    one = queries.number_of(found, number_id)
    form = NumberForm.of(one, Filters.of_year(year))

    def act(form: NumberForm) -> PublishedNumber:
        to_change = queries.number_of(queries.report_of(year, report_id), number_id)
        return actions.change_number(to_change, form.facts(), by=acting_person(), now=clock.now())

    if submitted(form, act, over=lambda: NumberForm.of(one, Filters.of_year(year))) is not None:
        flash(_("The changes are saved."), "good")
        return redirect(url_for("published.report", year=year, report_id=report_id, _anchor=f"number-{number_id}"))
    page: dict[str, Any] = {"year": year, "form": form, "report": found, "number": one}
    return render_template("reports/published/edit_number.html", **page), form.status


@pages.post("/<uuid:number_id>/remove")
@permit(Permission.CLOSE)
def remove(year: int, report_id: uuid.UUID, number_id: uuid.UUID) -> Any:
    """Take it off the list; its page brings it back."""
    with transaction():
        one = queries.number_of(queries.report_of(year, report_id), number_id)
        actions.remove_number(one, by=acting_person(), now=clock.now())
    flash(_("It is off the list, and you can bring it back."), "good")
    return redirect(url_for(".number", year=year, report_id=report_id, number_id=number_id))


@pages.post("/<uuid:number_id>/restore")
@permit(Permission.CLOSE)
def restore(year: int, report_id: uuid.UUID, number_id: uuid.UUID) -> Any:
    """Bring it back."""
    with transaction():
        one = queries.number_of(queries.report_of(year, report_id), number_id)
        actions.restore_number(one, by=acting_person(), now=clock.now())
    flash(_("It is on the list again."), "good")
    return redirect(url_for("published.report", year=year, report_id=report_id))
