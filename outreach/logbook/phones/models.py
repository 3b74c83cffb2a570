"""What a phone said it still holds."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id
from outreach.people.models import Person
from outreach.schedule.models import Event


class PhoneHolding(Base):
    """So many lines of one person and event lie on one phone; gone when the phone says that they have left it.

    `event_id` is None for an event that is not here (yet). `waiting` lines go by themselves, those `aside` were not
    taken and wait for their person. `seen_at`: somebody of the office has seen to it.
    """

    __tablename__ = "phone_holdings"
    __table_args__ = (
        CheckConstraint("waiting >= 0 AND aside >= 0 AND waiting + aside > 0", name="counts"),
        Index(None, "phone_id"),
        Index(None, "event_id", "seen_at"),
        Index(None, "person_id"),
        Index(None, "seen_by_id"),
        Index(None, "seen_at", "heard_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    phone_id: Mapped[uuid.UUID]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))
    waiting: Mapped[int]
    aside: Mapped[int]
    oldest_at: Mapped[datetime]
    heard_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    event: Mapped[Event | None] = relationship()
