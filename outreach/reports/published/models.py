"""Published reports and the numbers that stand in them."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id
from outreach.people.models import Person
from outreach.reports.drawings.models import LONGEST_KEY


class PublishedReport(Base):
    """A report as it was published: where, on which day, with the file as it came where there is one."""

    __tablename__ = "published_reports"
    __table_args__ = (
        CheckConstraint("year BETWEEN 1950 AND 2150", name="year"),
        CheckConstraint("(sha256 IS NULL) = (file_name IS NULL)", name="file"),
        Index(None, "year", "day", "id"),
        Index(None, "sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    year: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str]
    source: Mapped[str]
    """Where it was published."""
    day: Mapped[date]
    link: Mapped[str]
    sha256: Mapped[str | None] = mapped_column(String(64), ForeignKey("stored_files.sha256"))
    file_name: Mapped[str | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    removed_at: Mapped[datetime | None]

    made_by: Mapped[Person] = relationship(lazy="joined")


class PublishedNumber(Base):
    """One number of it. `word` is what it is held against (`typed.resolving`), "" as long as nobody has said.

    `is_guess` where the program proposed the word and nobody has confirmed it.
    """

    __tablename__ = "published_numbers"
    __table_args__ = (Index(None, "report_id", "position", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    report_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("published_reports.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    says: Mapped[str]
    printed: Mapped[str]
    word: Mapped[str] = mapped_column(String(LONGEST_KEY))
    is_guess: Mapped[bool] = mapped_column(default=False)
    explanation: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    removed_at: Mapped[datetime | None]

    report: Mapped[PublishedReport] = relationship(lazy="joined")
    changed_by: Mapped[Person] = relationship(lazy="joined")
