"""The tally sheet on paper, and the page on which it is typed."""

import uuid
from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.errors import Question
from outreach.logbook import actions as ledger
from outreach.logbook import queries
from outreach.logbook.attendance.views import ask_about_twice
from outreach.logbook.desk import sums_of
from outreach.logbook.labels import said
from outreach.logbook.paper.forms import SheetForm, sheet_form
from outreach.logbook.paper.plain_lines import lines_of_day
from outreach.logbook.paper.rules import BOXES, typed_before
from outreach.logbook.paper.sheets import Sheet, all_rows, items_for, nets_of, rows_of, sheet_of
from outreach.materials.rules import CountKind
from outreach.people.queries import team_by_code, teams
from outreach.periods import Period, week_of
from outreach.schedule import queries as schedule
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.reach import base_url, is_local, picture_of

blueprint = Blueprint("paper", __name__, url_prefix="/log")

#: So many sheets are printed at once.
MOST_SHEETS = 40
AGAIN = "typed_before"


@blueprint.get("/<uuid:event_id>/tally-sheet")
@permit(Permission.LOG, phones=True)
def sheet(event_id):
    """The tally sheet of one event."""
    event = schedule.event(event_id)
    return render_template(
        "logbook/paper/tally_sheet.html", event=event, sheets=[_sheet(event)], boxes=BOXES, said=said, Kind=CountKind
    )


@blueprint.get("/tally-sheets")
@permit(Permission.LOG, phones=True)
def sheets():
    """The tally sheets of a team's events of a day, or of its week."""
    team = team_by_code(request.args.get("team", ""))
    day, span = _day(), "week" if request.args.get("span") == "week" else "day"
    period = week_of(day) if span == "week" else Period(day, day)
    filters = schedule.Filters(team_id=None if team is None else team.id)
    found = [each for each in schedule.events_in(period, filters, whole=True) if each.status is not Status.CANCELLED]
    return render_template(
        "logbook/paper/tally_sheets.html",
        sheets=[_sheet(each) for each in found[:MOST_SHEETS]],
        left_out=len(found[MOST_SHEETS:]),
        teams=teams(),
        team=team,
        day=day,
        span=span,
        period=period,
        step=timedelta(days=7 if span == "week" else 1),
        boxes=BOXES,
        said=said,
        Kind=CountKind,
    )


@blueprint.route("/<uuid:event_id>/tally-sheet/entry", methods=["GET", "POST"])
@permit(Permission.LOG, phones=True)
def entry(event_id):
    """Type the sheet: all rows in its order, one Done."""
    form = _form(schedule.event(event_id))
    answers = submitted(form, lambda form: _typed(event_id, form))
    if answers:
        for message in {each.message for each in answers if each.code not in ("recorded", "already_there")}:
            flash(str(message), "warn")
        flash(_("The sheet is in the log."), "good")
        return redirect(url_for("logbook.event", event_id=event_id) + "#logged")
    event = schedule.event(event_id)
    sums = sums_of(items_for(event), queries.nets_of(event_id), says_none=queries.says_none(event_id))
    page = render_template(
        "logbook/paper/sheet_entry.html", event=event, form=form, sums=sums, said=said, Kind=CountKind
    )
    return page, form.status


@blueprint.get("/day-lines")
@permit(Permission.LOG, phones=True)
def day_lines():
    """The day of a team, or of all, as plain lines."""
    team, day = team_by_code(request.args.get("team", "")), _day()
    filters = schedule.Filters(team_id=None if team is None else team.id)
    events = schedule.events_in(Period(day, day), filters, whole=True)
    text = lines_of_day(day, team, events) if events else None
    return render_template("logbook/paper/day_lines.html", text=text, team=team, day=day, teams=teams())


def _form(event: Event) -> SheetForm:
    items = items_for(event)
    counted_by = _counted_by() or acting_person().id
    return sheet_form(rows_of(event, items), all_rows(event, items), prefix="sheet", counted_by=counted_by)


def _counted_by() -> uuid.UUID | None:
    """For whom the page was opened, where it says so."""
    try:
        return uuid.UUID(request.args.get("by", ""))
    except ValueError:
        return None


def _sheet(event: Event) -> Sheet:
    address = base_url() + url_for(".entry", event_id=event.id)
    return sheet_of(event, None if is_local(address) else picture_of(address))


def _day() -> date:
    """The day that is asked for, today where none is that can be read."""
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return clock.today()


def _typed(event_id, form):
    """Record the sheet's lines, all or none."""
    ledger.wait_for_turn([event_id])
    event = schedule.event(event_id)
    lines = form.lines(event)
    nets = nets_of(event, items_for(event))
    answers = ledger.record_all(lines, sender=acting_person(), now=clock.now())
    new = [line for line, each in zip(lines, answers, strict=True) if each.code != "already_there"]
    again = typed_before(new, nets)
    if again and not form.confirmed(AGAIN):
        message = _("The same numbers stand in the log already. Was this sheet typed before?")
        raise Question(message, code=AGAIN)
    if any(line.kind is CountKind.ATTENDANCE for line in new):
        ask_about_twice(event_id, form)
    return answers
