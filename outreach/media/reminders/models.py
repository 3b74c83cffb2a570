"""Counters that nobody can read any more, and that stay as they are."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base


class AcceptedGap(Base):
    """A placement of whose counters nobody is reminded any more, and why."""

    __tablename__ = "accepted_gaps"
    __table_args__ = (Index(None, "at", "placement_id"),)

    placement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("placements.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]
