"""Who was there in the weeks before the day of loading: our people, the companies, and one page to sign in on."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from outreach.db import db, new_id
from outreach.demo.happenings import Happening, not_after
from outreach.demo.lists import Lists
from outreach.logbook.attendance.actions import say_who_was_there
from outreach.logbook.attendance.companies import accept_company, add_company, open_sheet, sign_in_company
from outreach.people.models import Person
from outreach.schedule.models import Event
from outreach.schedule.rules import Duty, Status, Track

_COMPANIES = (("示例宏达机械有限公司", 4), ("示例金穗食品有限公司", 3), ("示例星辰家居有限公司", None))
_SIGNED_IN = (("示例顺达快递有限公司", 2), ("示例新城建材有限公司", 3))
_ABSENT_EACH = 6
"""Of so many events one had a helper who could not come."""

_Laid = Sequence[tuple[Happening, Event]]


def write_attendance(current: _Laid, lists: Lists, *, now: datetime) -> None:
    """Say of each event that was held who of us was there; of those in companies which ones."""
    held = [(each, event) for each, event in current if event.status is Status.HELD and each.is_logged]
    for number, (each, event) in enumerate(held):
        _say(each, event, lists, number=number, now=now)
        if each.track in (Track.ENTERPRISE, Track.TRAINING):
            _list_companies(event, by=lists.people[f"lead.{each.team}"], now=not_after(each.ends_at, now))
    _let_sign_in(current, lists, now=now)


def _say(each: Happening, event: Event, lists: Lists, *, number: int, now: datetime) -> None:
    people = {lists.people[name].id: duty for name, duty in each.staff.items()}
    absent = _absent(people) if number % _ABSENT_EACH == _ABSENT_EACH - 1 else set()
    at = not_after(each.ends_at + timedelta(minutes=number % 9), now)
    by = lists.people[each.counters[0]] if each.counters else lists.people[f"lead.{each.team}"]
    say_who_was_there(event.id, form_id=new_id(), there=people.keys() - absent, absent=absent, by=by, now=at)


def _absent(people: dict[uuid.UUID, Duty]) -> set[uuid.UUID]:
    return {next(reversed([id for id, duty in people.items() if duty is not Duty.LEAD]))} if len(people) > 1 else set()


def _list_companies(event: Event, *, by: Person, now: datetime) -> None:
    names = ((event.place.name, None),) if event.place.kind == "enterprise" else _COMPANIES
    for name, people in names:
        add_company(event, company_id=new_id(), name=name, people=people, by=by, now=now)


def _let_sign_in(current: _Laid, lists: Lists, *, now: datetime) -> None:
    """One of today's or of the days before has a page on which two companies signed in; one waits for a look."""
    begun = [
        (each, event) for each, event in current if event.starts_at <= now and event.status is not Status.CANCELLED
    ]
    if not begun:
        return
    each, event = begun[-1]
    lead = lists.people[f"lead.{each.team}"]
    sheet = open_sheet(event, by=lead, now=not_after(event.starts_at - timedelta(hours=1), now))
    db.session.refresh(sheet)
    rows = [
        sign_in_company(sheet, company_id=new_id(), name=name, people=people, now=event.starts_at)
        for name, people in _SIGNED_IN
    ]
    accept_company(rows[0], by=lead, now=now)
