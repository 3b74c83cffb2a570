"""Reading the stock of materials."""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select

from outreach.db import db
from outreach.materials.models import Movement


def on_hand(item_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """What lies in the store of each of the materials that has any movement; one without is not kept in stock."""
    statement = (
        select(Movement.item_id, func.sum(Movement.quantity))
        .where(Movement.item_id.in_(item_ids))
        .group_by(Movement.item_id)
    )
    return {item_id: int(quantity) for item_id, quantity in db.session.execute(statement)}
