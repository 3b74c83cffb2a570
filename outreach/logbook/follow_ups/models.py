"""The tables of follow-ups."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, words
from outreach.db.sealing import Sealed
from outreach.logbook.follow_ups.rules import Referral, State
from outreach.materials.models import Item
from outreach.people.models import Person
from outreach.schedule.models import Event


class FollowUp(Base):
    """A question that somebody answers later, or that was only noted and referred. It counts nothing.

    `content_hash` is of what the device sent (rule of the count 3); the row itself may be changed, with a history.
    """

    __tablename__ = "follow_ups"
    __table_args__ = (
        CheckConstraint("(state = 'noted') = (owed_by_id IS NULL)", name="owed_by"),
        CheckConstraint("(state = 'noted') = (due_on IS NULL)", name="due_on"),
        CheckConstraint("(state IN ('done', 'dropped')) = (settled_at IS NOT NULL)", name="settled"),
        CheckConstraint("referral <> 'bureau' OR referral_to IS NOT NULL", name="referral_to"),
        Index(None, "event_id", "received_at", "id"),
        Index(None, "state", "due_on", "id"),
        Index(None, "owed_by_id", "state", "due_on", "id"),
        Index(None, "topic_id", "state", "due_on"),
        Index(None, "received_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    tally_id: Mapped[uuid.UUID | None]
    """The consultation's line, by the id that its device made: it may still be on its way."""
    topic_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("items.id"))
    asked: Mapped[str]
    state: Mapped[State] = mapped_column(words(State, "state"))
    owed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date | None]
    referral: Mapped[Referral | None] = mapped_column(words(Referral, "referral"))
    referral_to: Mapped[str | None]
    order_number: Mapped[str | None] = mapped_column(String(40))
    """Of an order of the 12333 or 12345 hotline, where the person can be found again: then no contact is needed."""
    answer: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    sent_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    content_hash: Mapped[str] = mapped_column(String(64))

    event: Mapped[Event] = relationship()
    topic: Mapped[Item | None] = relationship(lazy="joined")
    owed_by: Mapped[Person | None] = relationship(foreign_keys=owed_by_id)
    made_by: Mapped[Person] = relationship(foreign_keys=made_by_id)
    settled_by: Mapped[Person | None] = relationship(foreign_keys=settled_by_id)

    @property
    def owner_has_left(self) -> bool:
        """Whether the answer is still owed by somebody whose account is disabled."""
        return self.state is State.OPEN and self.owed_by is not None and not self.owed_by.is_active


class FollowUpContact(Base):
    """The one contact of a follow-up, sealed, apart from it: it goes with the answer, at the latest on `erase_at`."""

    __tablename__ = "follow_up_contacts"
    __table_args__ = (Index(None, "erase_at"),)

    follow_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("follow_ups.id"), primary_key=True)
    contact: Mapped[str | None] = mapped_column(Sealed(), nullable=False)
    """None where no key of this installation opens it."""
    erase_at: Mapped[datetime]
