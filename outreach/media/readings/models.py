"""What was said of readings that look wrong and are right."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base


class Settled(Base):
    """Why a reading is right, on the reading itself: one that is recorded in its place is asked about anew."""

    __abstract__ = True

    reading_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("readings.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]


class SettledFall(Settled):
    """A total that truly was less than before: a platform takes false reads away."""

    __tablename__ = "settled_falls"
    __table_args__ = (Index(None, "at", "reading_id"),)


class SettledSlip(Settled):
    """A total that truly leapt, or readers that truly are more than the reads: what went viral, or is counted so."""

    __tablename__ = "settled_slips"
    __table_args__ = (Index(None, "at", "reading_id"),)
