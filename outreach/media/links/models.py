"""What links were found to be, and the runs in which somebody had them looked at."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.media.links.rules import Ended, Outcome
from outreach.media.models import Placement


class LinkRun(Base):
    """Links that somebody had looked at in one go; `left_over` are those beyond what a run takes.

    `seen_at` is when the run last gave a sign: one that is silent for long has ended with its process.
    """

    __tablename__ = "link_runs"
    __table_args__ = (
        CheckConstraint("done >= 0 AND done <= total", name="progress"),
        CheckConstraint("(ended_at IS NULL) = (ended IS NULL)", name="ended_at"),
        Index(None, "started_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    started_at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    total: Mapped[int]
    left_over: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime]
    stop_asked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended: Mapped[Ended | None] = mapped_column(words(Ended, "ended"))


class LinkCheck(Base):
    """What one link was found to be. `url` is the link as it was then: another one since has not been checked."""

    __tablename__ = "link_checks"
    __table_args__ = (
        Index(None, "placement_id", "checked_at", "id"),
        Index(None, "run_id", "outcome"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    run_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("link_runs.id"))
    placement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("placements.id"))
    url: Mapped[str]
    checked_at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome"))
    status: Mapped[int | None] = mapped_column(SmallInteger)
    final_url: Mapped[str | None]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    placement: Mapped[Placement] = relationship()
    run: Mapped[LinkRun] = relationship()
