"""Check-up lists, their versions, and the points of each."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.laws.models import Law
from outreach.laws.subjects import Subject
from outreach.people.models import Person, Team


class CheckList(Base):
    """A list 体检清单 of one subject, kept by a team; what it asks stands in its versions."""

    __tablename__ = "check_lists"
    __table_args__ = (Index(None, "position", "id"), Index(None, "team_id"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    subject: Mapped[Subject] = mapped_column(words(Subject, "subject"))
    title: Mapped[str] = mapped_column(String(100), unique=True)
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    team: Mapped[Team] = relationship(lazy="joined")
    versions: Mapped[list["CheckListVersion"]] = relationship(
        back_populates="check_list", order_by="CheckListVersion.number.desc()"
    )


class PlannedCheckList(Base):
    """A list that is to be filled at an event, as was said beforehand; any other may be filled there, too."""

    __tablename__ = "planned_check_lists"
    __table_args__ = (Index(None, "list_id"),)

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    list_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_lists.id"), primary_key=True)


class CheckListVersion(Base):
    """One version of a list. Unpublished it is a draft; published it never changes: a phone may hold it for weeks."""

    __tablename__ = "check_list_versions"
    __table_args__ = (
        UniqueConstraint("list_id", "number"),
        CheckConstraint("(published_at IS NULL) = (published_by_id IS NULL)", name="published"),
        Index(None, "list_id", "published_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    list_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_lists.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    note: Mapped[str | None]
    """Why there is a new version."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    check_list: Mapped[CheckList] = relationship(back_populates="versions", lazy="joined")
    points: Mapped[list["CheckPoint"]] = relationship(
        back_populates="version", cascade="all, delete-orphan", lazy="selectin", order_by="CheckPoint.position"
    )
    published_by: Mapped[Person | None] = relationship(foreign_keys=published_by_id)


class CheckPoint(Base):
    """One point of a version. `key` is the same in all versions that ask the same: so a revisit is held against it."""

    __tablename__ = "check_points"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        CheckConstraint("weight BETWEEN 1 AND 3", name="weight"),
        CheckConstraint("within_days IS NULL OR within_days BETWEEN 1 AND 365", name="within_days"),
        Index(None, "version_id", "position", "id"),
        Index(None, "key"),
        Index(None, "law_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_list_versions.id"))
    key: Mapped[uuid.UUID] = mapped_column(default=new_id)
    position: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[str] = mapped_column(String(200))
    """What must be so: 自用工之日起一个月内订立书面劳动合同."""
    look_at: Mapped[str | None]
    """What to look at: 花名册、劳动合同文本、签收记录."""
    law_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("laws.id"))
    article: Mapped[str | None] = mapped_column(String(100))
    weight: Mapped[int] = mapped_column(SmallInteger, default=2)
    """3 high, 2 middle, 1 low: the order of a risk notice."""
    cost: Mapped[str | None] = mapped_column(String(300))
    """What it may cost the company."""
    advice: Mapped[str | None]
    """What to do."""
    within_days: Mapped[int | None] = mapped_column(SmallInteger)
    ask: Mapped[str | None] = mapped_column(String(100))
    """Whom to ask."""

    version: Mapped[CheckListVersion] = relationship(back_populates="points")
    law: Mapped[Law | None] = relationship(lazy="joined")
