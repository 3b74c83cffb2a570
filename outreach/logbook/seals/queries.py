"""Reading the seals, and the lines of a stretch as a seal takes them up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from outreach.audit.models import AuditEntry
from outreach.db import db
from outreach.logbook.models import Tally
from outreach.logbook.seals.models import LedgerSeal
from outreach.logbook.seals.rules import COLUMNS
from outreach.seals.plain import plain
from outreach.seals.rules import Summed

#: The act that notes in the audit how far the ledger was sealed, and with which code.
ACT = "ledger.sealed"
_LINES_AT_ONCE = 2_000


def seals() -> Sequence[LedgerSeal]:
    """All seals, in the order of their chain."""
    return db.session.scalars(select(LedgerSeal).order_by(LedgerSeal.ends_at, LedgerSeal.day)).all()


def last_seal() -> LedgerSeal | None:
    """The newest."""
    return db.session.scalar(select(LedgerSeal).order_by(LedgerSeal.ends_at.desc(), LedgerSeal.day.desc()).limit(1))


def marks_of(seal: LedgerSeal) -> bytes:
    """What names the lines of the seal."""
    return db.session.scalar(select(LedgerSeal.marks).where(LedgerSeal.day == seal.day)) or b""


def first_received(since: datetime, until: datetime) -> datetime | None:
    """When the first line from `since` on was received; None where there is none before `until`."""
    received = (Tally.received_at >= since, Tally.received_at < until)
    return db.session.scalar(select(func.min(Tally.received_at)).where(*received))


def summed(since: datetime, until: datetime) -> Summed:
    """The lines received from `since` to before `until`, in the order of their receipt, a few at once."""
    lines = select(*(plain(Tally.__table__.c[name]).label(f"{name}_plain") for name in COLUMNS))
    statement = lines.where(Tally.received_at >= since, Tally.received_at < until).order_by(Tally.received_at, Tally.id)
    found = Summed()
    for rows in db.session.execute(statement, execution_options={"yield_per": _LINES_AT_ONCE}).partitions():
        for line in rows:
            found.take_up(line[:1], tuple(line))
    return found


def noted() -> Sequence[dict[str, Any]]:
    """What the audit keeps of the seals: the last day and its code, each time that days were sealed."""
    statement = select(AuditEntry.facts).where(AuditEntry.act == ACT).order_by(AuditEntry.at, AuditEntry.id)
    return db.session.scalars(statement).all()


def counts() -> tuple[int, int]:
    """How many seals there are, and how many lines they hold."""
    days, lines = db.session.execute(select(func.count(), func.coalesce(func.sum(LedgerSeal.lines), 0))).one()
    return days, int(lines)
