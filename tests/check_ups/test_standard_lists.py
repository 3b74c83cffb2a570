"""The standard check-up lists: what they must hold, and how a new bureau gets them."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach.anonymity.rules import people_in
from outreach.check_ups.lists.founding import add_standard_check_lists, standard_key
from outreach.check_ups.lists.models import CheckList, CheckPoint
from outreach.check_ups.lists.standard import STANDARD_LISTS
from outreach.check_ups.lists.standard.shape import StandardList, StandardPoint
from outreach.check_ups.notices.rules import NOTHING_FOUND, USUAL_CLOSING, USUAL_OPENING, quoted
from outreach.db import db, transaction
from outreach.laws.founding import STANDARD_LAWS, add_standard_laws
from outreach.laws.subjects import Subject
from tests.making import NOW, make_person, make_team

POINTS = [pytest.param(point, id=f"{each.subject}-{point.code}") for each in STANDARD_LISTS for point in each.points]
ARTICLES = re.compile(r"第[一二三四五六七八九十百]+条(、第[一二三四五六七八九十百]+条)*")


@pytest.mark.parametrize("each", STANDARD_LISTS, ids=lambda each: each.subject.value)
def test_a_list_asks_six_to_ten_things_each_under_a_code_of_its_own(each: StandardList) -> None:
    assert 6 <= len(each.points) <= 10
    assert len({point.code for point in each.points}) == len(each.points)


def test_what_the_program_says_itself_names_nobody() -> None:
    texts = [USUAL_OPENING, USUAL_CLOSING, NOTHING_FOUND, *(title for title, _day in STANDARD_LAWS)]
    for each in STANDARD_LISTS:
        texts.append(each.title)
        for point in each.points:
            texts += [quoted(point.title), *(text for text in vars(point).values() if isinstance(text, str))]
    assert people_in(*texts) == []


def test_each_subject_but_other_has_one_list() -> None:
    assert [each.subject for each in STANDARD_LISTS] == [each for each in Subject if each is not Subject.OTHER]


@pytest.mark.parametrize("point", POINTS)
def test_a_point_names_a_law_of_the_standard_list_and_its_articles_and_fits_its_columns(point: StandardPoint) -> None:
    assert point.law in {title for title, _day in STANDARD_LAWS}
    assert ARTICLES.fullmatch(point.article)
    assert len(point.title) <= 200
    assert len(point.article) <= 100
    assert len(point.cost or "") <= 300
    assert len(point.ask or "") <= 100
    assert 1 <= point.weight <= 3
    assert point.within_days is None or 1 <= point.within_days <= 365


@pytest.mark.parametrize(
    ("subject", "code", "said"),
    [
        (
            Subject.LABOUR_CONTRACT,
            "probation",
            "三个月以上不满一年的试用期不超过一个月，一年以上不满三年的不超过二个月",
        ),
        (Subject.LABOUR_CONTRACT, "probation", "不满三个月和以完成一定工作任务为期限的不得约定"),
        (Subject.WAGE_ACCOUNTS, "real_names", "保存至工程完工且工资全部结清后至少3年"),
        (Subject.WORK_INJURY, "apply_in_thirty_days", "或者被诊断、鉴定为职业病之日起30日内"),
        (Subject.WORK_INJURY, "job_kept", "五级、六级本人提出解除"),
    ],
)
def test_a_point_says_each_bound_of_its_law(subject: Subject, code: str, said: str) -> None:
    (point,) = [each for one in STANDARD_LISTS if one.subject is subject for each in one.points if each.code == code]
    assert said in point.title + point.advice


@pytest.mark.parametrize(
    ("subject", "code", "done"),
    [
        (Subject.SPECIAL_PROTECTION, "nursing", "停止安排夜班和延长劳动时间"),
        (Subject.SPECIAL_PROTECTION, "seven_months", "停止安排夜班和延长劳动时间"),
        (Subject.LABOUR_CONTRACT, "open_ended", "订立无固定期限劳动合同"),
        (Subject.LABOUR_CONTRACT, "clauses", "空白的逐项填写"),
        (Subject.LABOUR_CONTRACT, "dismissal", "不要求的支付赔偿金"),
        (Subject.PAY, "monthly", "足额发给职工本人"),
        (Subject.PAY, "overtime_base", "少付的加班费补发"),
        (Subject.PAY, "deductions", "不超过当月工资的20%"),
        (Subject.PAY, "final_pay", "没有结清的立即付清"),
        (Subject.WORKING_TIME, "overtime_limit", "与工会和职工协商"),
        (Subject.WORKING_TIME, "leave_not_taken", "日工资收入的300%"),
        (Subject.SOCIAL_INSURANCE, "registered", "没有登记的立即补办"),
        (Subject.WAGE_ACCOUNTS, "real_names", "补订劳动合同、补办实名登记"),
        (Subject.WORK_INJURY, "help_inquiry", "保存考勤、监控"),
    ],
)
def test_the_advice_mends_all_that_the_point_asks(subject: Subject, code: str, done: str) -> None:
    (point,) = [each for one in STANDARD_LISTS if one.subject is subject for each in one.points if each.code == code]
    assert done in point.advice


def test_a_new_bureau_gets_them_as_published_first_versions_once(app_context: Flask) -> None:
    with transaction():
        make_team("pension")
        by = make_person()
        add_standard_laws(now=NOW, by=by)
        for _twice in range(2):
            add_standard_check_lists(now=NOW, by=by)
    lists = db.session.scalars(select(CheckList).order_by(CheckList.position)).all()
    assert [each.title for each in lists] == [each.title for each in STANDARD_LISTS]
    assert {(version.number, version.published_by_id) for each in lists for version in each.versions} == {(1, by.id)}
    first = lists[0].versions[0].points[0]
    assert (first.key, first.position) == (standard_key(Subject.LABOUR_CONTRACT, "in_a_month"), 1)
    assert (first.law and first.law.title, first.article) == ("中华人民共和国劳动合同法", "第十条、第八十二条")
    assert db.session.scalar(select(func.count()).select_from(CheckPoint).where(CheckPoint.law_id.is_(None))) == 0


def test_a_bureau_without_teams_or_laws_gets_what_it_can_hold(app_context: Flask) -> None:
    with transaction():
        by = make_person()
        add_standard_check_lists(now=NOW, by=by)
        assert db.session.scalar(select(func.count()).select_from(CheckList)) == 0
        make_team("one_of_its_own")
        add_standard_check_lists(now=NOW, by=by)
    assert {(each.law_id, each.article) for each in db.session.scalars(select(CheckPoint))} == {(None, None)}
