"""The calendar: a month as a grid, a week by its hours, a list of days, a year at a glance."""

import uuid
from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.periods import Period, week_of
from outreach.schedule import access, labels, queries
from outreach.schedule.calendar import months, spans_shown, weeks, years
from outreach.schedule.calendar.day_marks import marks_of
from outreach.schedule.calendar.moving import move_fields
from outreach.schedule.calendar.spans_shown import Shown, Unit, View
from outreach.schedule.campaigns.queries import editions_covering
from outreach.schedule.filter_forms import EventFilterForm
from outreach.schedule.models import Event
from outreach.schedule.queries import Filters
from outreach.schedule.rules import Status
from outreach.web.access import Permission, acting_person, permit

blueprint = Blueprint("calendar", __name__)

#: The arguments that narrow the calendar and the list of events alike.
_NARROWING = ("team", "campaign", "place", "track", "mine")


@blueprint.get("/calendar")
@permit(Permission.READ)
def page() -> str:
    """The plan of some days; which ones, how laid out and how narrowed stands in the address."""
    now = clock.now()
    shown = spans_shown.shown(request.args, clock.local_day(now))
    form = EventFilterForm()
    return render_template(
        f"schedule/calendar/{shown.view}.html",
        form=form,
        labels=labels,
        shown=shown,
        now=now,
        around=_around(shown, clock.local_day(now)),
        href=partial(_href, shown),
        day_href=_day_href,
        new_href=partial(_new_href, form),
        movable=partial(_movable, access.team_ids_to_plan_for(acting_person(), form.teams, now)),
        **_LAYOUTS[shown.view](shown.period, form, now),
    )


def _month(month: Period, form: EventFilterForm, _now: datetime) -> dict[str, Any]:
    days = months.shown_days(month)
    events = queries.events_shown(days, _filters(form))
    editions, marks = editions_covering(days), marks_of(days)
    return {
        "weeks": months.weeks_of(month, events, editions, marks),
        "days": months.days_listed(month, events, marks),
        "editions": [edition for edition in editions if edition.days.meets(month)],
        "marks": marks_of(month) if days.first.year != days.last.year else marks,
    }


def _week(week: Period, form: EventFilterForm, now: datetime) -> dict[str, Any]:
    events = queries.events_shown(week, _filters(form))
    editions, marks = editions_covering(week), marks_of(week)
    return {
        "page": weeks.week_page(week, events, editions, marks),
        "days": months.days_listed(week, events, marks),
        "editions": editions,
        "marks": marks,
        "now_at": clock.local(now),
        "now_quarter": weeks.quarter_of(now) % weeks.QUARTERS_IN_AN_HOUR,
        "now_minutes": clock.local(now).hour * 60 + clock.local(now).minute,
    }


def _list(period: Period, form: EventFilterForm, now: datetime) -> dict[str, Any]:
    events, marks = queries.events_shown(period, _filters(form)), marks_of(period)
    return {
        "days": months.days_listed(period, events, marks),
        "editions": editions_covering(period),
        "marks": marks,
        "quick": _quick_dates(clock.local_day(now)),
    }


def _year(year: Period, form: EventFilterForm, _now: datetime) -> dict[str, Any]:
    counts, marks = queries.counts_by_day(year, _filters(form)), marks_of(year)
    laid_out = years.months_of_year(year, counts, form.teams, editions_covering(year), marks)
    return {
        "months": laid_out,
        "marks": marks,
        "total": sum(each.total for each in laid_out),
        "totals": years.team_totals(laid_out, form.teams),
        "weekdays": week_of(year.first),
    }


_LAYOUTS: dict[View, Callable[[Period, EventFilterForm, datetime], dict[str, Any]]] = {
    View.MONTH: _month,
    View.WEEK: _week,
    View.LIST: _list,
    View.YEAR: _year,
}


def _movable(team_ids: Collection[uuid.UUID], event: Event) -> dict[str, str] | None:
    """What a drag of the event begins with; None for one of another team, and for one that took place or will not."""
    may_move = event.status is Status.PLANNED and event.lead_team_id in team_ids
    return move_fields(event) if may_move else None


def _filters(form: EventFilterForm) -> Filters:
    return form.filters(acting_person())


def _around(shown: Shown, today: date) -> dict[str, Any]:
    """The steps to what lies beside, and the same place in time in the other views."""
    return {
        "before": shown.beside(-1),
        "after": shown.beside(1),
        "today": spans_shown.around(shown.view, today, shown.unit),
        "views": {view.value: shown.as_view(view, today) for view in View},
        "month_of": lambda day: spans_shown.around(View.MONTH, day),
        "week_of": lambda day: spans_shown.around(View.WEEK, day),
        "day_of": lambda day: spans_shown.around(View.LIST, day, Unit.DAY),
    }


def _quick_dates(today: date) -> list[tuple[str, Shown]]:
    """The days that are asked for most, by their names."""
    day = spans_shown.around(View.LIST, today, Unit.DAY)
    week = spans_shown.around(View.LIST, today, Unit.WEEK)
    month = spans_shown.around(View.LIST, today, Unit.MONTH)
    named = [
        (_("Today"), day),
        (_("Tomorrow"), day.beside(1)),
        (_("This week"), week),
        (_("Next week"), week.beside(1)),
        (_("This month"), month),
        (_("Next month"), month.beside(1)),
    ]
    return [(name, shown) for name, shown in named if shown is not None]


def _narrowing() -> dict[str, Any]:
    return {name: value for name in _NARROWING if (value := request.args.get(name))}


def _day_href(day: date) -> str:
    """The list of the day's events, filtered as the calendar is."""
    return url_for("events.index", first=day.isoformat(), last=day.isoformat(), **_narrowing())


def _new_href(form: EventFilterForm, day: date, hour: int | None = None) -> str:
    """The form of an event on that day, from that hour on, at the place that the calendar shows."""
    said: dict[str, Any] = {"day": day.isoformat(), "place": form.said("place")}
    if hour is not None:
        said["from"] = f"{hour:02d}:00"
    return url_for("planning.new", **said)


def _href(shown: Shown, to: Shown | None = None, **changes: Any) -> str:
    """The address of this calendar, or of `to`, with its filters, some of them changed."""
    said = (to or shown).arguments | {name: value for name, value in (_narrowing() | changes).items() if value}
    return url_for(".page", **said)
