"""Briefs, every version of their text, and the numbers taken into them with the lines behind each."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, String, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from outreach.db import Base, append_only, new_id
from outreach.media.models import Article
from outreach.people.models import Person
from outreach.reports.briefs.rules import Field, Number, State
from outreach.schedule.models import Event


class BriefVersion(Base):
    """The text of a brief as somebody saved it; only added to. A number stands in it as a slot: {name}."""

    __tablename__ = "brief_versions"

    brief_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("briefs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    headline: Mapped[str]
    opening: Mapped[str]
    doing: Mapped[str]
    outcome: Mapped[str]
    next_steps: Mapped[str]

    by: Mapped[Person] = relationship(lazy="joined")

    @property
    def texts(self) -> dict[Field, str]:
        """The headline and the four parts."""
        return {field: getattr(self, field.value) for field in Field}


class Brief(Base):
    """The brief 信息简报 of an event. `version` is the number of the text that holds.

    A change of text or numbers takes `checked_at` back; with `article_id` it is kept and changes no more.
    """

    __tablename__ = "briefs"
    __table_args__ = (
        CheckConstraint("(checked_at IS NULL) = (checked_by_id IS NULL)", name="checked"),
        CheckConstraint("(kept_at IS NULL) = (article_id IS NULL)", name="kept"),
        CheckConstraint("kept_at IS NULL OR checked_at IS NOT NULL", name="kept_is_checked"),
        Index(None, "changed_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), unique=True)
    version: Mapped[int] = mapped_column(SmallInteger, default=1)
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    checked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    kept_at: Mapped[datetime | None]
    kept_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    article_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("articles.id"), unique=True)

    event: Mapped[Event] = relationship()
    article: Mapped[Article | None] = relationship()
    checked_by: Mapped[Person | None] = relationship(foreign_keys=checked_by_id)
    current: Mapped[BriefVersion] = relationship(
        primaryjoin=lambda: and_(
            foreign(Brief.id) == remote(BriefVersion.brief_id), foreign(Brief.version) == remote(BriefVersion.number)
        ),
        viewonly=True,
    )

    @property
    def state(self) -> State:
        """How far it is."""
        if self.kept_at is not None:
            return State.KEPT
        return State.DRAFT if self.checked_at is None else State.CHECKED


class BriefNumber(Base):
    """A number as it was taken from the ledger into a brief. `value` None: nobody had said anything.

    With `is_kept` somebody chose to keep it although the ledger said `kept_against`.
    """

    __tablename__ = "brief_numbers"

    brief_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("briefs.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(String(10))
    value: Mapped[int | None] = mapped_column(BigInteger)
    is_estimated: Mapped[bool] = mapped_column(default=False)
    is_exact: Mapped[bool] = mapped_column(default=False)
    taken_at: Mapped[datetime]
    is_kept: Mapped[bool] = mapped_column(default=False)
    kept_against: Mapped[int | None] = mapped_column(BigInteger)

    def as_number(self, *, is_undecided: bool) -> Number:
        """The number as the rules know it."""
        facts = (self.key, self.name, self.unit, self.value)
        return Number(*facts, is_estimated=self.is_estimated, is_undecided=is_undecided, is_exact=self.is_exact)


class BriefLine(Base):
    """A line of the ledger behind a number, as it was when the number was taken."""

    __tablename__ = "brief_lines"
    __table_args__ = (
        ForeignKeyConstraint(["brief_id", "key"], ["brief_numbers.brief_id", "brief_numbers.key"]),
        Index(None, "tally_id"),
        {"sqlite_with_rowid": False},
    )

    brief_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    tally_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tallies.id"), primary_key=True)
    day: Mapped[date]
    quantity: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[str]


append_only(BriefVersion.__table__)  # type: ignore[arg-type]
