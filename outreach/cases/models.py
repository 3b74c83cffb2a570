"""Cases, the laws behind them, where they were told, and the pairs of characters by which they are found."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.cases.rules import Source
from outreach.db import Base, new_id, words
from outreach.fulltext.models import Gram
from outreach.laws.models import Law
from outreach.laws.subjects import Subject
from outreach.media.models import Article
from outreach.people.models import Person, Team
from outreach.schedule.models import Event


class Case(Base):
    """A case 案例 that is told so that others take care: no names of people or companies stand in it."""

    __tablename__ = "cases"
    __table_args__ = (
        Index(None, "retired_at", "subject", "changed_at", "id"),
        Index(None, "retired_at", "changed_at", "id"),
        Index(None, "team_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    title: Mapped[str] = mapped_column(String(200))
    subject: Mapped[Subject] = mapped_column(words(Subject, "subject"))
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    facts: Mapped[str]
    dispute: Mapped[str | None]
    """What was asked for, and what was argued about."""
    outcome: Mapped[str]
    lesson: Mapped[str]
    cost: Mapped[str | None] = mapped_column(String(200))
    """What it cost, in one clause that a risk notice can quote: 支付二倍工资差额4.4万元."""
    source: Mapped[Source] = mapped_column(words(Source, "source"))
    source_text: Mapped[str | None] = mapped_column(String(200))
    """The body and the year, or where it was published."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    team: Mapped[Team] = relationship(lazy="joined")
    made_by: Mapped[Person | None] = relationship()
    laws: Mapped[list["CaseLaw"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="CaseLaw.position"
    )


class CaseLaw(Base):
    """A law behind a case, with the article of it that decides: 第八十二条."""

    __tablename__ = "case_laws"
    __table_args__ = (Index(None, "law_id", "case_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    law_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("laws.id"))
    article: Mapped[str | None] = mapped_column(String(100))

    law: Mapped[Law] = relationship(lazy="joined")


class CaseAtEvent(Base):
    """A case was told at an event."""

    __tablename__ = "case_events"
    __table_args__ = (Index(None, "event_id", "case_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    case: Mapped[Case] = relationship()
    event: Mapped[Event] = relationship()


class CaseInArticle(Base):
    """A case was told in an article."""

    __tablename__ = "case_articles"
    __table_args__ = (Index(None, "article_id", "case_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    case: Mapped[Case] = relationship()
    article: Mapped[Article] = relationship()


class CaseGram(Gram, Base):
    """A pair of characters of a case."""

    __tablename__ = "case_grams"
    __table_args__ = (Index(None, "case_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
