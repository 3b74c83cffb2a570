"""Texts of the report: the bureau's own sentences, what is being written, and what was drawn and handed in."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from outreach.db import Base, append_only, new_id, words
from outreach.documents.texts import Level
from outreach.people.models import Person
from outreach.periods import Period
from outreach.reports.drawings.models import Drawing
from outreach.reports.texts.rules import Block, Draft, Kind
from outreach.schedule.models import Edition


class SentenceVersion(Base):
    """The bureau's own sentence in place of a built-in one (`texts.sentences`); `text` None: back to the built-in one.

    The version of the highest number holds.
    """

    __tablename__ = "report_sentences"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str | None]

    by: Mapped[Person] = relationship(lazy="joined")


class TextVersion(Base):
    """A text as somebody saved it; only added to. `body` holds the blocks, the slots, and which of them are exact."""

    __tablename__ = "report_text_versions"

    text_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("report_texts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str]
    body: Mapped[dict[str, Any]]

    by: Mapped[Person] = relationship(lazy="joined")

    @property
    def draft(self) -> Draft:
        """The text as it is written."""
        blocks = tuple(Block(Level(each["level"]), each["text"]) for each in self.body["blocks"])
        return Draft(self.title, blocks, self.body["slots"], frozenset(self.body["exact"]))


class ReportText(Base):
    """A text 文稿 of the report: of a year, a quarter, a month, an edition of a campaign, or days of one's own.

    `version` is the number of the version that holds; one that was put away stands in no list.
    """

    __tablename__ = "report_texts"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("(edition_id IS NOT NULL) = (kind IN ('edition', 'constitution_week'))", name="of_edition"),
        Index(None, "year", "changed_at", "id"),
        Index(None, "kind", "edition_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    year: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[Kind] = mapped_column(words(Kind, "kind"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    edition_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("editions.id"))
    version: Mapped[int] = mapped_column(SmallInteger, default=1)
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    put_away_at: Mapped[datetime | None]

    edition: Mapped[Edition | None] = relationship()
    current: Mapped[TextVersion] = relationship(
        primaryjoin=lambda: and_(
            foreign(ReportText.id) == remote(TextVersion.text_id),
            foreign(ReportText.version) == remote(TextVersion.number),
        ),
        viewonly=True,
    )

    @property
    def period(self) -> Period:
        """The days that it tells of."""
        return Period(self.first_day, self.last_day)


class DrawnText(Base):
    """A text as it was drawn 出稿: the draft of that number, in words, with the drawing that holds its numbers.

    `body` keeps the paragraphs by stretches, each with the word of its number, and what kept it from being clean.
    """

    __tablename__ = "drawn_texts"
    __table_args__ = (UniqueConstraint("text_id", "number"), Index(None, "drawing_id"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    text_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("report_texts.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    version: Mapped[int] = mapped_column(SmallInteger)
    drawing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drawings.id"))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str]
    body: Mapped[dict[str, Any]]
    is_clean: Mapped[bool]

    text: Mapped[ReportText] = relationship()
    drawing: Mapped[Drawing] = relationship(lazy="joined")
    by: Mapped[Person] = relationship(lazy="joined")
    handed_in: Mapped["HandedIn | None"] = relationship(lazy="joined")


class HandedIn(Base):
    """A drawn text that was handed in 已上报: on which day, to whom, and who said so."""

    __tablename__ = "handed_in_texts"

    drawn_text_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drawn_texts.id"), primary_key=True)
    day: Mapped[date]
    to_whom: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    by: Mapped[Person] = relationship(lazy="joined")


append_only(SentenceVersion.__table__)  # type: ignore[arg-type]
append_only(TextVersion.__table__)  # type: ignore[arg-type]
append_only(DrawnText.__table__)  # type: ignore[arg-type]
