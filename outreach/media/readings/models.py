"""What was said of totals that fell."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base


class SettledFall(Base):
    """A total that truly was less than before, on the reading that shows it: a platform takes false reads away."""

    __tablename__ = "settled_falls"
    __table_args__ = (Index(None, "at", "reading_id"),)

    reading_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("readings.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]
