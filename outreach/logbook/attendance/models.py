"""What was said about who was there, the companies, and the pages on which these sign in by themselves."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id, words
from outreach.logbook.attendance.rules import CompanyState
from outreach.logbook.models import Tally
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.schedule.models import Event

_OPEN = text("closed_at IS NULL")


class Presence(Base):
    """Somebody said that a person of ours was at the event, or was not; what was said last by `at` holds.

    Its id comes from the device that made it. Our own staff are no attendance 人次.
    """

    __tablename__ = "presences"
    __table_args__ = (
        Index(None, "event_id", "person_id", "at"),
        Index(None, "person_id"),
        Index(None, "by_id", "received_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    there: Mapped[bool]
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    by: Mapped[Person] = relationship(foreign_keys=by_id)


append_only(Presence.__table__)  # type: ignore[arg-type]


class SignInSheet(Base):
    """The page on which invited companies sign in; its signed id is the address, which dies when it is closed."""

    __tablename__ = "sign_in_sheets"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed"),
        Index("uq_sign_in_sheets_event_id", "event_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    event: Mapped[Event] = relationship()


class CompanyPresent(Base):
    """A company at the event, typed by one of us or signed in by itself; its people alone are no attendance."""

    __tablename__ = "companies_present"
    __table_args__ = (
        CheckConstraint("(sheet_id IS NULL) = (made_by_id IS NOT NULL)", name="made_by"),
        CheckConstraint("people IS NULL OR people > 0", name="people"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_at"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by"),
        Index(None, "event_id", "made_at", "id"),
        Index(None, "place_id"),
        Index(None, "sheet_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    name: Mapped[str] = mapped_column(String(100))
    place_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("places.id"))
    """The enterprise of the list that bears the name."""
    people: Mapped[int | None]
    sheet_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("sign_in_sheets.id"))
    state: Mapped[CompanyState] = mapped_column(words(CompanyState, "state"), default=CompanyState.ACCEPTED)
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """Who accepted, corrected or dropped it last."""
    tally_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tallies.id"), unique=True)
    """The line of attendance into which its people were taken over."""

    place: Mapped[Place | None] = relationship()
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)
    tally: Mapped[Tally | None] = relationship()


class SignInKnock(Base):
    """One sign-in of a stranger, kept for a day so that a limit holds in every process."""

    __tablename__ = "sign_in_knocks"
    __table_args__ = (Index(None, "address_hash", "at"), Index(None, "at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    address_hash: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
