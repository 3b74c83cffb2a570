"""Tells the floor of the lists which items the ledger counts, for their unit is frozen then."""

import uuid

from sqlalchemy import select

from outreach.db import db
from outreach.logbook.models import Tally


def is_item_counted(item_id: uuid.UUID) -> bool:
    """Whether any line, reversed ones too, counts the item."""
    return db.session.scalar(select(Tally.id).where(Tally.item_id == item_id).limit(1)) is not None
