"""The table of what was made on the spot."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, words
from outreach.places.models import Place
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.rules import Outcome

_OPEN = text("outcome IS NULL")


class SpotEvent(Base):
    """That an event was made on the spot, and what a lead made of it.

    `content_hash` is of what was sent (rule of the count 3): the event itself may be corrected afterwards.
    """

    __tablename__ = "spot_events"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled"),
        CheckConstraint("(outcome = 'merged') = (merged_into_id IS NOT NULL) OR outcome IS NULL", name="merged"),
        Index("ix_spot_events_open", "event_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "new_place_id"),
        Index(None, "merged_into_id"),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    new_place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("places.id"))
    """The place that was made with it, because its name was on no list."""
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome, "outcome"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))

    event: Mapped[Event] = relationship(foreign_keys=event_id)
    new_place: Mapped[Place | None] = relationship(lazy="joined")
