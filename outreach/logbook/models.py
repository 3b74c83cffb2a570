"""The ledger: lines that are only ever added."""

import uuid
from datetime import datetime

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, words
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.models import Event

_REVERSES = text("reverses_id IS NOT NULL")


class Tally(Base):
    """One line of the ledger 登记. Its id comes from the device that made it (rule of the count 3).

    `at` is the device's instant, `received_at` the server's; the ledger is ordered by `received_at`, then id.
    The note lives in a row of its own that can be erased; the line keeps the note's hash.
    """

    __tablename__ = "tallies"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "kind"], ["items.id", "items.kind"]),
        CheckConstraint(
            "reverses_id IS NOT NULL OR quantity > 0 OR (quantity = 0 AND kind = 'handout' AND item_id IS NULL)",
            name="quantity",
        ),
        CheckConstraint("reverses_id IS NULL OR (reverses_id <> id AND reason IS NOT NULL)", name="reversal"),
        CheckConstraint("takes_back = (quantity < 0) OR (quantity = 0 AND reverses_id IS NOT NULL)", name="takes_back"),
        CheckConstraint("kind <> 'display' OR item_id IS NOT NULL", name="display_has_item"),
        CheckConstraint("quantity BETWEEN -1000000 AND 1000000", name="quantity_range"),
        # Only over reversals: over all lines, planners take it for "reverses_id IS NULL", which is nearly every line.
        Index("uq_tallies_reverses_id", "reverses_id", unique=True, sqlite_where=_REVERSES, postgresql_where=_REVERSES),
        Index("ix_tallies_event_sums", "event_id", "kind", "item_id", "quantity", "received_at", "basis"),
        Index(None, "item_id"),
        Index(None, "received_at", "id"),
        Index(None, "by_id", "received_at"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    kind: Mapped[CountKind] = mapped_column(words(CountKind, "kind"))
    item_id: Mapped[uuid.UUID | None]
    quantity: Mapped[int]
    basis: Mapped[Basis] = mapped_column(words(Basis, "basis"), default=Basis.COUNTED)
    at: Mapped[datetime]
    clock_offset: Mapped[int | None]
    """Seconds by which the device's clock was ahead when it sent, where it said what time it had."""
    received_at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    """Who counted."""
    sent_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    """Whose session or token sent the line."""
    reverses_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tallies.id"))
    takes_back: Mapped[bool] = mapped_column(default=False)
    """Whether the line undoes another: a reversal does; the reversal of a reversal puts the first line back."""
    reason: Mapped[str | None]
    note_hash: Mapped[str | None] = mapped_column(String(64))

    event: Mapped[Event] = relationship()
    item: Mapped[Item | None] = relationship(
        primaryjoin="foreign(Tally.item_id) == Item.id", viewonly=True, lazy="joined"
    )
    by: Mapped[Person] = relationship(foreign_keys=by_id)
    sent_by: Mapped[Person] = relationship(foreign_keys=sent_by_id)
    note: Mapped["TallyNote | None"] = relationship(lazy="joined")


class TallyNote(Base):
    """The free text of a line, apart from it: it may hold personal data, and then it is erased."""

    __tablename__ = "tally_notes"

    tally_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tallies.id"), primary_key=True)
    text: Mapped[str]


class TallyNoteErasure(Base):
    """That the note of a line was erased, when and by whom; what it said is kept nowhere."""

    __tablename__ = "tally_notes_erased"

    tally_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tallies.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    by: Mapped[Person] = relationship(lazy="joined")


append_only(Tally.__table__, has_own_seal=True)  # type: ignore[arg-type]

#: A reversal is the whole of its line with the sign turned; the database holds that too (rule of the count 2).
_OPPOSITE = (
    "NOT EXISTS (SELECT 1 FROM tallies line WHERE line.id = NEW.reverses_id AND line.event_id = NEW.event_id "
    "AND line.kind = NEW.kind AND line.basis = NEW.basis AND line.quantity = -NEW.quantity "
    "AND coalesce(line.item_id, NEW.event_id) = coalesce(NEW.item_id, NEW.event_id))"
)
_REVERSAL_TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER tallies_reversal BEFORE INSERT ON tallies "
        f"WHEN NEW.reverses_id IS NOT NULL AND {_OPPOSITE} "
        "BEGIN SELECT RAISE(ABORT, 'a reversal is the whole of its line'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN IF NEW.reverses_id IS NOT NULL AND {_OPPOSITE} THEN "
        "RAISE EXCEPTION 'a reversal is the whole of its line' USING ERRCODE = 'check_violation'; "
        "END IF; RETURN NEW; END $$",
        "CREATE TRIGGER tallies_reversal BEFORE INSERT ON tallies FOR EACH ROW EXECUTE FUNCTION check_reversal()",
    ),
}
for _dialect, _statements in _REVERSAL_TRIGGERS.items():
    for _statement in _statements:
        event.listen(Tally.__table__, "after_create", DDL(_statement).execute_if(dialect=_dialect))
