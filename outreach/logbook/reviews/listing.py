"""The list of what is owed, and what looks odd about each event, as pages show it."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from outreach import clock
from outreach.logbook.doubles.queries import open_at
from outreach.logbook.labels import named
from outreach.logbook.queries import logged_among
from outreach.logbook.reviews import queries
from outreach.logbook.reviews.labels import said_odd
from outreach.logbook.reviews.models import CheckedOddity
from outreach.logbook.reviews.queries import Scope, Since
from outreach.logbook.reviews.rules import Debt, Odd, debt_of, odd_about
from outreach.people.models import Person
from outreach.schedule import queries as schedule
from outreach.schedule.access import team_ids_to_plan_for
from outreach.schedule.models import Event
from outreach.schedule.rules import Duty
from outreach.web.paging import Page

SIZE = 30


@dataclass(frozen=True)
class Shown:
    """An oddity in words; `checked` where somebody said that it is right."""

    odd: Odd
    words: str
    checked: CheckedOddity | None


@dataclass(frozen=True)
class Owed:
    """An event of which something is owed: what, since when, by whom; `odd` is what nobody has checked."""

    event: Event
    debt: Debt
    since: date
    days: int
    by: Sequence[str]
    odd: Sequence[Shown]
    is_double: bool
    may_act: bool

    @property
    def is_plain(self) -> bool:
        """Whether it can be reviewed without a further look."""
        return self.debt is Debt.REVIEW and not self.odd and not self.is_double and self.may_act


def page_of_owed(scope: Scope, debt: Debt | None, person: Person, *, number: int) -> Page[Owed]:
    """What is owed in `scope`, the oldest first, as `person` may act on it."""
    page = queries.owed(scope, debt, number=number, size=SIZE)
    return page.showing(_owed(page.rows, person, scope.now))


def oldest_owed(scope: Scope, person: Person, *, most: int) -> Page[Owed]:
    """The first of what is owed, but for what the board puts by itself."""
    page = queries.owed(scope, None, number=1, size=most, told_apart=True)
    return page.showing(_owed(page.rows, person, scope.now))


def owed_at(event: Event, now: datetime) -> tuple[Debt, Sequence[str]] | None:
    """What is owed first of the event, and by whom; None before it is over, and where nothing is."""
    if event.ends_at > now:
        return None
    since = queries.since_when([event.id])[event.id]
    debt = _debt(event, since, logged=logged_among([event.id]), double=open_at([event.id]))
    leads = queries.leads_of([event.lead_team_id], clock.local_day(now))
    return None if debt is None else (debt, _by(event, debt, leads.get(event.lead_team_id, ())))


def oddities_of(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Shown]]:
    """All that looks odd about each event, checked or not."""
    found = {event_id: odd_about(happened) for event_id, happened in queries.happened(event_ids).items()}
    items = queries.item_names({odd.item_id for odds in found.values() for odd in odds if odd.item_id})
    checked = queries.checked_of([event_id for event_id, odds in found.items() if odds])

    def shown(event_id: uuid.UUID, odds: Iterable[Odd]) -> list[Shown]:
        return [Shown(odd, said_odd(odd, _item(odd)), checked.get((event_id, odd.print))) for odd in odds]

    def _item(odd: Odd) -> str | None:
        item = items.get(odd.item_id) if odd.item_id else None
        return None if item is None else named(item.name, item.name_en, item.kind)

    return {event_id: shown(event_id, odds) for event_id, odds in found.items()}


def _owed(ids: Sequence[uuid.UUID], person: Person, now: datetime) -> list[Owed]:
    events = schedule.events_among(ids, whole=True) if ids else ()
    since, odd = queries.since_when(ids), oddities_of(ids)
    logged, double = logged_among(ids), open_at(ids)
    leads = queries.leads_of({event.lead_team_id for event in events}, clock.local_day(now))
    own = team_ids_to_plan_for(person, {event.lead_team for event in events}, now)
    rows = []
    for event in events:
        debt = _debt(event, since[event.id], logged=logged, double=double)
        if debt is None:
            continue  # somebody was quicker
        first = _since(event, debt, since[event.id])
        rows.append(
            Owed(
                event=event,
                debt=debt,
                since=first,
                days=(clock.local_day(now) - first).days,
                by=_by(event, debt, leads.get(event.lead_team_id, ())),
                odd=[each for each in odd[event.id] if each.checked is None],
                is_double=event.id in double,
                may_act=event.lead_team_id in own,
            )
        )
    return rows


def _debt(event: Event, since: Since, *, logged: Collection[uuid.UUID], double: Collection[uuid.UUID]) -> Debt | None:
    return debt_of(
        event.status,
        is_logged=event.id in logged,
        is_reviewed=event.reviewed_at is not None,
        is_late=since.late is not None,
        is_double=event.id in double,
    )


def _since(event: Event, debt: Debt, since: Since) -> date:
    """The day of the event; of late lines and of a question the day on which it came up."""
    came_up = {Debt.LATE: since.late, Debt.DOUBLE: since.double}.get(debt)
    return event.day if came_up is None else clock.local_day(came_up)


def _by(event: Event, debt: Debt, leads: Sequence[str]) -> Sequence[str]:
    """The staff in charge owe the log, the lead of the team owes the rest; who has left owes nothing any more."""
    if debt not in (Debt.WORD, Debt.LOG):
        return leads
    there = (each for each in event.staff if each.person.is_active)
    staff = sorted(there, key=lambda each: (each.duty is not Duty.LEAD, each.person.name))
    return [each.person.name for each in staff][:3] or leads
