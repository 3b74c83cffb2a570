"""One table of items, four classes: the ledger's foreign key then forbids a consultation about a pamphlet."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id, words
from outreach.materials.rules import CountKind, MovementKind, QuestionKind
from outreach.people.models import Person, Team


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


class Movement(Base):
    """One change of a material's stock 库存, in the material's own unit; only added to, a mistake by its opposite.

    `quantity` is signed as it changes what lies in the store: printed, returned and found are above zero, issued and
    lost below; what a team lost outside of the store leaves it as it is. Nothing here is outreach: only the ledger
    says what was handed out (rule of the count 7).
    """

    __tablename__ = "movements"
    __table_args__ = (
        CheckConstraint("quantity <> 0", name="quantity"),
        ForeignKeyConstraint(["item_id", "item_kind"], ["items.id", "items.kind"]),
        CheckConstraint("item_kind = 'handout'", name="material"),
        CheckConstraint("NOT is_outside OR (kind = 'lost' AND team_id IS NOT NULL)", name="is_outside"),
        Index(None, "item_id", "day", "id"),
        Index(None, "team_id", "day"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    item_id: Mapped[uuid.UUID]
    item_kind: Mapped[CountKind] = mapped_column(words(CountKind, "item_kind"), default=CountKind.HANDOUT)
    kind: Mapped[MovementKind] = mapped_column(words(MovementKind, "kind"))
    quantity: Mapped[int]
    day: Mapped[date]
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("teams.id"))
    """Issued to, returned by, or lost by this team."""
    is_outside: Mapped[bool] = mapped_column(default=False)
    """Lost by a team that held it: it had left the store before, so that the stock stays as it is."""
    note: Mapped[str | None]
    """Printer and number of the order, why something was lost, who counted."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    reverses_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("movements.id"), unique=True)

    item: Mapped[Item] = relationship(
        lazy="joined", viewonly=True, primaryjoin="Movement.item_id == Item.id", foreign_keys="Movement.item_id"
    )
    team: Mapped[Team | None] = relationship(lazy="joined")
    made_by: Mapped[Person | None] = relationship()


append_only(Movement.__table__)  # type: ignore[arg-type]
