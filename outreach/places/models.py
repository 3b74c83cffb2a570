"""The table of places."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.places.rules import MarketCalendar, PlaceKind, Trade


class Place(Base):
    """A place 地点; a community lies in a township, a company in a park."""

    __tablename__ = "places"
    __table_args__ = (
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_in_itself"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="position"),
        CheckConstraint("latitude IS NULL OR (latitude BETWEEN -90 AND 90)", name="latitude"),
        CheckConstraint("longitude IS NULL OR (longitude BETWEEN -180 AND 180)", name="longitude"),
        CheckConstraint("(market_days IS NULL) = (market_calendar IS NULL)", name="market"),
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
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    """Where it lies, in degrees (WGS 84), where the bureau has said so; phones are never asked (rule 14)."""
    market_days: Mapped[str | None] = mapped_column(String(20))
    """The last digits of the days on which there is a market, as written by `places.markets`: "3,8" is 逢三逢八."""
    market_calendar: Mapped[MarketCalendar | None] = mapped_column(words(MarketCalendar, "market_calendar"))
    note: Mapped[str | None]
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    trade: Mapped[Trade | None] = mapped_column(words(Trade, "trade"))
    """Of an enterprise."""

    parent: Mapped["Place | None"] = relationship(remote_side="Place.id")

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude, where both are known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


class PlaceName(Base):
    """Another name under which a place is known: a short one, a former one, that of an entry merged into it."""

    __tablename__ = "place_names"
    __table_args__ = (Index(None, "name"),)

    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)


class PlaceMerge(Base):
    """An entry that was another one all along, under another name; what hung on it hangs there now."""

    __tablename__ = "place_merges"
    __table_args__ = (CheckConstraint("place_id <> into_id", name="another"), Index(None, "into_id", "at"))

    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places.id"), primary_key=True)
    into_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places.id"))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))


class PlaceApart(Base):
    """Two entries that look like one place, and of which somebody said that they are two; the lower id first."""

    __tablename__ = "places_apart"
    __table_args__ = (CheckConstraint("place_id < other_id", name="order"), Index(None, "other_id"))

    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places.id"), primary_key=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
