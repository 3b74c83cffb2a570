"""The example year closed: its last month, the year, a line that came afterwards by mistake, and the last reviews."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from outreach.db import db, new_id
from outreach.logbook.actions import record_all
from outreach.logbook.rules import Line
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.queries import person_by_username
from outreach.periods import month
from outreach.periods import year as of_year
from outreach.reports.closings.actions import close_period
from outreach.reports.closings.rules import Kind, Stretch
from outreach.schedule import queries as schedule
from outreach.schedule.actions import review_event
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track

#: The bureau began to close months with the last of the year.
_MONTHS = ((12, datetime(2026, 1, 7, 2, 30, tzinfo=UTC)),)
_YEAR_CLOSED = datetime(2026, 1, 12, 7, 40, tzinfo=UTC)
_CAME_LATER = datetime(2026, 1, 20, 2, 5, tzinfo=UTC)
_MADE_UP = datetime(2026, 1, 21, 1, 40, tzinfo=UTC)
_NOTE = "年度总结用数，报县委依法治县办、县司法局"
_REASON = "个别场次的审核和佐证在补，数字不变"
_MISTAKE = "点错活动，是今年工地上发的"


def close_example_year(year: int, *, now: datetime) -> None:
    """Close what was over by `now`."""
    clerk = _person("clerk")
    stretches = [(Stretch(Kind.MONTH, year, number), at, "") for number, at in _MONTHS]
    for stretch, at, note in (*stretches, (Stretch(Kind.YEAR, year), _YEAR_CLOSED, _NOTE)):
        if at <= now:
            close_period(stretch, by=clerk, now=at, note=note, reason=_REASON)


def log_to_a_closed_day(year: int, *, now: datetime) -> None:
    """Forty copies at a wrong event, and their opposite a moment later: the figures of today stay as they were.

    After all that was drawn before they came, which must not hold them.
    """
    if _CAME_LATER + timedelta(hours=1) > now:
        return
    event, sender = _open_event(year), _person("staff.1")
    item = db.session.scalar(
        select(Item.code).where(Item.kind == CountKind.HANDOUT, Item.retired_at.is_(None)).order_by(Item.position)
    )
    wrong = Line(new_id(), event.id, CountKind.HANDOUT, item, 40, _CAME_LATER)
    record_all([wrong], sender=sender, now=_CAME_LATER)
    soon = _CAME_LATER + timedelta(minutes=6)
    undone = Line(new_id(), event.id, CountKind.HANDOUT, item, -40, soon, reverses=wrong.id, reason=_MISTAKE)
    record_all([undone], sender=sender, now=soon)


def review_what_was_left(year: int, *, now: datetime) -> None:
    """The leads make up for the reviews that were owed when the year was closed: nothing waits for one a year later."""
    if now < _MADE_UP:
        return
    held = [event for event in schedule.events_in(of_year(year)) if event.status is Status.HELD]
    for event_id in [event.id for event in held if event.reviewed_at is None]:
        event = schedule.event(event_id, lock=True)
        review_event(event, by=_person(f"lead.{event.lead_team.code}"), now=_MADE_UP)


def _open_event(year: int) -> Event:
    """The last public event of the year that was held; one that is not reviewed yet, where there is such."""
    held = [
        event
        for event in schedule.events_in(month(year, 12))
        if event.status is Status.HELD and event.track is not Track.INTERNAL
    ]
    return max(held, key=lambda event: (event.reviewed_at is None, event.starts_at))


def _person(username: str) -> Person:
    found = person_by_username(username)
    if found is None:
        raise RuntimeError(f"the example has somebody called {username}")
    return found
