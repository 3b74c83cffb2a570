"""What the list itself says of a merged entry: what lies in it goes over, with its history."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import insert, select, update

from outreach.audit.actions import Actor
from outreach.audit.models import Change
from outreach.db import db
from outreach.places.merging.movers import Mover
from outreach.places.models import Place, PlaceMerge, PlaceName
from outreach.places.queries import full_name_of


def _move_inside(old: Place, into: Place, *, by: Actor, now: datetime) -> None:
    ids = db.session.scalars(select(Place.id).where(Place.parent_id == old.id)).all()
    if not ids:
        return
    line: dict[str, Any] = {"at": now, "by_id": by.id, "by_name": by.name, "subject_type": "places", "field": "parent"}
    line |= {"old": full_name_of(old), "new": full_name_of(into), "moves_figure": True}
    db.session.execute(insert(Change), [line | {"subject_id": place_id} for place_id in ids])
    db.session.execute(update(Place).where(Place.parent_id == old.id).values(parent_id=into.id))


def _stay(old: Place, into: Place, *, by: Actor, now: datetime) -> None:
    """The action that merges hands them over itself."""


INSIDE = Mover(10, ("places.parent_id",), _("Places in it"), select(Place.parent_id), _move_inside)
NAMES = Mover(11, ("place_names.place_id",), _("Other names"), select(PlaceName.place_id), _stay)
MERGED = Mover(12, ("place_merges.into_id",), _("Entries merged into it"), select(PlaceMerge.into_id), _stay)
