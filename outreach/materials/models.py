"""One table of items, four classes: the ledger's foreign key then forbids a consultation about a pamphlet."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.materials.rules import CountKind, QuestionKind
from outreach.people.models import Team


class Item(Base):
    """Something that lines of one kind can count. `code` is unique within the kind; `unit` is frozen once counted."""

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("kind", "code"),
        UniqueConstraint("id", "kind"),
        CheckConstraint("bundle IS NULL OR bundle > 0", name="bundle"),
        CheckConstraint("kind = 'handout' OR counted_as IS NULL", name="counted_as"),
        CheckConstraint("kind = 'consultation' OR (team_id IS NULL AND question IS NULL)", name="topic_only"),
        Index(None, "kind", "position", "id"),
    )
    __mapper_args__: Mapping[str, Any] = {"polymorphic_on": "kind"}

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[CountKind] = mapped_column(words(CountKind, "kind"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str]
    name_en: Mapped[str | None]
    unit: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
    counted_as: Mapped[str | None] = mapped_column(String(10))
    """Handouts: the unit under which the figure counts it, where the bureau has settled that a 册 counts as a 份."""
    bundle: Mapped[int | None]
    """Handouts: how many make one bundle 捆."""
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("teams.id"))
    """Topics: the team whose subject it is."""
    question: Mapped[QuestionKind | None] = mapped_column(words(QuestionKind, "question"))
    """Topics: how people ask."""

    team: Mapped[Team | None] = relationship(lazy="joined")


class Material(Item):
    """A printed title 宣传资料 that is handed out."""

    __mapper_args__: Mapping[str, Any] = {"polymorphic_identity": CountKind.HANDOUT}


class Topic(Item):
    """What people ask about 咨询事项: a team's subject and a way of asking."""

    __mapper_args__: Mapping[str, Any] = {"polymorphic_identity": CountKind.CONSULTATION}


class Group(Item):
    """A group of the public that attends: workers, employers, students ..."""

    __mapper_args__: Mapping[str, Any] = {"polymorphic_identity": CountKind.ATTENDANCE}


class Display(Item):
    """Something put up: banner 横幅, board 展板, car 宣传车."""

    __mapper_args__: Mapping[str, Any] = {"polymorphic_identity": CountKind.DISPLAY}
