"""The list of phones that still hold lines, as parts of the pages of phones, of an event and of the home board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from flask import render_template

from outreach import clock
from outreach.db import db
from outreach.logbook.phones.labels import NOT_BY_THEMSELVES
from outreach.logbook.phones.models import PhoneHolding
from outreach.logbook.phones.queries import count_for, holdings_for, holdings_of_event, holdings_of_person
from outreach.logbook.phones.rules import tells_the_time
from outreach.people.models import Person
from outreach.periods import Period
from outreach.schedule.access import may_change
from outreach.schedule.models import Event
from outreach.web import filters
from outreach.web.access import acting_person
from outreach.web.paging import page_number, paged
from outreach.workdays.queries import work_calendar


@dataclass(frozen=True)
class Shown:
    """One entry as a page shows it: `heard` is a time only within the office's hours."""

    holding: PhoneHolding
    heard: str


def phones_panel() -> str:
    """All entries that the person sees, by event."""
    page = paged(db.session(), holdings_for(acting_person(), clock.today()), page_number("held"))
    groups = [(event, list(each)) for event, each in groupby(_shown(page.rows), key=lambda each: each.holding.event)]
    facts = {"page": page, "groups": groups, "what_to_do": NOT_BY_THEMSELVES}
    return render_template("logbook/phones/holdings.html", **facts)


def event_panel(event: Event) -> str:
    """What phones hold of this event, for those who plan it."""
    found = holdings_of_event(event.id) if may_change(acting_person(), event, clock.now()) else []
    facts = {"shown": _shown(found), "what_to_do": NOT_BY_THEMSELVES}
    return render_template("logbook/phones/event_panel.html", **facts) if found else ""


def person_panel(person: Person) -> str:
    """What the person's phones said they still hold; which phone of several it is they don't tell."""
    shown = _shown(holdings_of_person(person.id))
    return render_template("logbook/phones/person_panel.html", shown=shown) if shown else ""


def home_panel() -> str:
    """How many lines lie on phones; nothing where there are none."""
    lines, phones = count_for(acting_person(), clock.today())
    return render_template("logbook/phones/home_panel.html", lines=lines, phones=phones) if lines else ""


def _shown(holdings: Iterable[PhoneHolding]) -> list[Shown]:
    found = list(holdings)
    if not found:
        return []
    days = [clock.local_day(each.heard_at) for each in found]
    calendar = work_calendar(Period(min(days) - timedelta(days=1), max(days)))
    return [Shown(each, _heard(each, calendar.is_working(day))) for each, day in zip(found, days, strict=True)]


def _heard(holding: PhoneHolding, is_working_day: bool) -> str:
    told = tells_the_time(clock.local(holding.heard_at), is_working_day=is_working_day)
    return filters.moment(holding.heard_at) if told else filters.day(holding.heard_at)
