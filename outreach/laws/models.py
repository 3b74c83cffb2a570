"""The table of laws."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, new_id


class Law(Base):
    """A law or regulation 法律法规, quoted as 《title》; in force from the first to the last day, both included."""

    __tablename__ = "laws"
    __table_args__ = (
        CheckConstraint("in_force_to IS NULL OR in_force_from IS NULL OR in_force_to >= in_force_from", name="days"),
        Index(None, "title", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    title: Mapped[str] = mapped_column(unique=True)
    short_title: Mapped[str | None]
    in_force_from: Mapped[date | None]
    in_force_to: Mapped[date | None]
