"""Check-ups and what was answered in them."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.rules import Found
from outreach.db import Base, append_only, new_id, words
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.schedule.models import Event


class CheckUp(Base):
    """A check-up 法律体检 of one company at one event, whatever the number of lists and of people who fill them."""

    __tablename__ = "check_ups"
    __table_args__ = (
        UniqueConstraint("event_id", "place_id"),
        CheckConstraint("(finished_at IS NULL) = (finished_by_id IS NULL)", name="finished"),
        Index(None, "place_id", "made_at", "id"),
        Index(None, "made_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places.id"))
    """The company."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    finished_at: Mapped[datetime | None]
    finished_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    event: Mapped[Event] = relationship(lazy="joined")
    place: Mapped[Place] = relationship(lazy="joined")
    results: Mapped[list["CheckResult"]] = relationship(back_populates="check_up", viewonly=True)


class CheckUpMerge(Base):
    """A check-up that was another one all along: its event was merged, or its company. Its answers count there.

    `into_id` is always one that stands.
    """

    __tablename__ = "check_up_merges"
    __table_args__ = (CheckConstraint("check_up_id <> into_id", name="another"), Index(None, "into_id"))

    check_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_ups.id"), primary_key=True)
    into_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_ups.id"))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class VoidedCheckUp(Base):
    """That a check-up was begun wrongly: as long as this stands, it counts nowhere. Its answers stay and are shown."""

    __tablename__ = "voided_check_ups"

    check_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_ups.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(String(300))

    by: Mapped[Person] = relationship(lazy="joined")


class CheckAnswer(Base):
    """What somebody found at one point. Its id comes from the device that made it (rule of the count 3).

    It takes the place of those answers only that its maker had seen (`CheckAnswerReplaced`): what two people found
    without a signal stands side by side until somebody who has seen both says which holds.
    """

    __tablename__ = "check_answers"
    __table_args__ = (
        Index(None, "check_up_id", "point_id", "received_at", "id"),
        Index(None, "point_id"),
        Index(None, "received_at", "id"),
        Index(None, "by_id", "received_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    check_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_ups.id"))
    point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_points.id"))
    found: Mapped[Found] = mapped_column(words(Found, "found"))
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    sent_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    note_hash: Mapped[str | None] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))

    check_up: Mapped[CheckUp] = relationship()
    point: Mapped[CheckPoint] = relationship(lazy="joined")
    by: Mapped[Person] = relationship(foreign_keys=by_id)
    sent_by: Mapped[Person] = relationship(foreign_keys=sent_by_id)
    note: Mapped["CheckNote | None"] = relationship(lazy="joined")
    note_erasure: Mapped["CheckNoteErasure | None"] = relationship(viewonly=True)


class CheckAnswerReplaced(Base):
    """An answer that another one takes the place of. It may still be on its way: hence no foreign key."""

    __tablename__ = "check_answers_replaced"
    __table_args__ = (Index(None, "replaced_id"),)

    answer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_answers.id"), primary_key=True)
    replaced_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)


append_only(CheckAnswer.__table__)  # type: ignore[arg-type]
append_only(CheckAnswerReplaced.__table__)  # type: ignore[arg-type]


class CheckNote(Base):
    """The free text of an answer, apart from it: it may hold personal data, and then it is erased."""

    __tablename__ = "check_notes"

    answer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_answers.id"), primary_key=True)
    text: Mapped[str]


class CheckNoteErasure(Base):
    """That the note of an answer was erased, when and by whom; what it said is kept nowhere."""

    __tablename__ = "check_notes_erased"

    answer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_answers.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    by: Mapped[Person] = relationship(lazy="joined")


class CheckResult(Base):
    """What the answers to one point of a check-up come to, kept so that lists and figures need not ask all answers.

    `found` is None while two people found different things: then it counts nowhere and is asked about.
    """

    __tablename__ = "check_results"
    __table_args__ = (
        CheckConstraint("(found IS NULL) = (answer_id IS NULL)", name="answer"),
        CheckConstraint("found IS NOT NULL OR (is_mended = false AND is_latest = false)", name="undecided"),
        Index(None, "key"),
        Index(None, "answer_id"),
        Index(None, "point_id"),
        Index(None, "is_latest", "found", "subject", "check_up_id"),
        Index(None, "is_latest", "found", "weight", "check_up_id", "key"),
        Index(None, "found", "check_up_id"),
        Index(None, "is_mended", "check_up_id"),
    )

    check_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_ups.id"), primary_key=True)
    key: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """Of the point, the same in all versions."""
    point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_points.id"))
    subject: Mapped[Subject] = mapped_column(words(Subject, "subject"))
    weight: Mapped[int] = mapped_column(SmallInteger)
    found: Mapped[Found | None] = mapped_column(words(Found, "found"))
    answer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("check_answers.id"))
    """The answer that holds; of several that say the same, the first received."""
    before: Mapped[Found | None] = mapped_column(words(Found, "before"))
    """What was found in this company at its check-up before, where the same was asked: in order, or a risk."""
    is_mended: Mapped[bool] = mapped_column(default=False)
    """It was a risk at the check-up before, and is none now: in order, or not applicable any more."""
    is_latest: Mapped[bool] = mapped_column(default=False)
    """No later check-up of this company says more of the point: a risk here is open."""

    check_up: Mapped[CheckUp] = relationship(back_populates="results")
    point: Mapped[CheckPoint] = relationship(lazy="joined")
    answer: Mapped[CheckAnswer | None] = relationship()
