"""What somebody has checked about an event's numbers and found right."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id, words
from outreach.logbook.reviews.rules import Oddity
from outreach.people.models import Person


class CheckedOddity(Base):
    """ "Checked, it is right", with a word; it holds for exactly these numbers (`print`), and is said once."""

    __tablename__ = "checked_oddities"
    __table_args__ = (Index(None, "event_id", "print"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    what: Mapped[Oddity] = mapped_column(words(Oddity, "what"))
    print: Mapped[str] = mapped_column(String(64))
    word: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    by: Mapped[Person] = relationship(lazy="joined")


append_only(CheckedOddity.__table__)  # type: ignore[arg-type]
