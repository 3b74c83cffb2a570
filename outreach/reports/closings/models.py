"""Closings: drawings declared final for a period, and the lines that came after them."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id, words
from outreach.people.models import Person, Team
from outreach.reports.closings.rules import BUREAU, Kind
from outreach.reports.drawings.models import Drawing

_FIRST = text("restates_id IS NULL")


class Closing(Base):
    """One closing 封账. A restatement 重述 is another one that names the old, which then no longer holds."""

    __tablename__ = "closings"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("(restates_id IS NULL) = (restate_reason IS NULL)", name="restatement"),
        CheckConstraint("(team_id IS NULL) = (scope = 'bureau')", name="scope"),
        UniqueConstraint("drawing_id"),
        UniqueConstraint("restates_id"),
        Index(
            "uq_closings_first", "first_day", "last_day", "scope", unique=True,
            sqlite_where=_FIRST, postgresql_where=_FIRST,
        ),
        Index(None, "last_day", "first_day"),
    )  # fmt: skip

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    drawing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drawings.id"))
    kind: Mapped[Kind] = mapped_column(words(Kind, "kind"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("teams.id"))
    scope: Mapped[str] = mapped_column(String(40), default=BUREAU)
    """The team's id in words, or "bureau": for one of them a period is closed once, and only restated afterwards."""
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    by_name: Mapped[str]
    note: Mapped[str | None]
    findings: Mapped[dict[str, Any]]
    """What the check list found then: {"findings": [...]}, each as `checks.rules.Finding` says it of itself."""
    reason: Mapped[str | None]
    """Why it was closed though something was still to be mended."""
    restates_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("closings.id"))
    restate_reason: Mapped[str | None]

    drawing: Mapped[Drawing] = relationship(lazy="joined")
    by: Mapped[Person] = relationship(lazy="joined")
    team: Mapped[Team | None] = relationship(lazy="joined")


class LeftSinceClosing(Base):
    """A line of the ledger that came after a closing, and that somebody looked at and left as it is."""

    __tablename__ = "lines_left_since_closing"

    tally_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tallies.id"), primary_key=True)
    closing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("closings.id"), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


append_only(Closing.__table__)  # type: ignore[arg-type]
append_only(LeftSinceClosing.__table__)  # type: ignore[arg-type]
