"""The history of one thing, as its page shows it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from outreach.audit.models import Change
from outreach.db import db


def changes_of(subject: Any, *, most: int = 100) -> Sequence[Change]:
    """The latest changes of `subject`, a model with an id, newest first."""
    statement = (
        select(Change)
        .where(Change.subject_type == subject.__tablename__, Change.subject_id == subject.id)
        .order_by(Change.at.desc(), Change.id.desc())
        .limit(most)
    )
    return db.session.scalars(statement).all()
