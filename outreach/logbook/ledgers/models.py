"""Which ledgers came in, and which events and lines came with them."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id
from outreach.people.models import Person


class Ledger(Base):
    """A ledger of past years that was brought in, and perhaps taken back."""

    __tablename__ = "ledgers"
    __table_args__ = (
        CheckConstraint("(undone_at IS NULL) = (undone_reason IS NULL)", name="undone"),
        Index(None, "made_at", "id"),
        Index(None, "sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    """The file's name; "" for pasted rows."""
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    new_events: Mapped[int]
    known_events: Mapped[int]
    lines: Mapped[int]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    undone_reason: Mapped[str | None]

    by: Mapped[Person] = relationship(foreign_keys=by_id, lazy="joined")
    undone_by: Mapped[Person | None] = relationship(foreign_keys=undone_by_id)


class LedgerEvent(Base):
    """An event that a ledger names: made by it, or known before."""

    __tablename__ = "ledger_events"
    __table_args__ = (Index(None, "event_id"),)

    ledger_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledgers.id"), primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    row: Mapped[int]
    """The number of its first row in the file."""
    is_new: Mapped[bool]


class LedgerLine(Base):
    """A line of the ledger of tallies that came with a ledger of past years."""

    __tablename__ = "ledger_lines"
    __table_args__ = (Index(None, "ledger_id"),)

    tally_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tallies.id"), primary_key=True)
    ledger_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ledgers.id"))
