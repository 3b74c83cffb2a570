"""Drafting a notice, on both databases: its items, its words and what is asked about them."""

import io
from datetime import date
from typing import Any

import docx
import pytest
from sqlalchemy.exc import IntegrityError

from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices import actions, paper, queries, rules
from outreach.check_ups.notices.labels import MEANINGS
from outreach.check_ups.notices.models import Notice, NoticeItem
from outreach.check_ups.notices.rules import State
from outreach.check_ups.queries import check_up
from outreach.check_ups.rules import Found
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.rules import Status
from tests.check_ups.notices.made import LATER, again, made, reviewed
from tests.check_ups.notices.visits import make_check_up, make_company, make_list
from tests.making import NOW, make_case, make_law, make_person, make_team

pytestmark = pytest.mark.usefixtures("bureau")


def test_a_notice_has_the_risks_the_heaviest_first_in_the_words_of_the_points(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    assert [(item.weight, item.found) for item in notice.items] == [
        (3, "“签订书面劳动合同”方面存在风险。"),
        (2, "“发放工资条”方面存在风险。"),
        (1, "“建立职工名册”方面存在风险。"),
    ]
    first = notice.items[0]
    assert (first.cost, first.advice, first.due_on) == (
        "每月支付二倍工资",
        "一个月内补签书面劳动合同",
        date(2025, 4, 3),
    )
    assert first.ask == "劳动关系股 0730-5222222"
    assert "2025年3月4日" in (notice.opening or "")
    assert notice.revisit_on == date(2025, 6, 4)


def test_what_was_noted_is_not_taken_over_by_itself(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    said = " ".join(str(value) for item in notice.items for value in (item.found, item.advice, item.cost, item.ask))
    assert "13812341234" not in said


def test_an_unfinished_check_up_is_asked_about(lead: Person) -> None:
    checked = make_check_up({make_list("签订合同").points[0]: Found.RISK}, finished=False)
    with pytest.raises(Question) as asked:
        made(checked, lead)
    assert asked.value.code == "unfinished"
    with transaction():
        notice = actions.make_notice(check_up(checked.id), by=lead, now=LATER, unfinished_is_meant=True)
    assert len(notice.items) == 1


def test_one_notice_stands_for_a_check_up(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    with pytest.raises(Conflict):
        made(checked, lead)
    with transaction():
        actions.withdraw_notice(again(notice), reason="重新出具", by=lead, now=LATER)
    made(checked, lead)
    db.session.add(Notice(check_up_id=checked.id, made_at=NOW, made_by_id=lead.id, changed_at=NOW, state=State.DRAFT))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_cancelled_event_gets_no_notice(lead: Person) -> None:
    checked = make_check_up({make_list("签订合同").points[0]: Found.RISK}, status=Status.CANCELLED)
    with pytest.raises(Conflict):
        made(checked, lead)


def test_only_the_team_and_who_has_all_teams_write_it(checked: CheckUp) -> None:
    for stranger in (make_person(Role.LEAD, team=make_team("pension")), make_person(Role.VIEWER)):
        with pytest.raises(Forbidden):
            made(checked, stranger)
    made(checked, make_person(Role.STAFF, team=make_team("labor_relations")))


def test_an_item_is_left_out_and_taken_in_again_with_its_words(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    item = notice.items[0]
    with transaction():
        actions.change_item(again(notice), item, found="抽查12份合同，3份未签", by=lead, now=LATER)
        actions.drop_item(again(notice), item, by=lead, now=LATER)
    assert [each.weight for each in again(notice).shown] == [2, 1]
    with transaction():
        actions.take_in(again(notice), item.key, by=lead, now=LATER)
    assert again(notice).shown[0].found == "抽查12份合同，3份未签"


def test_a_risk_found_since_is_taken_in_at_the_place_of_its_weight(lead: Person) -> None:
    heavy, middle, _light, other = make_list("合同", "工资条", "名册", "社保").points
    checked = make_check_up({middle: Found.RISK, other: Found.IN_ORDER})
    notice = made(checked, lead)
    with pytest.raises(Conflict), transaction():
        actions.take_in(again(notice), other.key, by=lead, now=LATER)
    result = checked.results
    assert len(result) == 2
    with transaction():
        actions.add_item(
            again(notice), subject=Subject.PAY, weight=3, found="未按时发工资", by=lead, now=LATER, due_on=None
        )
    assert [(each.weight, each.position) for each in again(notice).items] == [(3, 1), (2, 2)]
    assert heavy.key not in {each.key for each in notice.items}


def test_more_items_of_its_own_than_a_notice_holds_are_refused(
    checked: CheckUp, lead: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = made(checked, lead)
    monkeypatch.setattr(rules, "MOST_ITEMS", len(notice.items))
    with pytest.raises(Conflict, match="3 项") as refused, transaction():
        actions.add_item(again(notice), subject=Subject.PAY, weight=3, found="未按时发工资", by=lead, now=LATER)
    assert refused.value.code == "too_many_items"


def test_people_whom_the_words_around_the_items_name_are_asked_about_once(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    words: dict[str, Any] = {"number": None, "contact": None, "revisit_on": None, "closing": "经理老李在场"}
    with pytest.raises(Question, match="老李") as asked, transaction():
        actions.change_notice(again(notice), opening="李娜反映没有工资条", by=lead, now=LATER, **words)
    assert asked.value.code == "personal"
    for opening, is_meant in (("李娜反映没有工资条", True), ("李娜反映没有工资条。", False)):
        with transaction():
            changed = again(notice)
            actions.change_notice(changed, opening=opening, by=lead, now=LATER, personal_is_meant=is_meant, **words)
    assert again(notice).opening == "李娜反映没有工资条。"


def test_braces_in_any_of_its_words_are_printed_as_they_were_typed(lead: Person) -> None:
    typed = "".join(f"{{{{{name}}}}}" for name in (*MEANINGS, "abc"))
    case, law = make_case(typed, facts=typed), make_law(title=typed)
    company = make_company(name=typed)
    notice = made(make_check_up({make_list("要点").points[0]: Found.RISK}, company=company), lead)
    with transaction():
        words = {"opening": typed, "closing": typed, "contact": typed[:100], "number": typed[:60]}
        actions.change_notice(again(notice), **words, revisit_on=None, by=lead, now=LATER)
        told = {"found": typed, "article": typed[:100], "cost": typed, "advice": typed, "ask": typed[:100]}
        told |= {"case_id": case.id, "law_id": law.id}
        actions.change_item(again(notice), again(notice).items[0], **told, by=lead, now=LATER)
    notice = again(notice)
    said = "".join(each.text for each in docx.Document(io.BytesIO(paper.docx_of(notice, now=LATER))).paragraphs)
    for each in paper.paper_of(notice, today=date(2025, 3, 4)).paragraphs:
        assert each.text in said
    assert said.count("{{正文}}") == 13


def test_a_new_notice_says_whom_to_ask_as_the_last_one_of_the_team_did(checked: CheckUp, lead: Person) -> None:
    first, said = made(checked, lead), "劳动关系股 0730-5222222"
    facts = {"opening": None, "closing": None, "revisit_on": None}
    with transaction():
        actions.change_notice(again(first), number="人社法提〔2025〕1号", contact=said, by=lead, now=LATER, **facts)
    (point,) = make_list("名册").points
    own, other = (make_check_up({point: Found.RISK}, team=make_team(code)) for code in ("labor_relations", "pension"))
    clerk = make_person(Role.CLERK)
    assert made(own, clerk).contact == said
    assert made(other, clerk).contact is None


def test_two_notices_do_not_bear_one_number(checked: CheckUp, lead: Person) -> None:
    notice, clerk, number = reviewed(checked, lead), make_person(Role.CLERK), "人社法提〔2025〕1号"
    with transaction():
        actions.reopen_notice(again(notice), reason="补文号", by=lead, now=LATER)
        actions.review_notice(again(notice), by=clerk, now=LATER, number=number)
    (point,) = make_list("名册").points
    other = made(make_check_up({point: Found.RISK}), lead)
    with pytest.raises(Invalid), transaction():
        actions.review_notice(again(other), by=clerk, now=LATER, number=number)
    with transaction():
        actions.review_notice(again(other), by=clerk, now=LATER, number="人社法提〔2025〕2号")
    assert again(other).number == "人社法提〔2025〕2号"


def test_what_the_lists_say_themselves_is_no_name(lead: Person) -> None:
    (point,) = make_list("任命周师傅“带班”的，有书面手续").points
    notice = made(make_check_up({point: Found.RISK}), lead)
    (item,) = notice.items
    assert item.found == "“任命周师傅‘带班’的，有书面手续”方面存在风险。"
    with transaction():
        actions.change_item(again(notice), again(notice).items[0], found=item.found, by=lead, now=LATER)
    found = f"{item.found}吴师傅没有手续"
    with pytest.raises(Question) as asked, transaction():
        actions.change_item(again(notice), again(notice).items[0], found=found, by=lead, now=LATER)
    assert "吴师傅" in str(asked.value.message) and "周师傅" not in str(asked.value.message)


def test_the_paper_tells_a_case_that_was_chosen_a_moment_ago(checked: CheckUp, lead: Person) -> None:
    with transaction():
        notice = actions.make_notice(checked, by=lead, now=NOW, unfinished_is_meant=True)
        case = make_case(title="没签合同，补二倍工资")
        actions.change_item(notice, notice.items[0], found="三人未签", case_id=case.id, by=lead, now=LATER)
        said = "".join(each.text for each in paper.paper_now(notice, today=date(2025, 3, 4)).paragraphs)
    assert f"案例警示：{case.title}" in said


def test_each_line_of_what_was_found_ends_as_a_sentence(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    with transaction():
        actions.change_item(again(notice), again(notice).items[0], found="3人未签合同\n2人无工资条", by=lead, now=LATER)
    said = [each.text for each in paper.paper_of(again(notice), today=NOW.date()).paragraphs]
    assert {"（一）3人未签合同。", "2人无工资条。"} <= set(said)


def test_a_case_that_is_told_already_is_asked_about(checked: CheckUp, lead: Person) -> None:
    notice, case = made(checked, lead), make_case()
    first, second, _third = notice.items

    def tell(item: NoticeItem, *, meant: bool = False) -> None:
        with transaction():
            here = again(notice)
            said: actions.ItemWords = {"found": "未签合同", "case_id": case.id}
            actions.change_item(here, queries.item_of(here, item.id), by=lead, now=LATER, case_is_meant=meant, **said)

    tell(first)
    tell(first)  # it is no other one
    with pytest.raises(Question):
        tell(second)
    tell(second, meant=True)
    assert [each.case_id for each in again(notice).items[:2]] == [case.id, case.id]


def test_the_bureaus_words_begin_the_next_notice(checked: CheckUp, lead: Person) -> None:
    with transaction():
        clerk = make_person(Role.CLERK)
        actions.keep_wording(
            opening="{{企业}}，您好。", closing="顺祝商祺。", contact="0730-5222222", by=clerk, now=NOW
        )
    notice = made(checked, lead)
    assert notice.opening == f"{checked.place.name}，您好。"
    assert (notice.closing, notice.contact) == ("顺祝商祺。", "0730-5222222")
