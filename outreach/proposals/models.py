"""Events that the questions of the public propose."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.materials.models import Item
from outreach.people.models import Person, Team
from outreach.places.models import Place
from outreach.proposals.rules import State
from outreach.schedule.models import Edition, Event


class Proposal(Base):
    """An event that is proposed since a topic is asked more often, with the numbers that it was proposed for.

    `asked` and `asked_before` are consultations from the first to the last day, and in these days of the year before.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("topic_id", "place_id", "first_day"),
        CheckConstraint("(state = 'accepted') = (event_id IS NOT NULL)", name="event"),
        CheckConstraint("(state = 'dismissed') = (reason IS NOT NULL)", name="reason"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_at"),
        CheckConstraint("last_day >= first_day", name="days"),
        Index(None, "state", "team_id", "made_at", "id"),
        Index(None, "team_id"),
        Index(None, "place_id"),
        Index(None, "event_id"),
        Index(None, "made_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    topic_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("items.id"))
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places.id"))
    """Where it is proposed: where it was asked, or the nearest place of the kind that nobody visited."""
    first_day: Mapped[date]
    last_day: Mapped[date]
    asked: Mapped[int]
    asked_before: Mapped[int]
    last_event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))
    """The last event of the subject at the place."""
    edition_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("editions.id"))
    """The campaign to which it would belong."""
    made_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.OPEN)
    reason: Mapped[str | None]
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    topic: Mapped[Item] = relationship(lazy="joined")
    team: Mapped[Team] = relationship(lazy="joined")
    place: Mapped[Place] = relationship(lazy="joined")
    edition: Mapped[Edition | None] = relationship(lazy="joined")
    event: Mapped[Event | None] = relationship(foreign_keys=event_id)
    last_event: Mapped[Event | None] = relationship(foreign_keys=last_event_id)
    ended_by: Mapped[Person | None] = relationship()
