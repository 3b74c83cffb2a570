"""The table of what people say of the program."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.feedback.rules import Kind
from outreach.people.models import Person


class Note(Base):
    """One thing that somebody said: about which page ("" for none), with which version; and its answer."""

    __tablename__ = "feedback_notes"
    __table_args__ = (
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL) AND (answered_at IS NULL) = (answer IS NULL)",
            name="answered",
        ),
        Index(None, "by_id", "at", "id"),
        Index(None, "answered_at", "at", "id"),
        Index(None, "answered_by_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[Kind] = mapped_column(words(Kind, "kind"))
    text: Mapped[str]
    page: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    by: Mapped[Person] = relationship(foreign_keys=[by_id], lazy="raise")
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id], lazy="raise")
