"""Drafts of a year's plan, their lines, and the targets they set.

A line is no event: nobody's calendar shows it before it is accepted.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach import clock
from outreach.db import Base, new_id, words
from outreach.drafts.rules import Origin, State
from outreach.people.models import Team
from outreach.places.models import Place
from outreach.schedule.models import Edition
from outreach.schedule.targets.models import Target


class Draft(Base):
    """One year's plan moved to another: of one team, or (None) of all."""

    __tablename__ = "drafts"
    __table_args__ = (
        CheckConstraint("to_year > from_year", name="years"),
        CheckConstraint("percent BETWEEN 10 AND 500", name="percent"),
        Index(None, "made_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    from_year: Mapped[int] = mapped_column(SmallInteger)
    to_year: Mapped[int] = mapped_column(SmallInteger)
    percent: Mapped[int] = mapped_column(SmallInteger, default=100)
    """What expected numbers are multiplied with: 105 is five percent more."""
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("teams.id"))
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    undone_at: Mapped[datetime | None]

    team: Mapped[Team | None] = relationship(lazy="joined")


class DraftLine(Base):
    """One event as it is proposed; `event_id` is the event once it was made."""

    __tablename__ = "draft_lines"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("(origin = 'plan') = (source_id IS NOT NULL)", name="source"),
        CheckConstraint("state NOT IN ('made', 'withdrawn', 'kept') OR event_id IS NOT NULL", name="made"),
        Index(None, "draft_id", "state", "position", "id"),
        Index(None, "source_id", "draft_id"),
        Index(None, "event_id", unique=True),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    draft_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drafts.id"))
    position: Mapped[int]
    """Where it stands in the list: the neglected places first, then by day."""
    origin: Mapped[Origin] = mapped_column(words(Origin, "origin"))
    source_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))
    source_day: Mapped[date | None]
    """The day of the old year's event; of a neglected place that of the last visit, None: never."""
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places.id"))
    edition_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("editions.id"))
    """The edition whose week was kept."""
    title: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_shifted: Mapped[bool] = mapped_column(default=False)
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.OPEN)
    clash: Mapped[str | None]
    """What stood against it when it was to be made."""
    reason: Mapped[str | None]
    """Why it is made all the same."""
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))

    team: Mapped[Team] = relationship(lazy="joined")
    place: Mapped[Place] = relationship(lazy="joined")
    edition: Mapped[Edition | None] = relationship(lazy="joined")

    @property
    def day(self) -> date:
        """The local day on which it would begin."""
        return clock.local_day(self.starts_at)


class DraftTarget(Base):
    """A target of the new year as it was set from a draft: undoing leaves alone what was changed since."""

    __tablename__ = "draft_targets"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"), Index(None, "target_id"))

    draft_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    target_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Target.id), primary_key=True)
    quantity: Mapped[int]
    set_at: Mapped[datetime]
