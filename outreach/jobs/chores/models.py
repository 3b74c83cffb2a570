"""The table that keeps two processes from doing one chore at once."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base


class ChoreTurn(Base):
    """When a chore was begun and ended last; without an end it is being done, or failed."""

    __tablename__ = "chore_turns"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
