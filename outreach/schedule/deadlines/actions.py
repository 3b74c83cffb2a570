"""Keeping deadlines: what is due, to whom, and when it was sent."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime

from outreach import clock
from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.schedule.campaigns.rules import day_of_year
from outreach.schedule.deadlines.queries import usual_deadlines_lacking
from outreach.schedule.deadlines.rules import check_sent
from outreach.schedule.models import Deadline
from outreach.schedule.rules import check_needed, check_text


@dataclass(frozen=True)
class DeadlineFacts:
    """All that is known of a deadline; `sent_on` is the local day on which it was sent."""

    title: str
    day: date
    document: str | None = None
    addressees: str | None = None
    note: str | None = None
    sent_on: date | None = None


def add_deadline(*, facts: DeadlineFacts, by: Actor, now: datetime) -> Deadline:
    """The new deadline; Invalid for one without title, and for a day of sending to come."""
    deadline = Deadline(**asdict(_checked(facts, now)), made_at=now)
    db.session.add(deadline)
    db.session.flush()
    record_act("deadline.added", by=by, now=now, subject=deadline, title=deadline.title, day=str(deadline.day))
    return deadline


def change_deadline(deadline: Deadline, *, facts: DeadlineFacts, by: Actor, now: datetime) -> Deadline:
    """The deadline with these facts; raises as `add_deadline` does."""
    wanted = asdict(_checked(facts, now))
    changed = [field for field, new in wanted.items() if getattr(deadline, field) != new]
    for field in changed:
        old, new = getattr(deadline, field), wanted[field]
        setattr(deadline, field, new)
        said = [None if each is None else str(each) for each in (old, new)]
        record_change(deadline, field, old=said[0], new=said[1], by=by, now=now)
    if changed:
        record_act("deadline.changed", by=by, now=now, subject=deadline, title=deadline.title, fields=changed)
    db.session.flush()
    return deadline


def mark_sent(deadline: Deadline, *, sent_on: date | None, by: Actor, now: datetime) -> Deadline:
    """The deadline, sent on that local day; None takes the mark away again."""
    return change_deadline(deadline, facts=replace(facts_of_deadline(deadline), sent_on=sent_on), by=by, now=now)


def remove_deadline(deadline: Deadline, *, by: Actor, now: datetime) -> None:
    """Take the deadline away; the audit keeps what it was."""
    record_act("deadline.removed", by=by, now=now, subject=deadline, title=deadline.title, day=str(deadline.day))
    db.session.delete(deadline)
    db.session.flush()


def add_usual_deadlines(year: int, *, by: Actor, now: datetime) -> int:
    """Add what is due every year and not there yet in `year`; how many that are."""
    lacking = usual_deadlines_lacking(year)
    for usual in lacking:
        facts = DeadlineFacts(
            title=usual.title,
            day=day_of_year(year, usual.day),
            document=usual.document,
            addressees=usual.addressees,
            note=usual.note,
        )
        add_deadline(facts=facts, by=by, now=now)
    return len(lacking)


def facts_of_deadline(deadline: Deadline) -> DeadlineFacts:
    """What is known of a deadline that is there."""
    return DeadlineFacts(**{field.name: getattr(deadline, field.name) for field in fields(DeadlineFacts)})


def _checked(facts: DeadlineFacts, now: datetime) -> DeadlineFacts:
    check_sent(facts.sent_on, clock.local_day(now))
    return replace(
        facts,
        title=check_needed(facts.title, "title"),
        document=check_text(facts.document, "document", 200),
        addressees=check_text(facts.addressees, "addressees", 200),
        note=check_text(facts.note, "note"),
    )
