"""Reading places for the tables of parts: what lies in what, and the rows that are shown."""

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from outreach.db import db
from outreach.places.models import Place
from outreach.reports.divided.rules import Parents


def parents_of_all() -> Parents:
    """What each place of the bureau lies in, retired ones too: their lines still count."""
    rows: Any = db.session.execute(select(Place.id, Place.parent_id)).all()
    return dict(rows)


def places_named(place_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Place]:
    """The places by id."""
    return {place.id: place for place in db.session.scalars(select(Place).where(Place.id.in_(place_ids)))}
