"""Score sheets, their items, and what each item is tied to."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.laws.models import Law
from outreach.media.models import Article
from outreach.people.models import Person
from outreach.reports.drawings.models import LONGEST_KEY
from outreach.reports.scores.rules import TieKind
from outreach.schedule.models import Event


class ScoreSheet(Base):
    """An assessor's sheet 考核评分表 of one year."""

    __tablename__ = "score_sheets"
    __table_args__ = (Index(None, "year", "made_at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    year: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str]
    assessor: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    retired_at: Mapped[datetime | None]


class ScoreItem(Base):
    """One line of it. `points` and `score` count hundredths of a point."""

    __tablename__ = "score_items"
    __table_args__ = (
        CheckConstraint("points >= 0 AND score >= 0", name="points"),
        Index(None, "sheet_id", "position", "id"),
        Index(None, "owner_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("score_sheets.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    number: Mapped[str] = mapped_column(String(20))
    section: Mapped[str]
    text: Mapped[str]
    criteria: Mapped[str]
    points: Mapped[int | None] = mapped_column(Integer)
    score: Mapped[int | None] = mapped_column(Integer)
    """What the bureau gives itself 自评分."""
    remark: Mapped[str]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    owner: Mapped[Person | None] = relationship(lazy="joined")
    ties: Mapped[list["ScoreTie"]] = relationship(order_by="ScoreTie.made_at, ScoreTie.id", lazy="selectin")


class ScoreTie(Base):
    """Something that proves an item: a figure by its word, an event, an article, a law, or a file."""

    __tablename__ = "score_ties"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'figure') = (word IS NOT NULL) AND (kind = 'event') = (event_id IS NOT NULL) "
            "AND (kind = 'article') = (article_id IS NOT NULL) AND (kind = 'law') = (law_id IS NOT NULL) "
            "AND (kind = 'document') = (sha256 IS NOT NULL) AND (kind = 'document') = (file_name IS NOT NULL)",
            name="one",
        ),
        Index(None, "item_id", "made_at", "id"),
        Index(None, "event_id"),
        Index(None, "article_id"),
        Index(None, "law_id"),
        Index(None, "sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("score_items.id"))
    kind: Mapped[TieKind] = mapped_column(words(TieKind, "kind"))
    word: Mapped[str | None] = mapped_column(String(LONGEST_KEY))
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))
    article_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("articles.id"))
    law_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("laws.id"))
    sha256: Mapped[str | None] = mapped_column(String(64), ForeignKey("stored_files.sha256"))
    file_name: Mapped[str | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    event: Mapped[Event | None] = relationship()
    article: Mapped[Article | None] = relationship()
    law: Mapped[Law | None] = relationship()
