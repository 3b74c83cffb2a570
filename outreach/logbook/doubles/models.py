"""The questions about two tallies of one desk, who is in doubt, and what was decided."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id, words
from outreach.logbook.doubles.rules import Choice
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.models import Event


class Double(Base):
    """The question whether one desk was counted twice: one per event, kind and item; its id is made of these.

    It is open while people are in doubt (`sides`). Closed, it was decided, or its lines were taken back.
    """

    __tablename__ = "doubles"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "kind"], ["items.id", "items.kind"]),
        Index(None, "event_id"),
        Index(None, "item_id"),
        Index(None, "closed_at", "event_id"),  # the open ones are few among many
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    kind: Mapped[CountKind] = mapped_column(words(CountKind, "kind"))
    item_id: Mapped[uuid.UUID | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    item: Mapped[Item | None] = relationship(
        primaryjoin="foreign(Double.item_id) == Item.id", viewonly=True, lazy="joined"
    )


class DoubleSide(Base):
    """A person in doubt: while the row is here, this person's lines of the desk are undecided 待核."""

    __tablename__ = "double_sides"
    __table_args__ = (Index(None, "person_id"),)

    double_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("doubles.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)


class DoubleDecision(Base):
    """What a lead decided: add, keep one or split, or that the decision before does not hold."""

    __tablename__ = "double_decisions"
    __table_args__ = (
        CheckConstraint("for_later = false OR choice = 'add'", name="for_later"),
        Index(None, "double_id", "at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    double_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("doubles.id"))
    choice: Mapped[Choice] = mapped_column(words(Choice, "choice"))
    counted: Mapped[dict[str, Any]]
    """What each person had counted, by the person's id."""
    shares: Mapped[dict[str, Any]]
    """What stands of each person since then."""
    for_later: Mapped[bool] = mapped_column(default=False)
    word: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    by: Mapped[Person] = relationship(lazy="joined")


class DoubleLine(Base):
    """A line of the ledger that a decision made, so that a later one can take it back."""

    __tablename__ = "double_lines"
    __table_args__ = (Index(None, "tally_id"),)

    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("double_decisions.id"), primary_key=True)
    tally_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tallies.id"), primary_key=True)


append_only(DoubleDecision.__table__)  # type: ignore[arg-type]
append_only(DoubleLine.__table__)  # type: ignore[arg-type]
