"""Tells floors below what the ledger counts: an item's unit is frozen then, and an event shows it beside its stock."""

import uuid

from sqlalchemy import select

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.logbook.queries import nets_of
from outreach.materials.rules import CountKind


def is_item_counted(item_id: uuid.UUID) -> bool:
    """Whether any line, reversed ones too, counts the item."""
    return db.session.scalar(select(Tally.id).where(Tally.item_id == item_id).limit(1)) is not None


def handed_out_at(event_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """The net pieces of each material that the event's lines add up to."""
    nets = nets_of(event_id)
    return {net.item_id: net.quantity for net in nets if net.kind is CountKind.HANDOUT and net.item_id is not None}
