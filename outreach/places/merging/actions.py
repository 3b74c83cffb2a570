"""Merging an entry of the list into the one that it was all along, and saying that two entries are two."""

import uuid
from dataclasses import asdict, replace
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person
from outreach.places.actions import PlaceFacts, change_place, facts_of
from outreach.places.merging.movers import movers
from outreach.places.merging.queries import merge_of
from outreach.places.models import Place, PlaceApart, PlaceMerge, PlaceName
from outreach.places.queries import names_of, parents_from, place
from outreach.places.rules import DEEPEST


def merge_places(old_id: uuid.UUID, into_id: uuid.UUID, *, by: Person, now: datetime) -> Place:
    """The entry that stays: all that named the other names it now, and the other's names find it.

    What it did not say of itself it takes from the other. The other is retired and leads to it; this can't be undone.
    Lines of the ledger, closings and kept drawings stay as they are. Raises Invalid and Conflict.
    """
    if old_id == into_id:
        raise Invalid(_("An entry can't be merged into itself."), field="into", code="same_place")
    first, second = sorted((old_id, into_id))  # in one order, so that no two merges wait for each other
    at_hand = {each: place(each, lock=True) for each in (first, second)}
    old, into = at_hand[old_id], at_hand[into_id]
    _check(old, into)
    change_place(place=into, facts=_completed(into, old), by=by, now=now, same_name_is_meant=True)
    for mover in movers():
        mover.move(old, into, by=by, now=now)
    _hand_over_names(old, into)
    db.session.execute(update(PlaceMerge).where(PlaceMerge.into_id == old.id).values(into_id=into.id))
    db.session.add(PlaceMerge(place_id=old.id, into_id=into.id, at=now, by_id=by.id))
    old.retired_at = old.retired_at or now
    record_change(old, "merged_into", old=None, new=into.name, by=by, now=now, moves_figure=True)
    record_change(into, "merged", old=None, new=old.name, by=by, now=now, moves_figure=True)
    record_act("place.merged", by=by, now=now, subject=old, name=old.name, into=into.name)
    db.session.flush()
    db.session.expire_all()
    return into


def part_for_good(one_id: uuid.UUID, other_id: uuid.UUID, *, by: Person, now: datetime) -> None:
    """Remember that the two are two, so that nobody is asked again."""
    first, second = sorted((place(one_id).id, place(other_id).id))
    if first == second:
        raise Invalid(_("An entry can't be merged into itself."), field="into", code="same_place")
    if db.session.get(PlaceApart, (first, second)) is None:
        db.session.add(PlaceApart(place_id=first, other_id=second, at=now, by_id=by.id))
        one, other = place(first), place(second)
        record_act("place.told_apart", by=by, now=now, subject=one, name=one.name, other=other.name)
        db.session.flush()


def _check(old: Place, into: Place) -> None:
    if merge_of(old.id) is not None:
        raise Conflict(_("This entry was merged into another one already."), code="merged_already")
    if into.retired_at is not None:
        raise Conflict(_("The entry that stays has to be in use. Bring it back first."), field="into", code="retired")
    above, around = parents_from(into.parent_id), parents_from(old.parent_id)
    if old.id in above or into.id in around:
        message = _("One of the two lies in the other. Say first on its page where it lies.")
        raise Conflict(message, field="into", code="inside")
    if max(len(above), len(around) if into.parent_id is None else 0) + 1 + _height(old.id) > DEEPEST:
        raise Conflict(_("Places can't be nested any deeper."), field="into", code="too_deep")


def _height(place_id: uuid.UUID) -> int:
    """How many levels of places lie in it."""
    level, height = [place_id], -1
    while level and height <= DEEPEST:
        level, height = list(db.session.scalars(select(Place.id).where(Place.parent_id.in_(level)))), height + 1
    return height


def _completed(into: Place, old: Place) -> PlaceFacts:
    """What is known of `into`, and of the other where nothing was."""
    known, others = asdict(facts_of(into)), asdict(facts_of(old))
    return replace(
        facts_of(into), **{field: others[field] for field, value in known.items() if not value and field != "names"}
    )


def _hand_over_names(old: Place, into: Place) -> None:
    names = {old.name, *names_of(old.id)} - {into.name, *names_of(into.id)}
    db.session.execute(delete(PlaceName).where(PlaceName.place_id == old.id))
    db.session.add_all(PlaceName(place_id=into.id, name=name) for name in sorted(names))
    db.session.flush()
