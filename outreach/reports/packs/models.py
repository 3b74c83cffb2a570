"""What is kept of the packs that were made: of what, by whom, and the hash by which a copy is known."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.people.models import Person
from outreach.reports.packs.rules import Scope, State, Why


class Pack(Base):
    """One evidence pack. `subject_id` is its event or edition, `arguments` the filters of a period's.

    `token` names the run that makes it: only that one may say that it is ready. The file lies in the data folder for a
    day; this row and its hash stay.
    """

    __tablename__ = "packs"
    __table_args__ = (
        CheckConstraint("(scope = 'period') = (subject_id IS NULL)", name="subject"),
        CheckConstraint("NOT with_scans OR reason IS NOT NULL", name="reason"),
        CheckConstraint("(state = 'ready') = (sha256 IS NOT NULL)", name="ready"),
        CheckConstraint("(state = 'making') = (ended_at IS NULL)", name="ended"),
        CheckConstraint("(state = 'failed') = (why IS NOT NULL)", name="failed"),
        Index(None, "year", "begun_at", "id"),
        Index(None, "by_id", "state"),
        Index(None, "sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scope: Mapped[Scope] = mapped_column(words(Scope, "scope"))
    subject_id: Mapped[uuid.UUID | None]
    year: Mapped[int] = mapped_column(SmallInteger)
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    title: Mapped[str]
    name: Mapped[str]
    """Of the file."""
    with_scans: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None]
    """Why sign-in sheets with names are in it."""
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.MAKING)
    why: Mapped[Why | None] = mapped_column(words(Why, "why"))
    token: Mapped[str] = mapped_column(String(16))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    files: Mapped[int | None]
    left_out: Mapped[int | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))

    by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
