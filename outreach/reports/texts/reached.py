"""Whom a sentence with 各 leaves out: the places of a kind, or the teams, that saw no event in the days of a text."""

import uuid

from sqlalchemy import select

from outreach.db import db
from outreach.people.queries import teams
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.reports import queries
from outreach.reports.filters import Filters
from outreach.schedule.models import Event


def places_left_out(kind: PlaceKind, around: Filters) -> list[str]:
    """The names of the places in use of the kind at or in which no counted event was held."""
    visited = set(db.session.scalars(select(Event.place_id).where(*_counted(around)).distinct()))
    rows = db.session.execute(select(Place.id, Place.parent_id, Place.kind, Place.name, Place.retired_at)).all()
    parents = {row.id: row.parent_id for row in rows}
    reached = {above for place_id in visited for above in _with_all_above(place_id, parents)}
    left = [row.name for row in rows if row.kind is kind and row.retired_at is None and row.id not in reached]
    return sorted(left)


def teams_left_out(around: Filters) -> list[str]:
    """The names of the teams of those days that led no counted event."""
    led = set(db.session.scalars(select(Event.lead_team_id).where(*_counted(around)).distinct()))
    return [team.name for team in teams(on=around.period.last) if team.id not in led]


def _counted(around: Filters) -> list[queries.Condition]:
    return [Event.track.in_(queries.COUNTED_TRACKS), *queries.held(around)]


def _with_all_above(place_id: uuid.UUID, parents: dict[uuid.UUID, uuid.UUID | None]) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    at: uuid.UUID | None = place_id
    while at is not None and at not in found:
        found.add(at)
        at = parents.get(at)
    return found
