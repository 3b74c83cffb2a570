"""The audit's two tables; both are only added to."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.audit.rules import Outcome
from outreach.db import Base, append_only, new_id, words


class AuditEntry(Base):
    """One important act: who, when, what, to what, from where, and how it ended."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(None, "at", "id"),
        Index(None, "by_id", "at"),
        Index(None, "act", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None]
    by_name: Mapped[str]
    act: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome"))
    subject_type: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID | None]
    address: Mapped[str | None] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]]


class Change(Base):
    """One field of one thing that became another value; `moves_figure` where a printed number may follow it."""

    __tablename__ = "changes"
    __table_args__ = (
        Index(None, "subject_type", "subject_id", "at", "id"),
        Index(None, "moves_figure", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None]
    by_name: Mapped[str]
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    field: Mapped[str] = mapped_column(String(60))
    old: Mapped[str | None]
    new: Mapped[str | None]
    reason: Mapped[str | None]
    moves_figure: Mapped[bool]


append_only(AuditEntry.__table__)  # type: ignore[arg-type]
append_only(Change.__table__)  # type: ignore[arg-type]
