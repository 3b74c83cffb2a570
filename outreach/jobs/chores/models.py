"""The table of turns: one row for each time that a chore was done by itself, or asked for by hand."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, words
from outreach.jobs.chores.rules import Outcome


class Turn(Base):
    """One turn of a chore. `slot` names the time that it is for, so that no two processes take the same one."""

    __tablename__ = "turns"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ended"),
        Index(None, "kind", "began_at"),
    )

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    """The name of the chore."""
    slot: Mapped[str] = mapped_column(String(60), primary_key=True)
    tries: Mapped[int] = mapped_column(SmallInteger, default=1)
    machine: Mapped[str]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome, "outcome"))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What came of it; `reason` where it failed."""


class FormerTurn(Base):
    """Where the version before notes its sweeps: unused since 0053, it goes a version later (decision 58)."""

    __tablename__ = "chore_turns"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
