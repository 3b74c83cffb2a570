"""Laying out a draft: each event of the old year on its day of the new one, and before them the places forgotten."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from outreach import clock
from outreach.coverage.panels import EXPECTED
from outreach.coverage.queries import Asked, forgotten, visits_to
from outreach.coverage.rules import LONG_DAYS
from outreach.drafts import queries
from outreach.drafts.models import Draft, DraftLine
from outreach.drafts.rules import Origin, State, on_working_day, same_week, same_week_of
from outreach.people.models import Team
from outreach.periods import Period, year
from outreach.places.models import Place
from outreach.schedule.beginnings import title_of_visit
from outreach.schedule.models import Edition, Event
from outreach.schedule.suggestions.queries import suggestions_in
from outreach.workdays.queries import work_calendar
from outreach.workdays.rules import WorkCalendar

#: How many forgotten places of each team are put on top, and how far apart their first days are looked for.
FORGOTTEN = 5
_APART = timedelta(days=14)

#: On which days a team or a place, by id, has something in the draft already.
Taken = set[tuple[uuid.UUID, date]]


def lines_for(draft: Draft, teams: Sequence[Team], now: datetime) -> list[DraftLine]:
    """The lines of a new draft in their order, not stored yet.

    What can't be planned stands among those left out: a day that is over by `now`, a place that is retired.
    """
    moved = list(_moved(draft, [team.id for team in teams], clock.local_day(now)))
    taken = {(id, line.day) for line in moved for id in (line.team_id, line.place_id)}
    extra = [line for team in teams for line in _neglected(draft, team, moved, taken, clock.local_day(now))]
    ordered = [*extra, *sorted(moved, key=lambda line: line.starts_at)]
    for position, line in enumerate(ordered, 1):
        line.position = position
    return ordered


def moved_day(
    event: Event, to_year: int, editions: dict[uuid.UUID, Edition], calendar: WorkCalendar
) -> tuple[date, bool, Edition | None]:
    """The event's day in the new year, whether it left its weekday, and the edition whose week was kept."""
    within = year(to_year)
    old = _edition_around(event)
    new = editions.get(old.campaign_id) if old is not None else None
    if old is not None and new is not None:
        span = new.days
        day = same_week_of(event.day, old.days, span)
        within = span & within or within
    else:
        day = same_week(event.day, event.day.year, to_year)
    found = on_working_day(day, calendar, within)
    return found.day, found.is_shifted, new


def _moved(draft: Draft, team_ids: Collection[uuid.UUID], today: date) -> Iterator[DraftLine]:
    span = year(draft.to_year)
    calendar = work_calendar(Period(span.first - timedelta(days=31), span.last + timedelta(days=31)))
    editions = queries.editions_of(draft.to_year)
    for event in queries.events_to_move(draft.from_year, draft.to_year, team_ids):
        day, is_shifted, edition = moved_day(event, draft.to_year, editions, calendar)
        starts_at = clock.instant(datetime.combine(day, clock.local(event.starts_at).time()))
        yield DraftLine(
            draft_id=draft.id,
            origin=Origin.PLAN,
            source_id=event.id,
            source_day=event.day,
            team_id=event.lead_team_id,
            place_id=event.place_id,
            edition_id=edition.id if edition else None,
            title=event.title.replace(str(draft.from_year), str(draft.to_year)),
            starts_at=starts_at,
            ends_at=starts_at + (event.ends_at - event.starts_at),
            is_shifted=is_shifted,
            state=State.LEFT if day <= today or event.place.retired_at else State.OPEN,
        )


def _edition_around(event: Event) -> Edition | None:
    """The shortest of the event's editions that has its day: the week of that one is meant."""
    around = [tag.edition for tag in event.tags if event.day in tag.edition.days]
    return min(around, key=lambda each: (each.last_day - each.first_day, str(each.id)), default=None)


def _neglected(draft: Draft, team: Team, moved: Sequence[DraftLine], taken: Taken, today: date) -> Iterator[DraftLine]:
    asked = Asked(today.year, today, EXPECTED, team_id=team.id)
    planned = {line.place_id for line in moved if line.team_id == team.id}
    long_ago = forgotten(asked, today - timedelta(days=LONG_DAYS), 4 * FORGOTTEN)
    places = [each for each in long_ago if each.id not in planned][:FORGOTTEN]
    last = {
        key[0]: visits.last
        for key, visits in visits_to([each.id for each in places], asked).items()
        if key[1] == team.id
    }
    first = max(year(draft.to_year).first, today + timedelta(days=1))
    for number, place in enumerate(places):
        line = _visit(draft, team, place, first + number * _APART, taken)
        if line is not None:
            line.source_day = last.get(place.id)
            yield line


def _visit(draft: Draft, team: Team, place: Place, first: date, taken: Taken) -> DraftLine | None:
    span = Period(first, first + timedelta(days=60)) & year(draft.to_year)
    suiting = suggestions_in(span, place=place, team_id=team.id, most=40) if span else []
    slot = next((each for each in suiting if not {(team.id, each.day), (place.id, each.day)} & taken), None)
    if slot is None:
        return None
    taken |= {(team.id, slot.day), (place.id, slot.day)}
    return DraftLine(
        draft_id=draft.id,
        origin=Origin.NEGLECTED,
        team_id=team.id,
        place_id=place.id,
        title=title_of_visit(place, team),
        starts_at=_instant(slot.day, slot.start),
        ends_at=_instant(slot.day, slot.end),
        state=State.OPEN,
    )


def _instant(day: date, at: time) -> datetime:
    return clock.instant(datetime.combine(day, at))
