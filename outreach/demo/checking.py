"""The check-ups of the example's visits to companies, filled by two people, and the risk notices made of them."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from outreach.cases.models import Case
from outreach.check_ups.actions import finish_check_up, record_all_checks
from outreach.check_ups.judging import Wanted
from outreach.check_ups.lists.founding import standard_key
from outreach.check_ups.lists.models import CheckListVersion, CheckPoint
from outreach.check_ups.lists.standard import STANDARD_LISTS
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices.actions import (
    ask_for_review,
    change_item,
    change_notice,
    drop_item,
    hand_over,
    make_notice,
    move_revisit,
    release_notice,
    review_notice,
    withdraw_notice,
)
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.notices.queries import next_number
from outreach.check_ups.queries import BARE
from outreach.check_ups.rules import Found
from outreach.db import db, new_id
from outreach.demo.content.check_ups import Checked, Paper, Risk
from outreach.demo.happenings import Happening, instant, working_day
from outreach.demo.lists import Lists
from outreach.demo.signing import add_signed_page
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.schedule.models import Event

_BEGUN, _EACH, _SENT = timedelta(minutes=35), timedelta(seconds=80), timedelta(minutes=4)
_DAY = timedelta(days=1)
_FIRST_VERSION = 1

#: The points of the standard lists in the table, by their names in the content: "pay/payslip".
_Points = dict[str, uuid.UUID]


class _At(NamedTuple):
    """Where a check-up takes place."""

    event_id: uuid.UUID
    place_id: uuid.UUID


@dataclass(frozen=True)
class _Desk:
    """What a notice is written with: who works on it, the cases by their titles, and which days are off."""

    maker: Person
    lead: Person
    clerk: Person
    cases: Mapping[str, Case]
    holidays: frozenset[date]


def check_companies(
    check_ups: Iterable[Checked],
    laid: Iterable[tuple[Happening, Event]],
    lists: Lists,
    cases: Mapping[str, Case],
    *,
    holidays: frozenset[date],
) -> None:
    """Fill the check-ups event by event, but for those whose event is not laid, and make their notices."""
    held = {happening.title: (happening, event) for happening, event in laid if happening.is_logged}
    points = _points()
    done = (each for each in check_ups if each.event in held)
    for checked in sorted(done, key=lambda each: held[each.event][0].starts_at):
        happening, event = held[checked.event]
        at = _At(event.id, lists.places[checked.company])
        _fill(checked, happening, at, points, lists)
        check_up, lead = _check_up(at), lists.people[f"lead.{happening.team}"]
        if checked.undecided is None:
            finish_check_up(check_up, by=lead, now=instant(happening.on, "17:30"))
        desk = _Desk(lists.people[happening.counters[0]], lead, lists.people["clerk"], cases, holidays)
        paper, day = checked.paper, happening.on
        while paper is not None:
            day = working_day(day + _DAY, holidays)
            _write_notice(paper, checked.risks, check_up, day, desk)
            paper = paper.again


def _points() -> _Points:
    statement = (
        select(CheckPoint.id, CheckPoint.key)
        .join(CheckListVersion, CheckListVersion.id == CheckPoint.version_id)
        .where(CheckListVersion.number == _FIRST_VERSION)
    )
    ids = {row.key: row.id for row in db.session.execute(statement)}
    names = [f"{each.subject.value}/{point.code}" for each in STANDARD_LISTS for point in each.points]
    return {name: ids[_key(name)] for name in names}


def begun_at(checked: Checked, happening: Happening) -> datetime:
    """When they began to go through the lists there."""
    return happening.starts_at + _BEGUN if checked.begun is None else instant(happening.on, checked.begun)


def ended_at(checked: Checked, happening: Happening) -> datetime:
    """When they came to the end of the lists."""
    asked = sum(len(each.points) for each in STANDARD_LISTS if each.subject in checked.lists)
    return begun_at(checked, happening) + asked * _EACH


def _fill(checked: Checked, happening: Happening, at: _At, points: _Points, lists: Lists) -> None:
    """Two people go through the lists, each through every other point; each phone sends what it has at the end."""
    asked = [name for name in points if name.partition("/")[0] in checked.lists]
    begun, ended = begun_at(checked, happening), ended_at(checked, happening)
    for number, name in enumerate(happening.counters[:2]):
        person = lists.people[name]
        wanted = [
            Wanted(
                id=new_id(),
                event=at.event_id,
                company=at.place_id,
                point=points[point],
                found=_found_by(checked, point, number),
                note=checked.risks[point].note if point in checked.risks else None,
                at=begun + place * _EACH,
                by=person.id,
            )
            for place, point in enumerate(asked)
            if place % 2 == number or point == checked.undecided
        ]
        if wanted:
            record_all_checks(wanted, sender=person, now=ended + (number + 1) * _SENT)


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


def _write_notice(paper: Paper, risks: Mapping[str, Risk], check_up: CheckUp, day: date, desk: _Desk) -> None:
    """Made on the `day` by who checked, reviewed by the lead, brought to the company some days later."""
    made_at, maker = instant(day, "9:30"), desk.maker
    notice = make_notice(check_up, by=maker, now=made_at, unfinished_is_meant=True)
    _put_into_words(notice, paper, risks, desk, day=day, now=made_at + timedelta(minutes=20))
    if not paper.is_reviewed:
        ask_for_review(notice, by=maker, now=made_at + timedelta(minutes=25))
        return
    review_notice(notice, by=desk.lead, now=instant(day, "16:10"))
    if paper.withdrawn is not None:
        withdraw_notice(notice, reason=paper.withdrawn, by=desk.lead, now=instant(day, "17:05"))
    elif paper.handed_after is not None:
        _bring(notice, paper, check_up.event.day + timedelta(days=paper.handed_after), desk)


def _bring(notice: Notice, paper: Paper, day: date, desk: _Desk) -> None:
    """Hand it over, keep the signed page, and plan the revisit another way where the company asked for that."""
    day = working_day(day, desk.holidays)
    hand_over(notice, day, by=desk.maker, now=instant(day, "15:20"))
    add_signed_page(notice, by=desk.maker, now=instant(day, "16:40"))
    if paper.unneeded is not None:
        move_revisit(notice, None, reason=paper.unneeded, by=desk.lead, now=instant(day, "17:20"))
    elif paper.put_off is not None:
        put_off = paper.put_off
        asked_at = instant(put_off.asked, "11:10")
        move_revisit(notice, put_off.to, reason=put_off.reason, by=desk.lead, now=asked_at)
    if paper.is_released:
        released_at = instant(working_day(day + _DAY, desk.holidays), "10:00")
        release_notice(notice, is_meant=True, by=desk.clerk, now=released_at)


def _put_into_words(
    notice: Notice, paper: Paper, risks: Mapping[str, Risk], desk: _Desk, *, day: date, now: datetime
) -> None:
    """The number behind the last one, and of each risk what was seen there and a case that shows what it costs."""
    by = desk.maker
    change_notice(
        notice,
        number=next_number(day),
        opening=notice.opening,
        closing=notice.closing,
        contact=notice.contact or "县人社局劳动关系窗口 12333",
        revisit_on=notice.revisit_on,
        by=by,
        now=now,
    )
    of_key = {_key(name): (name, risk) for name, risk in risks.items()}
    for item in list(notice.items):
        name, risk = of_key.get(item.key, (None, Risk()))
        if name in paper.left_out:
            drop_item(notice, item, by=by, now=now)
        elif risk.said is not None:
            told = ("law_id", "article", "cost", "advice", "due_on", "ask")
            kept: Any = {field: getattr(item, field) for field in told}
            kept["case_id"] = None if risk.case is None else desk.cases[risk.case].id
            change_item(notice, item, found=risk.said, by=by, now=now, **kept)


def _key(name: str) -> uuid.UUID:
    subject, _slash, code = name.partition("/")
    return standard_key(Subject(subject), code)
