"""Which company a name typed at the gate means; one that no place bears makes a place."""

import unicodedata
import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from outreach.audit.models import AuditEntry
from outreach.check_ups.judging import LONGEST_COMPANY, MOST_A_DAY, MOST_NEW_COMPANIES, too_many_companies
from outreach.check_ups.models import CheckUp
from outreach.db import db
from outreach.errors import Invalid
from outreach.people.models import Person
from outreach.places.actions import PlaceFacts, add_place
from outreach.places.models import Place, PlaceMerge, PlaceName
from outreach.places.naming import near
from outreach.places.queries import places_each_lies_in
from outreach.places.rules import WIDE, PlaceKind
from outreach.schedule.models import Event
from outreach.web.access import Permission

#: What a person chose who means none of the companies that were offered.
NEW = "new"


def company_meant(name: str, chosen: str | None, event: Event, *, by: Person, now: datetime) -> uuid.UUID:
    """The id of the company that was typed: as `company_named`, but a new one only where that is meant.

    Raises Invalid (`which_company`) at the field `which` until one of `companies_like` it, or NEW, is chosen.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_COMPANY:
        raise Invalid(_("Enter the name of the company."), field="company", code="company_needed")
    likes = companies_like(name)
    for each in likes:
        if chosen == str(each.id):
            return each.id
    if likes and chosen != NEW:
        message = _("No company bears this very name. Say which one it is.")
        raise Invalid(message, field="which", code="which_company")
    check_may_add_companies([name], by=by, now=now)
    return company_named(name, event, by=by, now=now)


def companies_like(name: str) -> list[Place]:
    """The companies in use whose names are like the one that was typed; none where one bears this very name."""
    name = " ".join(name.split())
    if not name or known_names([name]):
        return []
    return [each for each in near(name) if each.kind not in WIDE]


def company_named(name: str, event: Event, *, by: Person, now: datetime) -> uuid.UUID:
    """The id of the place that bears the name: at this event's place rather than elsewhere; else of a new one there."""
    return companies_named([(name, event)], by=by, now=now)[name, event.id]


def companies_named(
    asked: Collection[tuple[str, Event]], *, by: Person, now: datetime
) -> dict[tuple[str, uuid.UUID], uuid.UUID]:
    """As `company_named`, for each name at each event."""
    bearing = _bearing({name for name, _event in asked})
    found: dict[tuple[str, uuid.UUID], uuid.UUID] = {}
    for name, event in asked:
        if (name, event.id) in found:
            continue
        if (company := _likest(bearing[name], event)) is None:
            place = _new_company(name, event, by=by, now=now)
            company = place.id
            for other in bearing.keys() & spellings(name):
                bearing[other] = [place]
        found[name, event.id] = company
    return found


def known_names(names: Collection[str]) -> set[str]:
    """Those of the names that a place bears."""
    return {name for name, places in _bearing(names).items() if places}


def room_for_companies(person: Person, now: datetime) -> int:
    """How many new companies the person may name today; the clerk and the administrators keep the list of places."""
    if person.may(Permission.LISTS):
        return MOST_A_DAY
    since = now - timedelta(days=1)
    made = select(func.count()).select_from(AuditEntry).where(AuditEntry.act == "place.added", AuditEntry.at > since)
    return MOST_NEW_COMPANIES - (db.session.scalar(made.where(AuditEntry.by_id == person.id)) or 0)


def check_may_add_companies(names: Collection[str], *, by: Person, now: datetime) -> None:
    """Refuse names that no place bears yet where the person has named as many new companies as one may in a day."""
    if len(set(names) - known_names(names)) > max(room_for_companies(by, now), 0):
        raise too_many_companies()


def standing_places(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """For each of the places the one that it is by now, where entries of one company were merged."""
    now_at = {place_id: place_id for place_id in ids}
    waiting = set(now_at.values())
    while waiting:
        moved = select(PlaceMerge).where(PlaceMerge.place_id.in_(waiting))
        merged = {each.place_id: each.into_id for each in db.session.scalars(moved)}
        now_at = {place_id: merged.get(at, at) for place_id, at in now_at.items()}
        waiting = set(merged.values())
    return now_at


def spellings(name: str) -> set[str]:
    """The name with full and with half brackets: one keyboard makes these, another those."""
    narrow = unicodedata.normalize("NFKC", name)
    return {name, narrow, narrow.translate({ord("("): "（", ord(")"): "）"})}


def _new_company(name: str, event: Event, *, by: Person, now: datetime) -> Place:
    around = event.place if event.place.kind in WIDE else event.place.parent
    facts = PlaceFacts(name, PlaceKind.ENTERPRISE, parent_id=around.id if around and around.kind in WIDE else None)
    return add_place(facts=facts, by=by, now=now, same_name_is_meant=True)


def _bearing(names: Collection[str]) -> dict[str, list[Place]]:
    """The places that bear each name, also as another name, in the order of their ids."""
    if not names:
        return {}
    spelt = {name: spellings(name) for name in names}
    every = set().union(*spelt.values())
    own = select(Place.name, Place.id).where(Place.name.in_(every), Place.kind.not_in(WIDE))
    other = select(PlaceName.name, PlaceName.place_id).join(Place, Place.id == PlaceName.place_id)
    rows = [
        *db.session.execute(own),
        *db.session.execute(other.where(PlaceName.name.in_(every), ~Place.kind.in_(WIDE))),
    ]
    stands = standing_places(row[1] for row in rows)
    wanted = select(Place).where(Place.id.in_(set(stands.values()))).order_by(Place.id)
    places = db.session.scalars(wanted).unique().all() if stands else ()
    bearers = {name: {stands[row[1]] for row in rows if row[0] in spelt[name]} for name in names}
    return {name: [place for place in places if place.id in bearers[name]] for name in names}


def _likest(places: Collection[Place], event: Event) -> uuid.UUID | None:
    if len(places) <= 1:
        return next((place.id for place in places), None)
    ids = {place.id for place in places}
    checked = set(db.session.scalars(select(CheckUp.place_id).where(CheckUp.event_id == event.id)))
    around: Mapping[uuid.UUID, frozenset[uuid.UUID]] = places_each_lies_in(ids)
    near = {place_id for place_id in ids if event.place_id == place_id or event.place_id in around[place_id]}
    return min(
        places,
        key=lambda place: (
            place.id not in checked,
            place.id not in near,
            place.retired_at is not None,
            str(place.id),
        ),
    ).id
