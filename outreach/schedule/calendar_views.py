"""The calendar: a month as a grid and as a list."""

import re
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for

from outreach import clock
from outreach.errors import Refusal
from outreach.periods import Period, month, month_of
from outreach.schedule import labels, months, queries
from outreach.schedule.campaign_queries import editions_covering
from outreach.schedule.filter_forms import EventFilterForm
from outreach.web.access import Permission, acting_person, permit

blueprint = Blueprint("calendar", __name__)

#: The arguments that narrow the calendar and the list of events alike.
_NARROWING = ("team", "campaign", "place", "track", "mine")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@blueprint.get("/calendar")
@permit(Permission.READ)
def page() -> str:
    """A month of events; what it shows stands in the address."""
    form = EventFilterForm()
    shown = _month()
    view = "list" if request.args.get("view") == "list" else "month"
    days = months.shown_days(shown)
    events = queries.events_shown(days, form.filters(acting_person()))
    editions = editions_covering(days)
    return render_template(
        "schedule/calendar.html",
        form=form,
        labels=labels,
        month=shown,
        before=_neighbour(shown, -1),
        after=_neighbour(shown, 1),
        view=view,
        weeks=months.weeks_of(shown, events, editions),
        days=months.days_with_events(shown, events),
        editions=[edition for edition in editions if months.runs_in(edition, shown)],
        href=_href,
        day_href=_day_href,
    )


def _month() -> Period:
    """The month of `?month=2025-03`; today's for anything else."""
    match = _MONTH.fullmatch(request.args.get("month", ""))
    try:
        return month(int(match[1]), int(match[2])) if match else month_of(clock.today())
    except Refusal:
        return month_of(clock.today())


def _neighbour(shown: Period, step: int) -> date | None:
    """The first day of the month before or after; None beyond the years that there are."""
    number = shown.first.year * 12 + shown.first.month - 1 + step
    try:
        return month(number // 12, number % 12 + 1).first
    except Refusal:
        return None


def _day_href(day: date) -> str:
    """The list of the day's events, filtered as the calendar is."""
    asked: dict[str, Any] = {name: value for name in _NARROWING if (value := request.args.get(name))}
    return url_for("events.index", first=day.isoformat(), last=day.isoformat(), **asked)


def _href(**changes: Any) -> str:
    """The address of the calendar with some arguments changed."""
    arguments: dict[str, Any] = {name: value for name, value in request.args.items() if value}
    arguments.update(changes)
    if isinstance(arguments.get("month"), date):
        arguments["month"] = f"{arguments['month']:%Y-%m}"
    said: dict[str, Any] = {name: value for name, value in arguments.items() if value}
    return url_for(".page", **said)
