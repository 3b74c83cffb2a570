"""What a person in the field sees first: today's events, mine before the others, what is owed, and the days around."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outreach import clock
from outreach.logbook import queries
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.periods import Period
from outreach.schedule import queries as schedule
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

DAYS_AROUND = 7
#: What is older is no longer asked for here; the report's lists have it.
DAYS_OWED = 180
MOST_OWED = 20


@dataclass(frozen=True)
class FieldEvent:
    """An event in a list of the field."""

    event: Event
    is_logged: bool


@dataclass(frozen=True)
class Field:
    """`mine` and `others` are of today, `owed` ended without a line, `coming` and `recent` are mine of other days."""

    today: date
    mine: tuple[FieldEvent, ...]
    others: tuple[FieldEvent, ...]
    owed: tuple[FieldEvent, ...]
    coming: tuple[FieldEvent, ...]
    recent: tuple[FieldEvent, ...]


def field_for(person: Person, now: datetime) -> Field:
    """What `person` sees at `now`."""
    today = clock.local_day(now)
    days = timedelta(days=DAYS_AROUND)
    around = schedule.events_of(person.id, Period(today - days, today + days))
    of_today = schedule.events_shown(Period(today, today))
    owed = _owed(person, now, today)
    mine = {event.id for event in around} | queries.events_with_person(person.id, {event.id for event in of_today})
    logged = queries.logged_among({event.id for event in (*around, *of_today)})
    asked = {event.id for event in owed}
    over = [event for event in reversed(around) if event.ends_at <= now and event.day < today]

    def shown(*events: Event) -> tuple[FieldEvent, ...]:
        return tuple(FieldEvent(event, event.id in logged) for event in events)

    others = [event for event in of_today if event.id not in mine and event.status is not Status.CANCELLED]
    teams = person.team_ids_on(today)
    return Field(
        today=today,
        mine=shown(*(event for event in of_today if event.id in mine)),
        others=shown(*sorted(others, key=lambda event: event.lead_team_id not in teams)),
        owed=shown(*(event for event in owed if event.id not in {each.id for each in of_today})),
        coming=shown(*(event for event in around if event.day > today)),
        recent=shown(*(event for event in over if event.id not in asked)),
    )


def field_is_empty(field: Field) -> bool:
    """Whether there is nothing to log today and nothing owed."""
    return not (field.mine or field.owed)


def _owed(person: Person, now: datetime, today: date) -> list[Event]:
    """A lead is asked for the team's events as well."""
    teams = person.team_ids_on(today) if person.role is Role.LEAD else frozenset()
    since = today - timedelta(days=DAYS_OWED)
    return list(queries.unlogged_events(now, person_id=person.id, team_ids=teams, since=since, most=MOST_OWED))
