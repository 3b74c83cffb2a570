"""What is done to places: added, changed, retired, brought back. None is ever deleted: events happened there."""

import uuid
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid, Question
from outreach.places.markets import parse_market_days, written_market_days
from outreach.places.models import Place, PlaceMerge, PlaceName
from outreach.places.positions import check_position, written_position
from outreach.places.queries import full_name_of, names_of, namesake, parents_from
from outreach.places.rules import DEEPEST, MarketCalendar, PlaceKind, Trade, check_names, is_inside_itself

#: The fields by which reports group and filter: a printed number follows them.
MOVING = frozenset({"kind", "parent"})


@dataclass(frozen=True)
class PlaceFacts:
    """What is known of a place; `parent_id` is the place in which it lies."""

    name: str
    kind: PlaceKind
    parent_id: uuid.UUID | None = None
    address: str | None = None
    is_key_enterprise: bool = False
    is_under_construction: bool = False
    note: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    market_days: str | None = None
    """The digits as people write them; without a `market_calendar` they are days of the lunar month."""
    market_calendar: MarketCalendar | None = None
    trade: Trade | None = None
    """Of an enterprise."""
    names: tuple[str, ...] = ()
    """Other names: short ones, former ones."""

    @property
    def columns(self) -> dict[str, Any]:
        """What stands in the table of places itself."""
        return {field: value for field, value in asdict(self).items() if field != "names"}


def add_place(
    *, facts: PlaceFacts, by: Actor, now: datetime, place_id: uuid.UUID | None = None, same_name_is_meant: bool = False
) -> Place:
    """A new place, with the id from the phone where one was given.

    Raises Invalid, and asks a Question (`same_name`) when the same place already holds one of that name.
    """
    facts = _checked(facts, None, same_name_is_meant)
    place = Place(**facts.columns, made_at=now)
    if place_id is not None:
        place.id = place_id
    db.session.add(place)
    db.session.flush()
    _set_names(place, facts.names)
    record_act("place.added", by=by, now=now, subject=place, name=place.name, kind=place.kind)
    return place


def change_place(
    *, place: Place, facts: PlaceFacts, by: Actor, now: datetime, same_name_is_meant: bool = False
) -> None:
    """Set what is known of the place. Raises Invalid for one inside itself, and asks as `add_place` does."""
    facts = _checked(facts, place, same_name_is_meant)
    changed = {field: value for field, value in facts.columns.items() if value != getattr(place, field)}
    if not changed and facts.names == names_of(place.id):
        return
    before = _written(place)
    for field, value in changed.items():
        setattr(place, field, value)
    _set_names(place, facts.names)
    if "parent_id" in changed:
        db.session.refresh(place, ["parent"])
    after = _written(place)
    for field, old in before.items():
        if after[field] != old:
            moves = field in MOVING
            record_change(place, field, old=old, new=after[field], by=by, now=now, moves_figure=moves)
    fields = sorted(field for field, old in before.items() if after[field] != old)
    record_act("place.changed", by=by, now=now, subject=place, name=place.name, fields=fields)


def retire_place(*, place: Place, by: Actor, now: datetime) -> None:
    """Take the place out of the lists; what happened there stays, and what lies in it stays in use."""
    if place.retired_at is None:
        place.retired_at = now
        _note_use(place, "place.retired", in_use=False, by=by, now=now)


def bring_back_place(*, place: Place, by: Actor, now: datetime) -> None:
    """Put a retired place back into the lists. Raises Conflict for an entry that was merged into another one."""
    if db.session.get(PlaceMerge, place.id) is not None:
        raise Conflict(_("This entry was merged into another one already."), code="merged_already")
    if place.retired_at is not None:
        place.retired_at = None
        _note_use(place, "place.brought_back", in_use=True, by=by, now=now)


def facts_of(place: Place, names: tuple[str, ...] | None = None) -> PlaceFacts:
    """What is known of the place now; its other `names` are read where they are not at hand."""
    return PlaceFacts(
        name=place.name,
        kind=place.kind,
        parent_id=place.parent_id,
        address=place.address,
        is_key_enterprise=place.is_key_enterprise,
        is_under_construction=place.is_under_construction,
        note=place.note,
        latitude=place.latitude,
        longitude=place.longitude,
        market_days=place.market_days,
        market_calendar=place.market_calendar,
        trade=place.trade,
        names=names_of(place.id) if names is None else names,
    )


def _note_use(place: Place, act: str, *, in_use: bool, by: Actor, now: datetime) -> None:
    db.session.flush()
    old, new = ("yes", "no") if in_use else ("no", "yes")
    record_change(place, "retired", old=old, new=new, by=by, now=now)
    record_act(act, by=by, now=now, subject=place, name=place.name)


def _checked(facts: PlaceFacts, place: Place | None, same_name_is_meant: bool) -> PlaceFacts:
    name = " ".join(facts.name.split())
    if not name or len(name) > 100:
        raise Invalid(_("Enter a name of up to 100 characters."), field="name", code="name")
    facts = replace(facts, name=name, address=facts.address or None, note=facts.note or None, **_market(facts))
    facts = replace(facts, names=check_names(facts.names, name))
    if facts.kind is not PlaceKind.ENTERPRISE:
        facts = replace(facts, trade=None)
    check_position(facts.latitude, facts.longitude)
    if place is None or facts.parent_id != place.parent_id:
        _check_parent(facts.parent_id, place)
    stays = place is not None and (place.name, place.parent_id) == (name, facts.parent_id)
    if not stays and not same_name_is_meant:
        _ask_of_namesake(name, facts.parent_id, place)
    return facts


def _set_names(place: Place, names: tuple[str, ...]) -> None:
    known = set(names_of(place.id))
    gone = known - set(names)
    if gone:
        db.session.execute(delete(PlaceName).where(PlaceName.place_id == place.id, PlaceName.name.in_(gone)))
    db.session.add_all(PlaceName(place_id=place.id, name=name) for name in names if name not in known)
    db.session.flush()


def _market(facts: PlaceFacts) -> dict[str, Any]:
    days = written_market_days(parse_market_days(facts.market_days or ""))
    return {"market_days": days, "market_calendar": days and (facts.market_calendar or MarketCalendar.LUNAR)}


def _check_parent(parent_id: uuid.UUID | None, place: Place | None) -> None:
    if parent_id is None:
        return
    if place is not None and parent_id == place.id:
        raise Invalid(_("A place can't lie in itself."), field="parent_id", code="inside_itself")
    parents = parents_from(parent_id)
    if not parents:
        raise Invalid(_("There is no such place."), field="parent_id", code="no_such_place")
    if place is not None and is_inside_itself(place.id, parent_id, parents):
        message = _("That place lies in this one, so this one can't lie in it.")
        raise Invalid(message, field="parent_id", code="inside_itself")
    if len(parents) >= DEEPEST:
        raise Conflict(_("Places can't be nested any deeper."), field="parent_id", code="too_deep")


def _ask_of_namesake(name: str, parent_id: uuid.UUID | None, place: Place | None) -> None:
    twin = namesake(name, parent_id, but=None if place is None else place.id)
    if twin is not None:
        raise Question(_same_name(twin), code="same_name", place=str(twin.id))


def _same_name(twin: Place) -> Any:
    name = full_name_of(twin)
    if twin.retired_at is not None:
        return _("“%(name)s” is already in the list, but retired. Is this another place?", name=name)
    return _("“%(name)s” is already in the list. Is this another place of the same name?", name=name)


def _written(place: Place) -> dict[str, str | None]:
    return {
        "name": place.name,
        "kind": place.kind.value,
        "parent": full_name_of(place.parent) if place.parent is not None else None,
        "address": place.address,
        "is_key_enterprise": "yes" if place.is_key_enterprise else "no",
        "is_under_construction": "yes" if place.is_under_construction else "no",
        "note": place.note,
        "position": written_position(place.position),
        "trade": place.trade and place.trade.value,
        "names": "、".join(names_of(place.id)) or None,
        "market_days": place.market_days and f"{place.market_calendar}:{place.market_days}",
    }
