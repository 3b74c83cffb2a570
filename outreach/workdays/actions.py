"""Entering a year's notice, and withdrawing it again."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Conflict
from outreach.workdays.holidays import Holiday, named_days_of
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.notices import written_notice
from outreach.workdays.queries import announced_year, holidays_in


def announce_year(
    year: int, *, holidays: Sequence[Holiday], source: str | None, by: Actor, now: datetime
) -> AnnouncedYear:
    """The year with exactly these holidays, whatever it had before; Conflict for a day of another year's notice."""
    known = announced_year(year)
    before = written_notice(holidays_in(year)) if known else None
    announced = known or AnnouncedYear(year=year)
    old_source = announced.source
    announced.source, announced.changed_at = source or None, now
    db.session.add(announced)
    db.session.flush()
    db.session.execute(delete(SpecialDay).where(SpecialDay.year == year))
    days = named_days_of(holidays)
    _check_free([each.day for each in days])
    db.session.add_all(SpecialDay(day=each.day, year=year, kind=each.kind, name=each.name) for each in days)
    db.session.flush()
    after = written_notice(holidays_in(year))
    for field, old, new in (("days", before, after), ("source", old_source, announced.source)):
        if old != new:
            record_change(announced, field, old=old, new=new, by=by, now=now)
    record_act("workdays.announced", by=by, now=now, subject=announced, year=year, count=len(days))
    return announced


def withdraw_year(year: int, *, by: Actor, now: datetime) -> None:
    """Make the year 未公布 again; its days stand in its history. Nothing happens where it is already."""
    announced = announced_year(year)
    if announced is None:
        return
    record_change(announced, "days", old=written_notice(holidays_in(year)), new=None, by=by, now=now)
    record_act("workdays.withdrawn", by=by, now=now, subject=announced, year=year)
    db.session.execute(delete(SpecialDay).where(SpecialDay.year == year))
    db.session.delete(announced)
    db.session.flush()


def _check_free(days: Sequence[date]) -> None:
    taken = db.session.scalar(select(SpecialDay).where(SpecialDay.day.in_(days)).limit(1))
    if taken is not None:
        message = _("%(day)s stands in the table of %(year)s already.", day=taken.day, year=taken.year)
        raise Conflict(message, field="text", code="day_taken")
