"""Risk notices, their items, and the template they are printed with."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.cases.models import Case
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices.rules import State
from outreach.db import Base, append_only, new_id, words
from outreach.evidence.models import StoredFile
from outreach.laws.models import Law
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.schedule.models import Event

_STANDS = text("state <> 'withdrawn'")


def _only_reviewed(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IS NULL OR reviewed_at IS NOT NULL", name=column)


class Notice(Base):
    """A risk notice of one check-up. Internal: only a released one is shown to viewers or leaves in an export."""

    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint("(reviewed_at IS NULL) = (reviewed_by_id IS NULL)", name="reviewed"),
        CheckConstraint("(handed_at IS NULL) = (handed_by_id IS NULL)", name="handed"),
        CheckConstraint("(released_at IS NULL) = (released_by_id IS NULL)", name="released"),
        CheckConstraint("state <> 'draft' OR (reviewed_at IS NULL AND handed_at IS NULL)", name="draft"),
        CheckConstraint("asked_at IS NULL OR state = 'draft'", name="asked"),
        CheckConstraint("state NOT IN ('reviewed', 'handed_over') OR reviewed_at IS NOT NULL", name="is_reviewed"),
        CheckConstraint("state <> 'handed_over' OR handed_at IS NOT NULL", name="is_handed_over"),
        *(_only_reviewed(column) for column in ("promised_on", "moved_because", "paper_sha256")),
        CheckConstraint("state <> 'withdrawn' OR withdrawn_reason IS NOT NULL", name="withdrawn"),
        Index("uq_notices_check_up_id", "check_up_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
        Index(None, "state", "made_at", "id"),
        Index(None, "made_at", "id"),
        Index(None, "revisit_on", "revisit_event_id"),
        Index(None, "revisit_event_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    check_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("check_ups.id"))
    number: Mapped[str | None] = mapped_column(String(60))
    """As it is registered: 〔2025〕第7号."""
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.DRAFT)
    opening: Mapped[str | None]
    closing: Mapped[str | None]
    contact: Mapped[str | None] = mapped_column(String(100))
    """Whom the company asks: a desk and its telephone, no person's."""
    revisit_on: Mapped[date | None]
    """The day that is planned: reminded of from two weeks before."""
    promised_on: Mapped[date | None]
    """The day of the revisit that the reviewed paper says."""
    moved_because: Mapped[str | None]
    """Why another day is planned than the paper says, or none."""
    revisit_event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    """Since when a draft waits for its review."""
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    handed_at: Mapped[datetime | None]
    handed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_reason: Mapped[str | None]
    paper_sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the kept paper; None until it is reviewed, and for what was reviewed before papers were kept."""

    check_up: Mapped[CheckUp] = relationship(lazy="joined")
    revisit_event: Mapped[Event | None] = relationship()
    made_by: Mapped[Person] = relationship(foreign_keys=made_by_id)
    reviewed_by: Mapped[Person | None] = relationship(foreign_keys=reviewed_by_id)
    handed_by: Mapped[Person | None] = relationship(foreign_keys=handed_by_id)
    items: Mapped[list["NoticeItem"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="NoticeItem.position"
    )

    @property
    def is_moved(self) -> bool:
        """Whether another day is planned than the company has on paper."""
        return self.reviewed_at is not None and self.revisit_on != self.promised_on

    @property
    def shown(self) -> list["NoticeItem"]:
        """The items that the company reads, in their order."""
        return [item for item in self.items if item.dropped_at is None]


class NoticeItem(Base):
    """One risk in a notice, in the words that the company reads; they are the notice's own from then on."""

    __tablename__ = "notice_items"
    __table_args__ = (
        UniqueConstraint("notice_id", "key"),
        CheckConstraint("weight BETWEEN 1 AND 3", name="weight"),
        Index(None, "notice_id", "position", "id"),
        Index(None, "law_id"),
        Index(None, "case_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    notice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("notices.id"))
    key: Mapped[uuid.UUID]
    """Of the point of the check-up."""
    position: Mapped[int] = mapped_column(SmallInteger)
    subject: Mapped[Subject] = mapped_column(words(Subject, "subject"))
    weight: Mapped[int] = mapped_column(SmallInteger)
    found: Mapped[str]
    """What was found."""
    law_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("laws.id"))
    article: Mapped[str | None] = mapped_column(String(100))
    cost: Mapped[str | None] = mapped_column(String(300))
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cases.id"))
    """The case that shows what it costs."""
    advice: Mapped[str | None]
    due_on: Mapped[date | None]
    ask: Mapped[str | None] = mapped_column(String(100))
    dropped_at: Mapped[datetime | None]
    """It was left out, and can be taken in again with the words it had."""

    law: Mapped[Law | None] = relationship(lazy="joined")
    case: Mapped[Case | None] = relationship(lazy="joined")


class NoticeTemplate(Base):
    """A Word file with which notices are printed; the last one that was uploaded is used."""

    __tablename__ = "notice_templates"
    __table_args__ = (Index(None, "at", "id"), Index(None, "sha256"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"))
    name: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    file: Mapped[StoredFile] = relationship(lazy="joined")
    by: Mapped[Person] = relationship()


append_only(NoticeTemplate.__table__)  # type: ignore[arg-type]


class NoticeCopy(Base):
    """The paper of a notice as it was reviewed; what it quotes may change afterwards, this does not."""

    __tablename__ = "notice_copies"
    __table_args__ = (Index(None, "notice_id", "at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    notice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("notices.id"))
    paper: Mapped[dict[str, Any]]
    """Title, paragraphs, bureau, further words and template, as copies.py packs them."""
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))


append_only(NoticeCopy.__table__)  # type: ignore[arg-type]


class NoticeWording(Base):
    """With which words a new notice begins and ends, and whom the company asks; the newest row holds."""

    __tablename__ = "notice_wordings"
    __table_args__ = (Index(None, "at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    opening: Mapped[str]
    closing: Mapped[str]
    contact: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))


append_only(NoticeWording.__table__)  # type: ignore[arg-type]
