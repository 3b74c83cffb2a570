"""What calendars leave here: the kept texts of the feeds, marks of what became different, and names from outside.

A mark is a word that never comes twice. Triggers set it (`watching`) inside the transaction that changes what a feed
shows, so it appears together with the change, whichever of two transactions ends first; an instant or a number of
ours would not (docs/decisions/0010-marks-for-the-feeds.md). A text is good as long as its mark is the event's.
"""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base


class FeedMark(Base):
    """The mark of all that any feed shows: one row, from the first change on."""

    __tablename__ = "feed_marks"
    __table_args__ = (CheckConstraint("id = 1", name="one_mark"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(String(80))


class EventMark(Base):
    """The mark of what the feeds say of one event."""

    __tablename__ = "event_marks"

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(80))


class EventText(Base):
    """An event's text as `ics.event_text` wrote it, when the event had that mark."""

    __tablename__ = "event_texts"

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(80))
    writer: Mapped[str] = mapped_column(String(80))
    """Which version of the program wrote it, in which language: another one writes it anew."""
    good_until: Mapped[datetime | None]
    """The instant at which the text becomes another by itself: the end of 【改期】."""
    text: Mapped[str]


class ImportedEvent(Base):
    """The name (UID) by which another calendar knows an event that came from there: a second time it is recognised."""

    __tablename__ = "imported_events"
    __table_args__ = (Index(None, "event_id"),)

    uid: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
