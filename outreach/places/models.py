"""The table of places."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.places.rules import PlaceKind


class Place(Base):
    """A place 地点; a community lies in a township, a company in a park."""

    __tablename__ = "places"
    __table_args__ = (
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_in_itself"),
        Index(None, "name", "id"),
        Index(None, "parent_id", "name"),
        Index(None, "kind", "name"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    kind: Mapped[PlaceKind] = mapped_column(words(PlaceKind, "kind"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("places.id"))
    address: Mapped[str | None]
    is_key_enterprise: Mapped[bool] = mapped_column(default=False)
    is_under_construction: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None]
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    parent: Mapped["Place | None"] = relationship(remote_side="Place.id")
