"""Sealing a day that is over."""

from datetime import date, datetime, time, timedelta

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.db import db
from outreach.logbook.seals import queries
from outreach.logbook.seals.models import LedgerSeal
from outreach.logbook.seals.rules import code_of_day
from outreach.seals.actions import BEFORE_ALL, end_of_days
from outreach.seals.rules import Summed


def next_stretch(now: datetime) -> tuple[date, datetime, datetime] | None:
    """The next day with lines that can be sealed, and from when to (not included) when its seal goes.

    None where all is sealed; days without a line are part of the next one's stretch.
    """
    last = queries.last_seal()
    begins_at = last.ends_at if last else BEFORE_ALL
    over = end_of_days(now)
    if (first := queries.first_received(begins_at, over)) is None:
        return None
    day = clock.local_day(first)
    if last is not None and day <= last.day:  # the bureau's zone was set to another meanwhile
        day = last.day + timedelta(days=1)
    ends_at = _midnight(day + timedelta(days=1))
    return (day, begins_at, ends_at) if ends_at <= over else None


def seal_day(stretch: tuple[date, datetime, datetime], found: Summed, *, now: datetime) -> LedgerSeal:
    """Keep the seal of the stretch in which these lines were found."""
    last, (day, begins_at, ends_at) = queries.last_seal(), stretch
    seal = LedgerSeal(day=day, begins_at=begins_at, ends_at=ends_at, lines=found.rows, sealed_at=now)
    seal.lines_sha256, seal.marks = found.sha256, bytes(found.marks)
    seal.code = code_of_day(last.code if last else "", seal, seal.marks)
    db.session.add(seal)
    db.session.flush()
    return seal


def note_seals(*, now: datetime) -> None:
    """Write into the audit how far the ledger is sealed now."""
    if (last := queries.last_seal()) is not None:
        record_act(queries.ACT, by=Machine(), now=now, day=last.day.isoformat(), code=last.code)


def _midnight(day: date) -> datetime:
    return clock.instant(datetime.combine(day, time()))
