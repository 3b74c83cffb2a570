"""The tables of named days and of the years whose notice is known."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, words
from outreach.workdays.rules import DayKind

_HISTORIES = uuid.UUID("6d1f0a52-5c1e-4d0b-9f0e-2f3b6f6f7a11")


class AnnouncedYear(Base):
    """A year whose holidays are announced 已公布; a year without a row is 未公布."""

    __tablename__ = "announced_years"
    __table_args__ = (CheckConstraint("year BETWEEN 1950 AND 2150", name="year"),)

    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    source: Mapped[str | None]
    """The notice: number and date of the document, or the library that it was taken from."""
    changed_at: Mapped[datetime]

    @property
    def id(self) -> uuid.UUID:
        """What the history calls the year: the same name after it was withdrawn and announced again."""
        return uuid.uuid5(_HISTORIES, str(self.year))


class SpecialDay(Base):
    """One day of an announced year that is off, or worked although it is a weekend."""

    __tablename__ = "special_days"
    __table_args__ = (Index(None, "year", "day"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(ForeignKey("announced_years.year"))
    kind: Mapped[DayKind] = mapped_column(words(DayKind, "kind"))
    name: Mapped[str] = mapped_column(String(40))
