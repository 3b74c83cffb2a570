"""Keeping the pairs of a text beside it; its feature calls this in the transaction that writes the text."""

import uuid
from collections.abc import Mapping
from typing import cast

from sqlalchemy import delete
from sqlalchemy.orm import InstrumentedAttribute

from outreach.db import Base, db
from outreach.db.inserting import insert_many
from outreach.fulltext.models import Gram


def keep_grams(
    table: type[Gram], key: InstrumentedAttribute[uuid.UUID], *, text_id: uuid.UUID, weights: Mapping[str, int]
) -> None:
    """Keep the pairs `weights` (`rules.weighed`) of the text `text_id`, whose row is there, in the place of its old."""
    nothing_to_follow = {"synchronize_session": False}  # no pair is ever an object of the session
    db.session.execute(delete(table).where(key == text_id), execution_options=nothing_to_follow)
    rows = ((gram, text_id, weight) for gram, weight in sorted(weights.items()))
    insert_many(cast(type[Base], table), ("gram", key.key, "weight"), rows)
