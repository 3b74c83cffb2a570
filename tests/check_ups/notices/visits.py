"""Check-ups as the tests of notices need them: their results put there, without asking who answered what."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from outreach.check_ups.lists.models import CheckList, CheckListVersion, CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckNote, CheckResult, CheckUp
from outreach.check_ups.rules import Found
from outreach.db import new_id
from outreach.laws.subjects import Subject
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.rules import Status, Track
from tests.making import NOW, make_event, make_person, make_place, make_team, stored

_numbers = count(1)


def make_list(*titles: str, subject: Subject = Subject.LABOUR_CONTRACT, team: Team | None = None) -> CheckListVersion:
    """A published list with a point for each title, of weight 3, 2, 1, 3 …, to be mended within 30 days."""
    team = team or make_team("labor_relations")
    one = stored(CheckList(subject=subject, title=f"清单{next(_numbers)}", team_id=team.id, made_at=NOW))
    version = CheckListVersion(list_id=one.id, number=1, made_at=NOW, published_at=NOW)
    version.published_by_id = make_person(Role.LEAD).id
    version.points = [
        CheckPoint(
            key=new_id(),
            position=number,
            title=title,
            weight=3 - number % 3,
            cost="每月支付二倍工资",
            advice="一个月内补签书面劳动合同",
            within_days=30,
            ask="劳动关系股 0730-5222222",
        )
        for number, title in enumerate(titles)
    ]
    return stored(version)


def make_company(**changes: Any) -> Place:
    """A company."""
    return make_place(PlaceKind.ENTERPRISE, **{"name": f"示例机械{next(_numbers)}有限公司"} | changes)


def make_check_up(
    found: dict[CheckPoint, Found | None],
    *,
    company: Place | None = None,
    team: Team | None = None,
    starts_at: datetime = NOW,
    notes: dict[CheckPoint, str] | None = None,
    finished: bool = True,
    by: Person | None = None,
    status: Status = Status.HELD,
    is_latest: bool = True,
) -> CheckUp:
    """A check-up of the morning of 2025-03-04 with those results."""
    by = by or make_person()
    company = company or make_company()
    event = make_event(
        team=team or make_team("labor_relations"),
        place=company,
        starts_at=starts_at,
        status=status,
        track=Track.ENTERPRISE,
        title=f"送法入企：{company.name}",
    )
    check_up = CheckUp(event_id=event.id, place_id=company.id, made_at=starts_at, made_by_id=by.id)
    if finished:
        check_up.finished_at, check_up.finished_by_id = starts_at + timedelta(hours=1), by.id
    check_up = stored(check_up)
    for point, said in found.items():
        answer_id = None
        if said is not None:
            answer = CheckAnswer(id=new_id(), check_up_id=check_up.id, point_id=point.id, found=said, at=starts_at)
            answer.received_at, answer.by_id, answer.sent_by_id, answer.content_hash = starts_at, by.id, by.id, "0" * 64
            answer_id = stored(answer).id
            if notes and point in notes:
                stored(CheckNote(answer_id=answer_id, text=notes[point]))
        result = CheckResult(check_up_id=check_up.id, key=point.key, point_id=point.id, weight=point.weight)
        result.subject, result.found, result.answer_id = point.version.check_list.subject, said, answer_id
        result.is_latest = said is not None and is_latest and status is Status.HELD
        stored(result)
    return check_up
