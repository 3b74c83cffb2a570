"""The tables of standard answers."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id
from outreach.fulltext.models import Gram
from outreach.laws.models import Law
from outreach.materials.models import Item
from outreach.people.models import Person, Team


class StandardAnswer(Base):
    """What the office says to a question, as the law stood on `as_of`; it is marked once that law has changed."""

    __tablename__ = "standard_answers"
    __table_args__ = (
        Index(None, "topic_id", "position", "id"),
        Index(None, "law_id"),
        Index(None, "team_id"),
        Index(None, "retired_at", "changed_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    topic_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("items.id"))
    """The consultation topic 咨询事项."""
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    """The team that answers for it."""
    question: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    law_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("laws.id"))
    article: Mapped[str | None] = mapped_column(String(100))
    """Of the law: 第八十二条."""
    as_of: Mapped[date]
    """The local day on which somebody held the answer against the law."""
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    topic: Mapped[Item | None] = relationship(lazy="joined")
    team: Mapped[Team] = relationship(lazy="joined")
    law: Mapped[Law | None] = relationship(lazy="joined")
    made_by: Mapped[Person | None] = relationship()


class AnswerGram(Gram, Base):
    """A pair of characters of a standard answer."""

    __tablename__ = "answer_grams"
    __table_args__ = (Index(None, "answer_id"),)

    answer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("standard_answers.id"), primary_key=True)
