"""Reading coverage: places in order of neglect, and each team's visits to a page of them.

A visit is an event that was held, led by the team, on any track but the bureau's own study; it counts for its place and
for all that this lies in.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from outreach import periods
from outreach.coverage.rules import Visits
from outreach.db import db
from outreach.people.models import Team
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event, JoiningTeam
from outreach.schedule.rules import Status, Track
from outreach.web.paging import SIZE, Page, number_within
from outreach.web.searching import searched

#: By place and team.
Cells = dict[tuple[uuid.UUID, uuid.UUID], Visits]


@dataclass(frozen=True)
class Asked:
    """What is looked at: a year as seen from `today`; kinds of places; one team or all; words in their names."""

    year: int
    today: date
    kinds: tuple[PlaceKind, ...]
    team_id: uuid.UUID | None = None
    words: str = ""

    @property
    def period(self) -> Period:
        """The days of the year."""
        return periods.year(self.year)

    @property
    def until(self) -> date:
        """The day that "days since" is counted to: today, or the last day of a year that has passed."""
        return min(self.today, self.period.last)


def page_of_places(asked: Asked, number: int, size: int = SIZE) -> Page[Place]:
    """A page of the places, the most neglected first."""
    total = db.session.scalar(select(func.count()).select_from(_places(asked).subquery())) or 0
    number = number_within(number, size, total)
    part = in_order_of_neglect(asked).limit(size).offset((number - 1) * size)
    return Page(db.session.scalars(part).unique().all(), number, size, total)


def in_order_of_neglect(asked: Asked) -> Select[Any]:
    """The places in use: never visited first, then by the day of the last visit (of the team, where one is asked)."""
    return _by_last_visit(asked, _latest(asked))


def forgotten(asked: Asked, since: date, most: int) -> Sequence[Place]:
    """The most neglected places without a visit after `since` and with none planned, `most` of them."""
    latest = _latest(asked)
    neglected = or_(latest.c.last.is_(None), latest.c.last <= since), latest.c.next.is_(None)
    return db.session.scalars(_by_last_visit(asked, latest).where(*neglected).limit(most)).unique().all()


def visits_to(place_ids: Collection[uuid.UUID], asked: Asked) -> Cells:
    """Each team's visits to each of the places, all that lies in them included; none where a team never was."""
    cells = {
        (row.root_id, row.team_id): Visits(held=row.held, last=row.last, next=row.next)
        for row in db.session.execute(_led(_inside(place_ids), asked))
    }
    for row in db.session.execute(_joined(_inside(place_ids), asked)):
        key = row.root_id, row.team_id
        cells[key] = cells.get(key, Visits()) + Visits(joined=row.joined)
    return cells


def counts_by_kind() -> dict[PlaceKind, int]:
    """How many places of each kind are in use."""
    statement = select(Place.kind, func.count()).where(Place.retired_at.is_(None)).group_by(Place.kind)
    return {row.kind: row[1] for row in db.session.execute(statement)}


def teams_of(year: Period) -> Sequence[Team]:
    """The teams that existed on some day of the year, in the bureau's order."""
    there = [or_(Team.first_day.is_(None), Team.first_day <= year.last)]
    there.append(or_(Team.last_day.is_(None), Team.last_day >= year.first))
    return db.session.scalars(select(Team).where(*there).order_by(Team.position, Team.code)).all()


def first_year() -> int | None:
    """The year of the first event."""
    day = db.session.scalar(select(func.min(Event.day)))
    return None if day is None else day.year


def _by_last_visit(asked: Asked, latest: Any) -> Select[Any]:
    return (
        _places(asked)
        .outerjoin(latest, latest.c.around_id == Place.id)
        .order_by(latest.c.last.is_not(None), latest.c.last, Place.name, Place.id)
    )


def _places(asked: Asked) -> Select[Any]:
    outer = aliased(Place)
    statement = select(Place).outerjoin(outer, Place.parent).options(contains_eager(Place.parent, alias=outer))
    statement = statement.where(Place.kind.in_(asked.kinds), Place.retired_at.is_(None))
    for word in searched(asked.words):
        texts = (Place.name, outer.name)
        statement = statement.where(or_(*(text.icontains(word, autoescape=True) for text in texts)))
    return statement


def _is_visit(asked: Asked) -> ColumnElement[bool]:
    return and_(Event.status == Status.HELD, Event.day <= asked.until)


def _is_ahead(asked: Asked) -> ColumnElement[bool]:
    return and_(Event.status == Status.PLANNED, Event.day >= asked.today)


def _latest(asked: Asked) -> Any:
    """Of each place that is or holds a visited one: the day of the last visit, and of the next one planned.

    Each place's days are found at the ends of an index, so ten years of events cost what one costs; from there it
    climbs to what the places lie in.
    """
    last = _end_of(asked, _is_visit(asked), Event.day.desc())
    following = _end_of(asked, _is_ahead(asked), Event.day)
    found = select(Place.id.label("place_id"), last.label("last"), following.label("next")).subquery("found")
    visited = select(found).where(or_(found.c.last.is_not(None), found.c.next.is_not(None))).subquery("visited")
    up = select(visited.c.place_id.label("around_id"), visited.c.last, visited.c.next).cte("up", recursive=True)
    higher = select(Place.parent_id, up.c.last, up.c.next).join(Place, Place.id == up.c.around_id)
    up = up.union_all(higher.where(Place.parent_id.is_not(None)))
    last, next_day = func.max(up.c.last).label("last"), func.min(up.c.next).label("next")
    return select(up.c.around_id, last, next_day).group_by(up.c.around_id).subquery("latest")


def _end_of(asked: Asked, wanted: ColumnElement[bool], order: Any) -> Any:
    """The first day, in that order, of the wanted events at a place: the team's, where one is asked."""
    statement = select(Event.day).where(Event.place_id == Place.id, wanted, Event.track != Track.INTERNAL)
    if asked.team_id is not None:
        statement = statement.where(Event.lead_team_id == asked.team_id)
    return statement.order_by(order).limit(1).correlate(Place).scalar_subquery()


def _inside(place_ids: Collection[uuid.UUID]) -> CTE:
    """Each of the places (`root_id`) with the id of all that lies in it, itself included."""
    down = select(Place.id.label("root_id"), Place.id.label("place_id")).where(Place.id.in_(place_ids))
    inside = down.cte("inside", recursive=True)
    deeper = select(inside.c.root_id, Place.id).join(Place, Place.parent_id == inside.c.place_id)
    return inside.union_all(deeper)


def _led(inside: CTE, asked: Asked) -> Select[Any]:
    in_year = and_(_is_visit(asked), Event.day.between(asked.period.first, asked.period.last))
    return (
        select(
            inside.c.root_id,
            Event.lead_team_id.label("team_id"),
            func.count(case((in_year, 1))).label("held"),
            func.max(case((_is_visit(asked), Event.day))).label("last"),
            func.min(case((_is_ahead(asked), Event.day))).label("next"),
        )
        .join(Event, Event.place_id == inside.c.place_id)
        .where(Event.track != Track.INTERNAL, Event.status != Status.CANCELLED)
        .group_by(inside.c.root_id, Event.lead_team_id)
    )


def _joined(inside: CTE, asked: Asked) -> Select[Any]:
    return (
        select(inside.c.root_id, JoiningTeam.team_id, func.count().label("joined"))
        .join(Event, Event.place_id == inside.c.place_id)
        .join(JoiningTeam, JoiningTeam.event_id == Event.id)
        .where(
            Event.track != Track.INTERNAL,
            _is_visit(asked),
            Event.day.between(asked.period.first, asked.period.last),
        )
        .group_by(inside.c.root_id, JoiningTeam.team_id)
    )
