"""The tables of jobs, and of what their runs say of themselves."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, new_id, words
from outreach.jobs.rules import State


class Job(Base):
    """One piece of work with its material (`content`, for an import the file as it came) and its progress."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("done >= 0 AND done <= total", name="progress"),
        Index(None, "state", "made_at"),
        Index(None, "by_id", "made_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.PREPARED)
    name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None]
    ended_at: Mapped[datetime | None]


class RunSign(Base):
    """What a run said last of how far it is, and whether it is to stop; in PostgreSQL alone (`signs`)."""

    __tablename__ = "run_signs"

    run_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    phase: Mapped[str | None] = mapped_column(String(40))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    said_at: Mapped[datetime]
    is_to_stop: Mapped[bool] = mapped_column(default=False)
