"""The check-ups of the example's enterprise sessions, filled by two people, and the risk notices made of them."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from outreach import clock
from outreach.check_ups.actions import finish_check_up, record_all_checks
from outreach.check_ups.judging import Wanted
from outreach.check_ups.lists.founding import standard_key
from outreach.check_ups.lists.models import CheckListVersion, CheckPoint
from outreach.check_ups.lists.standard import STANDARD_LISTS
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices.actions import (
    change_item,
    change_notice,
    hand_over,
    make_notice,
    move_revisit,
    release_notice,
    review_notice,
    withdraw_notice,
)
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.queries import BARE
from outreach.check_ups.rules import Found
from outreach.db import db, new_id
from outreach.demo.content.check_ups import CHECK_UPS, Checked, Paper
from outreach.demo.happenings import Happening, instant, working_day
from outreach.demo.lists import Lists
from outreach.demo.signing import add_signed_page
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.schedule.models import Event

_BEGUN, _EACH, _SENT = timedelta(minutes=35), timedelta(seconds=80), timedelta(minutes=4)
_PUT_OFF_BEFORE = timedelta(days=40)
_SETTLED, _PUT_OFF = "企业签收时已出示整改材料，经核对无需回访。", "企业来电请求改期。"
_FIRST_VERSION = 1


#: The points of the standard lists in the table, by their names in the content: "pay/payslip".
_Points = dict[str, uuid.UUID]


class _Days(NamedTuple):
    """Which days are off, and when the example is loaded."""

    holidays: frozenset[date]
    now: datetime


class _At(NamedTuple):
    """Where a check-up takes place."""

    event_id: uuid.UUID
    place_id: uuid.UUID


def check_companies(
    of_year: Iterable[tuple[Happening, Event]], lists: Lists, *, holidays: frozenset[date], now: datetime
) -> None:
    """Fill the check-ups session by session, and make their notices."""
    held, points = {happening.title: (happening, event) for happening, event in of_year}, _points()
    for checked in sorted(CHECK_UPS, key=lambda each: held[each.event][0].starts_at):
        happening, event = held[checked.event]
        at = _At(event.id, lists.places[checked.company])
        _fill(checked, happening, at, points, lists)
        check_up = _check_up(at)
        if checked.undecided is None:
            lead = lists.people[f"lead.{happening.team}"]
            finish_check_up(check_up, by=lead, now=instant(happening.on, "17:30"))
        if checked.paper is not None:
            _write_notice(checked.paper, check_up, happening, lists, _Days(holidays, now))


def _points() -> _Points:
    statement = (
        select(CheckPoint.id, CheckPoint.key)
        .join(CheckListVersion, CheckListVersion.id == CheckPoint.version_id)
        .where(CheckListVersion.number == _FIRST_VERSION)
    )
    ids = {row.key: row.id for row in db.session.execute(statement)}
    names = [f"{each.subject.value}/{point.code}" for each in STANDARD_LISTS for point in each.points]
    return {name: ids[_key(name)] for name in names}


def _fill(checked: Checked, happening: Happening, at: _At, points: _Points, lists: Lists) -> None:
    """Two people go through the lists, each through every other point; each phone sends what it has at the end."""
    asked = [name for name in points if name.partition("/")[0] in checked.lists]
    for number, name in enumerate(happening.counters[:2]):
        person = lists.people[name]
        begun = happening.starts_at + _BEGUN
        wanted = [
            Wanted(
                id=new_id(),
                event=at.event_id,
                company=at.place_id,
                point=points[point],
                found=_found_by(checked, point, number),
                note=checked.risks.get(point),
                at=begun + place * _EACH,
                by=person.id,
            )
            for place, point in enumerate(asked)
            if place % 2 == number or point == checked.undecided
        ]
        if wanted:
            record_all_checks(wanted, sender=person, now=begun + len(asked) * _EACH + (number + 1) * _SENT)


def _found_by(checked: Checked, name: str, number: int) -> Found:
    """What the first or the second of them found."""
    if name == checked.undecided:
        return Found.RISK if number else Found.IN_ORDER
    return _found(checked, name)


def _check_up(at: _At) -> CheckUp:
    there = select(CheckUp).where(CheckUp.event_id == at.event_id, CheckUp.place_id == at.place_id)
    return db.session.scalars(there.options(joinedload(CheckUp.event).options(*BARE))).one()


def _found(checked: Checked, name: str) -> Found:
    if name in checked.risks:
        return Found.RISK
    if name in checked.not_here:
        return Found.NOT_APPLICABLE
    return Found.NOT_SEEN if name in checked.not_seen else Found.IN_ORDER


def _write_notice(paper: Paper, check_up: CheckUp, happening: Happening, lists: Lists, days: _Days) -> None:
    """Made on the next working day by who checked, reviewed by the lead, brought to the company some days later."""
    lead, maker = lists.people[f"lead.{happening.team}"], lists.people[happening.counters[0]]
    made_on = working_day(happening.on + timedelta(days=1), days.holidays)
    made_at = instant(made_on, "9:30")
    notice = make_notice(check_up, by=maker, now=made_at, unfinished_is_meant=True)
    _put_into_words(notice, paper, happening.on.year, by=maker, now=made_at + timedelta(minutes=20))
    if not paper.is_reviewed:
        return
    review_notice(notice, by=lead, now=instant(made_on, "16:10"))
    if paper.withdrawn is not None:
        withdraw_notice(notice, reason=paper.withdrawn, by=lead, now=instant(made_on, "17:05"))
    elif paper.handed is not None:
        hand_over(notice, paper.handed, by=maker, now=instant(paper.handed, "15:20"))
        add_signed_page(notice, by=maker, now=instant(paper.handed, "16:40"))
        if paper.is_settled:
            move_revisit(notice, None, reason=_SETTLED, by=lead, now=instant(paper.handed, "17:20"))
        elif paper.put_off is not None:
            day = working_day(clock.local_day(days.now) + timedelta(days=paper.put_off), days.holidays)
            at = max(notice.changed_at, days.now - _PUT_OFF_BEFORE)
            move_revisit(notice, day, reason=_PUT_OFF, by=lead, now=at)
        if paper.is_released:
            released_at = instant(working_day(paper.handed + timedelta(days=1), days.holidays), "10:00")
            release_notice(notice, is_meant=True, by=lists.people["clerk"], now=released_at)


def _put_into_words(notice: Notice, paper: Paper, year: int, *, by: Person, now: datetime) -> None:
    change_notice(
        notice,
        number=f"人社法提〔{year}〕{paper.number}号",
        opening=notice.opening,
        closing=notice.closing,
        contact=notice.contact or "县人社局劳动关系窗口 12333",
        revisit_on=notice.revisit_on,
        by=by,
        now=now,
    )
    words = {_key(name): said for name, said in paper.words.items()}
    for item in [item for item in notice.items if item.key in words]:
        told = ("law_id", "article", "cost", "case_id", "advice", "due_on", "ask")
        kept: Any = {name: getattr(item, name) for name in told}
        change_item(notice, item, found=words[item.key], by=by, now=now, **kept)


def _key(name: str) -> uuid.UUID:
    subject, _slash, code = name.partition("/")
    return standard_key(Subject(subject), code)
