"""Questions of the example that needed an answer: open ones, one overdue, answered ones, and mere referrals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from outreach import clock
from outreach.db import new_id
from outreach.demo.answering import Laid
from outreach.demo.happenings import Happening
from outreach.demo.lists import Lists
from outreach.logbook.follow_ups import queries
from outreach.logbook.follow_ups.actions import answer_follow_up, record_follow_ups
from outreach.logbook.follow_ups.rules import Referral, Wanted
from outreach.schedule.models import Event
from outreach.schedule.rules import Status


@dataclass(frozen=True)
class _Question:
    """Asked at the last event of a team; `due_in` days from the day of loading, None for the usual days.

    `answered` says what the answer was; who counted there owes it, unless `is_noted`.
    """

    team: str
    topic: str | None
    asked: str
    due_in: int | None = None
    answered: str | None = None
    is_noted: bool = False
    referral: Referral | None = None
    referral_to: str | None = None
    order_number: str | None = None
    contact: str | None = None


_QUESTIONS = (
    _Question(
        "employment",
        "startup_loan",
        "返乡开网店，担保贷款的反担保人能否免",
        due_in=-3,
        contact="0730-0000000",
    ),
    _Question("employment", "skills_training", "电工培训班下期什么时候开，55岁还能不能报", due_in=2),
    _Question(
        "pension",
        "pension_transfer",
        "在外省缴过6年，两地有重复缴费的月份，转回来怎么算",
        due_in=4,
        order_number="12333-示例-0417",
    ),
    _Question(
        "pension",
        "pension_record",
        "1996年下岗前的工龄在账户里查不到",
        answered="已查档案，认定手续和所需材料已说明，本人到窗口补录",
        referral=Referral.WINDOW,
    ),
    _Question("work_injury", "injury_recognition", "下班绕路接孩子出车祸算不算工伤", due_in=5),
    _Question(
        "labor_relations",
        "wage_arrears",
        "包工头欠薪，没有合同，只有记工本",
        is_noted=True,
        referral=Referral.INSPECTION,
    ),
    _Question(
        "labor_relations", "arbitration", "被辞退三个月了还能不能申请仲裁", is_noted=True, referral=Referral.ARBITRATION
    ),
    _Question(
        "labor_relations",
        None,
        "工地宿舍漏雨没人管",
        is_noted=True,
        referral=Referral.BUREAU,
        referral_to="住房和城乡建设局",
    ),
)


def note_questions(current: Laid, lists: Lists, *, now: datetime) -> None:
    """Write them for the last event that each team held before `now`."""
    last = _last_held(current, now)
    for each in _QUESTIONS:
        if each.team in last:
            _note(each, *last[each.team], lists, now=now)


def _last_held(current: Laid, now: datetime) -> dict[str, tuple[Happening, Event]]:
    held: Iterable[tuple[Happening, Event]] = (pair for pair in current if pair[1].status is Status.HELD)
    return {pair[0].team: pair for pair in sorted(held, key=lambda pair: pair[1].starts_at) if pair[1].ends_at < now}


def _note(each: _Question, happening: Happening, event: Event, lists: Lists, *, now: datetime) -> None:
    by, noted_at = lists.people[happening.counters[0]], event.ends_at - timedelta(minutes=10)
    wanted = Wanted(
        id=new_id(),
        event=event.id,
        asked=each.asked,
        topic=each.topic,
        owed=not each.is_noted,
        due_on=None if each.due_in is None else clock.local_day(now) + timedelta(days=each.due_in),
        referral=each.referral,
        referral_to=each.referral_to,
        order_number=each.order_number,
        contact=each.contact,
        at=noted_at,
    )
    record_follow_ups([wanted], sender=by, now=noted_at)
    if each.answered is not None:
        answered_at = min(noted_at + timedelta(days=1), now)
        answer_follow_up(queries.follow_up(wanted.id), answer=each.answered, by=by, now=answered_at)
