"""The history of one thing, as its page shows it."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
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


def changes_since(
    subject_type: str, subject_ids: Collection[uuid.UUID], since: datetime, *, most: int = 500
) -> Sequence[Change]:
    """The latest changes after the instant `since` of several things that lie in one table, newest first."""
    statement = (
        select(Change)
        .where(Change.subject_type == subject_type, Change.subject_id.in_(subject_ids), Change.at > since)
        .order_by(Change.at.desc(), Change.id.desc())
        .limit(most)
    )
    return db.session.scalars(statement).all()
