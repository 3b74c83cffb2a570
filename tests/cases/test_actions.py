"""Keeping cases, on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from outreach.audit.histories import changes_of
from outreach.cases import actions, queries, telling
from outreach.cases.actions import CaseFacts
from outreach.cases.rights import told_at
from outreach.cases.rules import Source
from outreach.db import db, new_id, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.fulltext.rules import asked
from outreach.laws.subjects import Subject
from outreach.logbook.attendance.models import Presence
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.models import PlaceName
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Assignment, Event
from outreach.schedule.queries import event as event_of
from outreach.schedule.rules import Status
from tests.making import NOW, make_case, make_event, make_law, make_person, make_place, make_tally, make_team, stored


def facts(**changes) -> CaseFacts:
    told = CaseFacts(
        title="未订立书面劳动合同支付二倍工资案",
        subject=Subject.LABOUR_CONTRACT,
        team_id=make_team("labor_relations").id,
        facts="李某入职某公司八个月，公司未与其订立书面劳动合同。",
        outcome="裁决支付二倍工资差额。",
        lesson="用工之日起一个月内订立书面劳动合同。",
        source=Source.ARBITRATION,
    )
    return replace(told, **changes)


def added(by, *, names_are_none=False, **changes):
    with transaction():
        told = facts(**changes)
        return actions.add_case(facts=told, by=db.session.merge(by), now=NOW, names_are_none=names_are_none)


def changed(case, by, **changes):
    with transaction():
        here = queries.case(case.id, lock=True)
        return actions.change_case(here, facts=facts(**changes), by=db.session.merge(by), now=NOW)


def test_staff_add_for_their_team_and_the_lead_changes(app_context: Flask):
    team = make_team("labor_relations")
    staff, colleague, lead = (make_person(role, team=team) for role in (Role.STAFF, Role.STAFF, Role.LEAD))
    case = added(staff)
    changed(case, staff, lesson="一个月内签。")
    changed(case, lead, lesson="一个月内签订。")
    for other in (colleague, make_person(Role.LEAD, team=make_team("pension"))):
        with pytest.raises(Forbidden):
            changed(case, other, lesson="别的")
    with pytest.raises(Forbidden):
        added(staff, team_id=make_team("pension").id)
    assert [change.field for change in changes_of(queries.case(case.id))] == ["lesson", "lesson"]


def test_the_history_says_laws_as_they_are_quoted(app_context: Flask):
    by, first, second = make_person(Role.CLERK), make_law(title="甲法"), make_law(title="乙法")
    case = added(by, laws=[(first.id, "第八十二条"), (second.id, None)])
    changed(case, by, laws=[(second.id, "第三条")])
    (change,) = changes_of(queries.case(case.id))
    assert (change.field, change.old, change.new) == ("laws", "《甲法》第八十二条、《乙法》", "《乙法》第三条")
    assert [each.law_id for each in queries.case(case.id).laws] == [second.id]


@pytest.mark.parametrize(
    "told",
    [
        {"facts": "联系13812345678"},
        {"title": "身份证11010519491231002X"},
        {"source_text": "0731-88881234"},
        {"lesson": " "},
    ],
)
def test_a_number_that_belongs_to_somebody_is_never_saved(app_context: Flask, told):
    by = make_person(Role.CLERK)
    with pytest.raises(Invalid) as refused:
        added(by, names_are_none=True, **told)
    assert refused.value.field == next(iter(told))


@pytest.mark.parametrize("called", ["示例恒丰纺织有限公司", "恒丰纺织", "恒丰公司", "老恒丰厂"])
def test_a_company_of_the_places_is_asked_about_by_each_of_its_names(app_context: Flask, called: str):
    company = make_place(PlaceKind.ENTERPRISE, name="示例恒丰纺织有限公司", retired_at=NOW)
    stored(PlaceName(place_id=company.id, name="老恒丰厂"))
    with pytest.raises(Question, match=called):
        added(make_person(Role.CLERK), lesson=f"{called}没有签订书面劳动合同。")


def test_a_name_is_asked_about_and_saved_once_it_is_none(app_context: Flask):
    by = make_person(Role.CLERK)
    with pytest.raises(Question) as asked_about:
        added(by, facts="张三入职湖南宏达机械有限公司。")
    assert asked_about.value.facts == {"found": 2}
    assert "张三" in str(asked_about.value.message) and "湖南宏达机械有限公司" in str(asked_about.value.message)
    case = added(by, names_are_none=True, facts="张三入职湖南宏达机械有限公司。")
    assert queries.case(case.id).facts == "张三入职湖南宏达机械有限公司。"


def test_a_changed_case_is_found_by_its_new_words(app_context: Flask):
    by = make_person(Role.CLERK)
    case = added(by)
    for question, found in (("双倍工资", True), ("工伤认定", False)):
        assert bool(db.session.scalars(queries.cases_matching(parts=asked(question))).all()) is found
    changed(case, by, title="上班途中受伤认定工伤案", facts="某公司。", outcome="认定。", lesson="及时申报。")
    for question, found in (("双倍工资", False), ("工伤认定", True)):
        assert bool(db.session.scalars(queries.cases_matching(parts=asked(question))).all()) is found


def test_filters_and_retiring(app_context: Flask):
    by, law = make_person(Role.CLERK), make_law()
    case, other = added(by, laws=[(law.id, None)]), added(by, subject=Subject.PAY, source=Source.COURT)

    def found(**wanted):
        return [each.id for each in db.session.scalars(queries.cases_matching(**wanted))]

    assert (
        found(law_id=law.id) == found(subject=Subject.LABOUR_CONTRACT) == found(source=Source.ARBITRATION) == [case.id]
    )
    assert set(found()) == {case.id, other.id}
    with transaction():
        actions.retire_case(queries.case(case.id), by=db.session.merge(by), now=NOW)
    assert found() == [other.id] and found(retired=True) == [case.id]
    with transaction():
        actions.restore_case(queries.case(case.id), by=db.session.merge(by), now=NOW)
    assert set(found()) == {case.id, other.id}
    assert [each.id for each in queries.laws_behind()] == [law.id]


def test_a_case_is_told_once_at_an_event(app_context: Flask):
    by, case, event = make_person(team=make_team()), make_case(), make_event()
    for _twice in range(2):
        with transaction():
            telling.tell_at_event(queries.case(case.id), event_of(event.id), by=db.session.merge(by), now=NOW)
    assert [each.id for each in queries.cases_at(event.id)] == [case.id]
    assert [each.event_id for each in queries.events_told_at(case.id)] == [event.id]
    assert queries.times_told([case.id]) == {case.id: 1}
    with transaction():
        telling.take_back_at_event(queries.case(case.id), event_of(event.id), by=db.session.merge(by), now=NOW)
    assert queries.cases_at(event.id) == []
    cancelled, viewer = make_event(status=Status.CANCELLED), make_person(Role.VIEWER)
    with pytest.raises(Conflict), transaction():
        telling.tell_at_event(queries.case(case.id), event_of(cancelled.id), by=db.session.merge(by), now=NOW)
    with pytest.raises(Forbidden), transaction():
        telling.tell_at_event(queries.case(case.id), event_of(event.id), by=db.session.merge(viewer), now=NOW)


def part_in(event: Event, part: str) -> Person:
    """Somebody with that part in the event, which the default team leads."""
    role = {"lead of another team": Role.LEAD, "clerk": Role.CLERK}.get(part, Role.STAFF)
    person = make_person(role, team=make_team("employment" if part == "of the team" else "pension"))
    if part == "put down":
        stored(Assignment(event_id=event.id, person_id=person.id))
    if part in ("was there", "was not there"):
        row = Presence(id=new_id(), event_id=event.id, person_id=person.id, there=part == "was there", by_id=person.id)
        row.at = row.received_at = NOW
        stored(row)
    if part == "logged":
        make_tally(event, by=person)
    return person


@pytest.mark.parametrize(
    ("part", "tells"),
    [
        ("of the team", True),
        ("put down", True),
        ("was there", True),
        ("logged", True),
        ("clerk", True),
        ("was not there", False),
        ("no part", False),
        ("lead of another team", False),
    ],
)
def test_who_has_a_part_in_an_event_says_what_is_told_there(app_context: Flask, part: str, tells: bool):
    case, event, other = (
        make_case(),
        make_event(team=make_team("employment")),
        make_event(team=make_team("work_injury")),
    )
    by = part_in(event, part)
    for act in (telling.tell_at_event, telling.take_back_at_event):
        try:
            with transaction():
                act(queries.case(case.id), event_of(event.id), by=db.session.merge(by), now=NOW)
        except Forbidden:
            assert not tells
        else:
            assert tells
    day = date(2025, 3, 4)
    offered = {each.id for each in queries.events_to_choose("", day, day, told_at(db.session.merge(by), day))}
    assert (event.id in offered, other.id in offered) == (tells, part == "clerk")


def test_a_law_out_of_force_is_marked(app_context: Flask):
    by, old = make_person(Role.CLERK), make_law(in_force_to=date(2025, 3, 3))
    case = added(by, laws=[(old.id, None), (make_law().id, None)])
    assert queries.out_of_force(queries.case(case.id), date(2025, 3, 4)) == {old.id}
    assert queries.out_of_force(queries.case(case.id), date(2025, 3, 3)) == set()
