"""Keeping standard answers, and marking them, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from outreach.answers import actions, queries
from outreach.answers.actions import AnswerFacts
from outreach.answers.rules import Mark, mark_of
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.fulltext.rules import asked
from outreach.laws.actions import LawFacts, change_law
from outreach.laws.queries import law
from outreach.people.rules import Role
from tests.making import NOW, make_answer, make_law, make_person, make_team, make_topic

DAY = date(2025, 3, 4)


def facts(**changes) -> AnswerFacts:
    return replace(
        AnswerFacts("没签合同能要双倍工资吗？", "可以，满一个月的次日起算。", make_team().id, DAY), **changes
    )


def added(by, **changes):
    with transaction():
        return actions.add_answer(facts=facts(**changes), by=db.session.merge(by), now=NOW)


def test_a_lead_keeps_the_own_teams_answers(app_context: Flask):
    team = make_team()
    lead, other = make_person(Role.LEAD, team=team), make_person(Role.LEAD, team=make_team("pension"))
    answer = added(lead, topic_id=make_topic().id, law_id=make_law().id, article="第八十二条")
    with transaction():
        here = queries.answer(answer.id, lock=True)
        actions.change_answer(here, facts=facts(text="可以。"), by=db.session.merge(lead), now=NOW)
    assert {change.field for change in changes_of(answer)} == {"text", "topic_id", "law_id", "article"}
    for act in (actions.retire_answer, actions.check_again):
        with pytest.raises(Forbidden), transaction():
            act(queries.answer(answer.id), by=db.session.merge(other), now=NOW)
    with pytest.raises(Forbidden):
        added(make_person(Role.STAFF, team=team))


@pytest.mark.parametrize(
    "changes",
    [{"question": " "}, {"text": ""}, {"as_of": DAY + timedelta(days=1)}, {"article": "第一条"}, {"text": "长" * 3001}],
)
def test_what_cant_stand_is_refused(app_context: Flask, changes):
    by = make_person(Role.CLERK)
    with pytest.raises(Invalid):
        added(by, **changes)


def test_an_answer_is_found_by_other_words_until_it_is_retired(app_context: Flask):
    by = make_person(Role.CLERK)
    answer = added(by)
    added(by, question="年假有几天？", text="看工龄。")
    asks = queries.answers_matching(parts=asked("未签订劳动合同 二倍工资"))
    assert [each.id for each in db.session.scalars(asks)] == [answer.id]
    with transaction():
        actions.retire_answer(queries.answer(answer.id), by=db.session.merge(by), now=NOW)
    assert db.session.scalars(asks).all() == []
    assert [each.id for each in db.session.scalars(queries.answers_matching(retired=True))] == [answer.id]
    with transaction():
        actions.restore_answer(queries.answer(answer.id), by=db.session.merge(by), now=NOW)
    assert [each.id for each in db.session.scalars(asks)] == [answer.id]


def test_the_condition_marks_what_the_rule_marks(app_context: Flask):
    by = make_person(Role.CLERK)
    laws = {
        "still": make_law(title="某甲法"),
        "over": make_law(title="某乙法", in_force_to=date(2025, 3, 1)),
        "replaced": make_law(title="某丙条例"),
        "edited": make_law(title="某丁办法"),
    }
    make_law(title="某丙条例（2025年修订）", in_force_from=date(2025, 3, 3))
    make_law(title="某甲法（2026年修订）", in_force_from=date(2026, 1, 1))
    with transaction():
        here = law(laws["edited"].id, lock=True)
        change_law(law=here, facts=LawFacts("某丁办法", None, date(2009, 1, 1)), by=db.session.merge(by), now=NOW)
    for day in (2, 3, 4):
        for each in laws.values():
            make_answer(law_id=each.id, as_of=date(2025, 3, day))
    make_answer()
    now = queries.laws_now(queries.laws_of_answers(), DAY)
    everything = db.session.scalars(queries.answers_matching()).all()
    marks = {each.id: mark_of(each.as_of, now.get(each.law_id)) for each in everything}
    found = set(db.session.scalars(queries.answers_matching(marked=queries.is_marked(now))))
    assert {each.id for each in found} == {id for id, mark in marks.items() if mark}
    assert sorted(mark for mark in marks.values() if mark) == sorted(
        [Mark.ENDED] * 3 + [Mark.REPLACED] + [Mark.CHANGED] * 2
    )
    assert queries.count_marked(DAY) == 6 and queries.count_marked(DAY, [make_team("pension").id]) == 0


def test_checked_again_takes_the_mark_away_but_not_of_a_law_that_ended(app_context: Flask):
    by = make_person(Role.CLERK)
    old = make_law(title="某乙法", in_force_to=date(2025, 3, 1))
    first, second = make_answer(as_of=date(2025, 1, 1)), make_answer(law_id=old.id)
    with transaction():
        actions.check_again(queries.answer(first.id), by=db.session.merge(by), now=NOW)
    assert queries.answer(first.id).as_of == DAY
    with pytest.raises(Conflict), transaction():
        actions.check_again(queries.answer(second.id), by=db.session.merge(by), now=NOW)


def test_names_are_asked_about_and_numbers_refused_but_a_desks_telephone(app_context: Flask):
    clerk, team_id = make_person(Role.CLERK), make_team().id
    with pytest.raises(Invalid, match="13812345678"):
        added(clerk, team_id=team_id, text="找王建国，电话13812345678。")
    with pytest.raises(Question, match="王先生") as asked_about:
        added(clerk, team_id=team_id, text="请找王先生，0730-5222222。")
    assert asked_about.value.code == "no_real_name"
    with transaction():
        told = facts(team_id=team_id, text="请找王先生，0730-5222222。")
        actions.add_answer(facts=told, by=db.session.merge(clerk), now=NOW, names_are_none=True)
