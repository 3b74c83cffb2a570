"""What is done to the list of laws. None is deleted: events and articles point to it; it only ceases to be in force."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Invalid
from outreach.laws.models import Law
from outreach.laws.rules import bare_title, usual_short_title


@dataclass(frozen=True)
class LawFacts:
    """What is known of a law; titles with or without 《》, both days included."""

    title: str
    short_title: str | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None


def add_law(*, facts: LawFacts, by: Actor, now: datetime) -> Law:
    """A law in the list; without a short title it gets the usual one. Raises Invalid, also for a title twice."""
    facts = _checked(facts, None)
    law = Law(**asdict(facts))
    law.short_title = law.short_title or usual_short_title(law.title)
    db.session.add(law)
    db.session.flush()
    record_act("law.added", by=by, now=now, subject=law, title=law.title)
    return law


def change_law(*, law: Law, facts: LawFacts, by: Actor, now: datetime) -> None:
    """Set what is known of the law; raises as `add_law` does."""
    wanted = asdict(_checked(facts, law))
    changed = {field: value for field, value in wanted.items() if value != getattr(law, field)}
    if not changed:
        return
    for field, value in changed.items():
        old = getattr(law, field)
        setattr(law, field, value)
        written = [None if each is None else str(each) for each in (old, value)]
        record_change(law, field, old=written[0], new=written[1], by=by, now=now)
    db.session.flush()
    record_act("law.changed", by=by, now=now, subject=law, title=law.title, fields=sorted(changed))


def _checked(facts: LawFacts, law: Law | None) -> LawFacts:
    title, short_title = bare_title(facts.title), bare_title(facts.short_title or "") or None
    if not title or len(title) > 200:
        raise Invalid(_("Enter the title of the law, up to 200 characters."), field="title", code="title")
    first, last = facts.in_force_from, facts.in_force_to
    if first is not None and last is not None and last < first:
        raise Invalid(_("The last day lies before the first."), field="in_force_to", code="end_before_start")
    twin = db.session.scalar(select(Law).where(Law.title == title))
    if twin is not None and twin is not law:
        raise Invalid(_("This law is in the list already."), field="title", code="taken")
    return replace(facts, title=title, short_title=short_title)
