"""What a form about an event offers to choose from."""

import re
import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from outreach.db import db
from outreach.laws.models import Law
from outreach.materials.models import Item
from outreach.people.models import Person, Team
from outreach.people.queries import WITH_TEAMS, can_be_on_events, teams
from outreach.people.rules import EVERY_TEAM
from outreach.places.models import Place
from outreach.schedule.models import Campaign, Edition, Event

AHEAD, BEHIND = timedelta(days=400), timedelta(days=120)
#: Of how many events the partners are read, and how many of those are offered.
LOOKED_AT, PARTNERS = 300, 20
_BETWEEN = re.compile(r"[、，,;；\n]|及|和(?=县|市|区|省)")


def teams_to_plan_for(person: Person, day: date) -> Sequence[Team]:
    """The teams that exist on the local `day` and whose events the person plans, in the bureau's order."""
    there = teams(day)
    if person.role in EVERY_TEAM:
        return there
    own = person.team_ids_on(day)
    return [team for team in there if team.id in own]


def places(*, kept: uuid.UUID | None = None) -> Sequence[tuple[uuid.UUID, str]]:
    """Id and name of every place in use and of `kept`, each behind the place it lies in: 城关镇 · 东门社区."""
    parent = aliased(Place)
    rows = db.session.execute(
        select(Place.id, Place.name, parent.name)
        .outerjoin(parent, Place.parent_id == parent.id)
        .where(_offered(Place, [kept] if kept else []))
        .order_by(parent.name.is_not(None), parent.name, Place.name, Place.id)
    )
    return [(id, f"{around} · {name}" if around else name) for id, name, around in rows]


def place_words(place: Place) -> str:
    """A place as `places` writes it."""
    return f"{place.parent.name} · {place.name}" if place.parent is not None else place.name


def places_around(*, kept: uuid.UUID | None = None) -> Sequence[tuple[uuid.UUID, str]]:
    """Id and name of `kept` and of the places in which others lie, by name."""
    inner = aliased(Place)
    inside = select(inner.id).where(inner.parent_id == Place.id).exists()
    rows = db.session.execute(
        select(Place.id, Place.name).where(inside | (Place.id == kept)).order_by(Place.name, Place.id)
    )
    return [(id, name) for id, name in rows]


def people(*, kept: Collection[uuid.UUID] = ()) -> Sequence[Person]:
    """Everybody who can be on an event, by name, memberships loaded; disabled accounts only where `kept`."""
    statement = select(Person).where(or_(can_be_on_events(), Person.id.in_(kept)))
    statement = statement.options(WITH_TEAMS).order_by(Person.name, Person.id)
    return db.session.scalars(statement).all()


def items(*, kept: Collection[uuid.UUID] = ()) -> Sequence[Item]:
    """Materials, topics, groups and displays in use and those `kept`, in the bureau's order within each kind."""
    return db.session.scalars(
        select(Item).where(_offered(Item, kept)).order_by(Item.kind, Item.position, Item.name, Item.id)
    ).all()


def laws() -> Sequence[Law]:
    """All laws by title."""
    return db.session.scalars(select(Law).order_by(Law.title, Law.id)).all()


def editions(around: date, *, kept: Collection[uuid.UUID] = ()) -> Sequence[Edition]:
    """The editions from some months before `around` to a year after it, and those `kept`; the earliest first."""
    near = (Edition.first_day <= around + AHEAD) & (Edition.last_day >= around - BEHIND)
    statement = select(Edition).join(Edition.campaign)
    statement = statement.where(or_(near & Campaign.retired_at.is_(None), Edition.id.in_(kept)))
    return db.session.scalars(statement.order_by(Edition.first_day, Edition.last_day, Edition.id)).all()


def partners_before() -> Sequence[str]:
    """The partners named at the events that were changed last, each once, the most frequent first."""
    latest = select(Event.partners).where(Event.partners.is_not(None)).order_by(Event.changed_at.desc(), Event.id)
    counted = Counter(
        name.strip() for text in db.session.scalars(latest.limit(LOOKED_AT)) for name in _BETWEEN.split(text or "")
    )
    return [name for name, _times in counted.most_common(PARTNERS) if 0 < len(name) <= 40]


def _offered(model: Any, kept: Collection[uuid.UUID]) -> ColumnElement[bool]:
    return or_(model.retired_at.is_(None), model.id.in_(kept))
