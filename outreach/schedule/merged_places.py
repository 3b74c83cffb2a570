"""Events go over to the entry that stays when two entries of the list of places are one, with their history."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import insert, select, update

from outreach.audit.actions import Actor
from outreach.audit.models import Change
from outreach.db import db
from outreach.places.merging.movers import Mover
from outreach.places.models import Place
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.web.language import in_bureau_language


def move_events(old: Place, into: Place, *, by: Actor, now: datetime) -> None:
    """Each event's history says so; the event itself did not move, so no calendar announces another time or place."""
    ids = db.session.scalars(select(Event.id).where(Event.place_id == old.id).order_by(Event.id)).all()
    if not ids:
        return
    with in_bureau_language():
        reason = gettext("“%(old)s” and “%(new)s” are one place", old=old.name, new=into.name)
    line: dict[str, Any] = {"at": now, "by_id": by.id, "by_name": by.name, "subject_type": "events", "field": "place"}
    line |= {"old": old.name, "new": into.name, "reason": reason, "moves_figure": True}
    db.session.execute(insert(Change), [line | {"subject_id": event_id} for event_id in ids])
    db.session.execute(update(Event).where(Event.place_id == old.id).values(place_id=into.id, changed_at=now))


def forget_new_places(old: Place, into: Place, *, by: Actor, now: datetime) -> None:
    """The entry that was made on the spot is settled; the one that stays is none to let go with its event."""
    del into, by, now
    db.session.execute(update(SpotEvent).where(SpotEvent.new_place_id == old.id).values(new_place_id=None))


EVENTS = Mover(20, ("events.place_id",), _("Events"), select(Event.place_id), move_events)
SPOT_EVENTS = Mover(
    21,
    ("spot_events.new_place_id",),
    _("Events made on the spot with it"),
    select(SpotEvent.new_place_id),
    forget_new_places,
)
