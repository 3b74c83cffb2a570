"""What becomes of a notice, on both databases."""

import io
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from flask import Flask
from sqlalchemy import Executable
from sqlalchemy.exc import DBAPIError, IntegrityError

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.audit.models import AuditEntry
from outreach.check_ups.actions import finish_check_up
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices import actions, doubts, paper, queries, rights, rules
from outreach.check_ups.notices.copies import sha256_of
from outreach.check_ups.notices.labels import MEANINGS
from outreach.check_ups.notices.models import Notice, NoticeCopy, NoticeItem
from outreach.check_ups.notices.rules import State
from outreach.check_ups.notices.soundness import findings
from outreach.check_ups.queries import check_up
from outreach.check_ups.rules import Found
from outreach.db import db, transaction
from outreach.documents.standard import template_of
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.laws.subjects import Subject
from outreach.people.models import Bureau, Person
from outreach.people.rules import Role
from outreach.schedule.rules import Status
from tests.check_ups.notices.visits import make_check_up, make_company, make_list
from tests.making import NOW, make_bureau, make_case, make_holiday, make_law, make_person, make_team
from tests.upgrades.filling import unguarded

LATER = NOW + timedelta(hours=3)


@pytest.fixture(autouse=True)
def bureau(app_context: Flask) -> None:
    """The bureau, and the year's notice of days off."""
    make_bureau()
    make_holiday(date(2025, 6, 2), "端午节")


@pytest.fixture
def lead() -> Person:
    """The lead of the team."""
    return make_person(Role.LEAD, team=make_team("labor_relations"))


@pytest.fixture
def checked() -> CheckUp:
    """A check-up with risks at the points of weight 3, 2 and 1, of which the lightest was found first."""
    heavy, middle, light = make_list("签订书面劳动合同", "发放工资条", "建立职工名册").points
    found = {light: Found.RISK, middle: Found.RISK, heavy: Found.RISK}
    return make_check_up(found, notes={heavy: "张先生13812341234未签"})


def made(checked: CheckUp, by: Person) -> Notice:
    """A notice of it."""
    with transaction():
        return actions.make_notice(check_up(checked.id), by=by, now=LATER)


def reviewed(checked: CheckUp, by: Person) -> Notice:
    """A notice that the clerk reviewed."""
    notice = made(checked, by)
    with transaction():
        notice = queries.notice(notice.id, lock=True)
        return actions.review_notice(notice, by=make_person(Role.CLERK), now=LATER)


def again(notice: Notice) -> Notice:
    """The notice, read anew."""
    return queries.notice(notice.id, lock=True)


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


def test_what_was_reviewed_is_printed_so_whatever_it_quotes_becomes(checked: CheckUp, lead: Person) -> None:
    notice, clerk = made(checked, lead), make_person(Role.CLERK)
    case, law = make_case("某公司案", facts="当时的事实。"), make_law(title="劳动合同法")
    with transaction():
        words = {"found": "未签合同", "law_id": law.id, "article": "第八十二条", "case_id": case.id}
        actions.change_item(again(notice), again(notice).items[0], **words, by=lead, now=LATER)
        actions.review_notice(again(notice), by=clerk, now=LATER)
    paged, written = paper.paper_of(again(notice), today=date(2025, 3, 5)), paper.docx_of(again(notice), now=LATER)
    other = template_of((("GwBody", "{{企业}}"), ("GwBody", "{{正文}}")))
    with transaction():
        for thing in (case, law, checked.place, db.session.scalars(db.select(Bureau)).one()):
            setattr(thing, "title" if thing in (case, law) else "name", "事后改名")
        case.facts = "事后写入。"
        actions.use_template(other, name="新.docx", by=clerk, now=NOW)
        actions.hand_over(again(notice), date(2025, 3, 4), by=lead, now=LATER + timedelta(days=1))
        actions.move_revisit(again(notice), date(2025, 9, 1), reason="企业停产检修", by=lead, now=LATER)
    assert paper.paper_of(again(notice), today=date(2025, 3, 9)) == paged
    assert paper.docx_of(again(notice), now=LATER) == written
    assert any("当时的事实。" in each.text for each in paged.paragraphs)
    with transaction():
        actions.withdraw_notice(again(notice), reason="认定有误", by=clerk, now=LATER)
    taken_back = paper.paper_of(again(notice), today=date(2025, 3, 9))
    assert taken_back.title == taken_back.paragraphs[0].text == "法律风险提示书（已撤回）"
    assert taken_back.paragraphs[1:] == paged.paragraphs[1:]


def test_each_review_keeps_a_copy_of_its_own_that_nobody_changes(checked: CheckUp, lead: Person) -> None:
    notice = reviewed(checked, lead)
    with transaction():
        actions.reopen_notice(again(notice), reason="文字有误", by=lead, now=LATER)
        words = {"number": None, "opening": "新的开头", "closing": None, "contact": None, "revisit_on": None}
        actions.change_notice(again(notice), **words, by=lead, now=LATER)
    assert paper.paper_of(again(notice), today=date(2025, 3, 4)).title.endswith("（草稿）")
    with transaction():
        actions.review_notice(again(notice), by=make_person(Role.CLERK), now=LATER + timedelta(minutes=1))
    kept = db.session.scalars(db.select(NoticeCopy).order_by(NoticeCopy.at)).all()
    assert [each.sha256 for each in kept] == [sha256_of(each.paper) for each in kept]
    assert ["新的开头" in str(each.paper) for each in kept] == [False, True]
    assert "新的开头" in [each.text for each in paper.paper_of(again(notice), today=NOW.date()).paragraphs]
    with pytest.raises(DBAPIError):
        db.session.execute(db.update(NoticeCopy).values(sha256="0" * 64))
    db.session.rollback()


def test_the_planned_day_moves_with_a_reason_and_the_paper_keeps_what_it_promised(
    checked: CheckUp, lead: Person
) -> None:
    notice, promised, later = handed_over(checked, lead), date(2025, 6, 4), date(2025, 7, 1)
    said = paper.paper_of(again(notice), today=NOW.date())
    with pytest.raises(Invalid, match="原因"), transaction():
        actions.move_revisit(again(notice), later, by=lead, now=LATER)
    db.session.rollback()
    with transaction():
        actions.move_revisit(again(notice), later, reason="企业停产检修", by=lead, now=LATER)
    moved = again(notice)
    assert (moved.revisit_on, moved.promised_on, moved.moved_because) == (later, promised, "企业停产检修")
    assert moved.is_moved
    assert paper.paper_of(moved, today=NOW.date()) == said
    assert [each.id for each in queries.revisits_due(None, later, most=5)] == [notice.id]
    assert [*queries.revisits_due(None, promised, most=5)] == []
    (change,) = [each for each in changes_of(moved) if each.field == "revisit_on"]
    assert (change.old, change.new, change.reason) == ("2025-06-04", "2025-07-01", "企业停产检修")
    with transaction():
        actions.move_revisit(again(notice), promised, reason="照原定", by=lead, now=LATER)
    assert not again(notice).is_moved
    assert again(notice).moved_because is None


def test_a_draft_is_moved_without_a_reason_and_its_review_promises_the_day(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    with transaction():
        actions.move_revisit(again(notice), date(2025, 7, 1), by=lead, now=LATER)
        assert not again(notice).is_moved
        actions.review_notice(again(notice), by=make_person(Role.CLERK), now=LATER)
    assert (again(notice).promised_on, again(notice).is_moved) == (date(2025, 7, 1), False)
    with transaction():
        actions.move_revisit(again(notice), None, reason="企业注销", by=lead, now=LATER)
        actions.reopen_notice(again(notice), reason="改日期", by=lead, now=LATER)
    assert (again(notice).promised_on, again(notice).moved_because, again(notice).paper_sha256) == (None, None, None)


def test_days_that_are_past_are_asked_about_and_counted_anew_once(checked: CheckUp, lead: Person) -> None:
    notice, later = made(checked, lead), NOW + timedelta(days=300)  # 2025-12-29, a Monday
    day = later.date()
    with transaction():
        own = {"subject": Subject.PAY, "weight": 1, "found": "未建台账", "due_on": date(2025, 5, 5)}
        actions.add_item(again(notice), **own, by=lead, now=LATER)
        chosen = again(notice).items[1]
        actions.change_item(again(notice), chosen, found="未发", due_on=date(2026, 6, 1), by=lead, now=LATER)
    with pytest.raises(Question, match=r"4月3日.*5月5日.*6月4日") as asked:
        doubts.check_days(again(notice), day, is_meant=False)
    assert asked.value.code == "days_behind"
    doubts.check_days(again(notice), day, is_meant=True)
    doubts.check_days(again(notice), date(2025, 4, 2), is_meant=False)
    for _twice in range(2):
        with transaction():
            actions.count_anew(again(notice), by=lead, now=later)
    days = [date(2026, 1, 28), date(2026, 6, 1), date(2026, 1, 28), date(2025, 5, 5)]
    assert [item.due_on for item in again(notice).items] == days
    assert again(notice).revisit_on == date(2026, 3, 30)  # the 29th is a Sunday
    assert [item.found for item in doubts.items_behind(again(notice), day)] == ["未建台账"]


@pytest.mark.parametrize("code", ["changed_notice_copy", "missing_notice_copy"])
def test_doctor_names_a_kept_paper_that_was_changed_or_is_missing(checked: CheckUp, lead: Person, code: str) -> None:
    notice_id = handed_over(checked, lead).id
    assert [*findings()] == []
    if code == "missing_notice_copy":
        plant(db.delete(NoticeCopy))
    else:
        kept = db.session.scalars(db.select(NoticeCopy.paper)).one()
        plant(db.update(NoticeCopy).values(paper=kept | {"bureau": "别的局"}))
    (found,) = findings()
    assert found.code == code
    assert str(notice_id) in str(found.said)


def plant(statement: Executable) -> None:
    """Change what nobody may change, as one does who has the database in hand."""
    db.session.remove()
    with unguarded(db.engine) as connection:
        connection.execute(statement)


def test_what_the_reviewer_affirmed_stands_in_the_history_and_the_audit(checked: CheckUp, lead: Person) -> None:
    notice, day = made(checked, lead), (NOW + timedelta(days=300)).date()
    assert doubts.affirmed(again(notice), clock.local_day(NOW), number="1号") == []
    said = doubts.affirmed(again(notice), day, number=" ")
    assert said == ["没有文号", "审核时已经过去的日期：2025年4月3日 周四、2025年6月4日 周三"]
    with transaction():
        actions.review_notice(again(notice), by=make_person(Role.CLERK), now=LATER, affirmed=said)
    history = {(each.field, each.new) for each in changes_of(notice)}
    assert history == {("affirmed", said[0]), ("affirmed", said[1]), ("state", "reviewed")}
    entry = db.session.scalars(db.select(AuditEntry).filter_by(act="notice.reviewed")).one()
    assert entry.facts == {"company": checked.place.name, "affirmed": said}


def test_who_made_it_does_not_review_it_while_another_lead_is_there(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    with pytest.raises(Invalid), transaction():
        actions.review_notice(again(notice), by=lead, now=LATER)
    make_person(Role.LEAD, team=make_team("labor_relations"))
    with pytest.raises(Forbidden), transaction():
        actions.review_notice(again(notice), by=lead, now=LATER, reason="没有别人")


def test_the_only_lead_reviews_the_own_notice_with_a_reason_that_stays(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    with transaction():
        actions.review_notice(again(notice), by=lead, now=LATER, reason="全队只有一名负责人")
    assert again(notice).state is State.REVIEWED
    assert changes_of(notice)[0].reason == "全队只有一名负责人"


def test_a_draft_waits_for_its_review_from_when_somebody_asked(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    other = make_person(Role.LEAD, team=make_team("labor_relations"))
    clerk, stranger = make_person(Role.CLERK), make_person(Role.LEAD, team=make_team("pension"))
    assert queries.waiting_for_review(None, but_of=clerk.id, most=5) == []
    with transaction():
        actions.ask_for_review(again(notice), by=lead, now=LATER)
    with pytest.raises(Conflict), transaction():
        actions.ask_for_review(again(notice), by=lead, now=LATER)
    team_ids = other.team_ids_on(NOW.date())
    assert [each.id for each in queries.waiting_for_review(team_ids, but_of=other.id, most=5)] == [notice.id]
    assert [each.id for each in queries.waiting_for_review(None, but_of=clerk.id, most=5)] == [notice.id]
    assert queries.waiting_for_review(team_ids, but_of=lead.id, most=5) == []
    assert queries.waiting_for_review(stranger.team_ids_on(NOW.date()), but_of=stranger.id, most=5) == []
    assert [each.id for each in rights.reviewers_of(again(notice), LATER)] == [other.id, clerk.id]
    with transaction():
        actions.review_notice(again(notice), by=other, now=LATER)
    assert again(notice).asked_at is None
    assert queries.waiting_for_review(None, but_of=clerk.id, most=5) == []
    with transaction():
        actions.reopen_notice(again(notice), reason="金额有误", by=lead, now=LATER)
    assert again(notice).asked_at is None  # it is laid before them anew


def test_a_withdrawn_draft_waits_no_more(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    with transaction():
        actions.ask_for_review(again(notice), by=lead, now=LATER)
        actions.withdraw_notice(again(notice), reason="做错了", by=lead, now=LATER)
    assert (again(notice).state, again(notice).asked_at) == (State.WITHDRAWN, None)


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


def test_staff_do_not_review(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    with pytest.raises(Forbidden), transaction():
        actions.review_notice(again(notice), by=make_person(team=make_team("labor_relations")), now=LATER)


def test_reviewed_words_change_only_as_a_draft_again(checked: CheckUp, lead: Person) -> None:
    notice = reviewed(checked, lead)
    with pytest.raises(Conflict), transaction():
        actions.change_item(again(notice), notice.items[0], found="别的", by=lead, now=LATER)
    with transaction():
        actions.reopen_notice(again(notice), reason="金额有误", by=lead, now=LATER)
        actions.change_item(again(notice), again(notice).items[0], found="别的", by=lead, now=LATER)
    assert (again(notice).state, again(notice).reviewed_by_id) == (State.DRAFT, None)


def test_it_is_handed_over_between_the_check_up_and_today(checked: CheckUp, lead: Person) -> None:
    notice = reviewed(checked, lead)
    for day in (date(2025, 3, 3), date(2025, 3, 5)):
        with pytest.raises(Invalid), transaction():
            actions.hand_over(again(notice), day, by=lead, now=LATER)
    with transaction():
        actions.hand_over(again(notice), date(2025, 3, 4), by=lead, now=LATER)
    assert (again(notice).state, again(notice).handed_at) == (State.HANDED_OVER, LATER)


def test_a_draft_is_not_handed_over(checked: CheckUp, lead: Person) -> None:
    notice = made(checked, lead)
    with pytest.raises(Conflict), transaction():
        actions.hand_over(again(notice), date(2025, 3, 4), by=lead, now=LATER)


def test_clerks_release_after_a_question_and_take_it_back(checked: CheckUp, lead: Person) -> None:
    notice, clerk = reviewed(checked, lead), make_person(Role.CLERK)
    with pytest.raises(Conflict), transaction():
        actions.release_notice(again(notice), is_meant=True, by=clerk, now=LATER)
    with transaction():
        actions.hand_over(again(notice), date(2025, 3, 4), by=lead, now=LATER)
    with pytest.raises(Forbidden), transaction():
        actions.release_notice(again(notice), is_meant=True, by=lead, now=LATER)
    with pytest.raises(Question), transaction():
        actions.release_notice(again(notice), is_meant=False, by=clerk, now=LATER)
    viewer = make_person(Role.VIEWER)
    assert not rights.may_see(viewer, again(notice), date(2025, 3, 4))
    with transaction():
        actions.release_notice(again(notice), is_meant=True, by=clerk, now=LATER)
    assert rights.may_see(viewer, again(notice), date(2025, 3, 4))
    with transaction():
        actions.hold_back(again(notice), by=clerk, now=LATER)
    assert not rights.may_see(viewer, again(notice), date(2025, 3, 4))


def test_withdrawing_takes_the_release_back_and_needs_a_reason(checked: CheckUp, lead: Person) -> None:
    notice, clerk = reviewed(checked, lead), make_person(Role.CLERK)
    with transaction():
        actions.hand_over(again(notice), date(2025, 3, 4), by=lead, now=LATER)
        actions.release_notice(again(notice), is_meant=True, by=clerk, now=LATER)
    with pytest.raises(Invalid), transaction():
        actions.withdraw_notice(again(notice), reason=" ", by=lead, now=LATER)
    with transaction():
        actions.withdraw_notice(again(notice), reason="认定有误", by=lead, now=LATER)
    assert (again(notice).state, again(notice).released_at) == (State.WITHDRAWN, None)


def test_every_step_stands_in_the_history(checked: CheckUp, lead: Person) -> None:
    notice = reviewed(checked, lead)
    with transaction():
        actions.hand_over(again(notice), date(2025, 3, 4), by=lead, now=LATER)
    said = [(each.field, each.old, each.new) for each in reversed(changes_of(notice))]
    assert said == [("state", "draft", "reviewed"), ("state", "reviewed", "handed_over")]


def test_the_bureaus_words_begin_the_next_notice(checked: CheckUp, lead: Person) -> None:
    with transaction():
        clerk = make_person(Role.CLERK)
        actions.keep_wording(
            opening="{{企业}}，您好。", closing="顺祝商祺。", contact="0730-5222222", by=clerk, now=NOW
        )
    notice = made(checked, lead)
    assert notice.opening == f"{checked.place.name}，您好。"
    assert (notice.closing, notice.contact) == ("顺祝商祺。", "0730-5222222")


def handed_over(checked: CheckUp, lead: Person) -> Notice:
    """A notice of it that the company has."""
    notice = reviewed(checked, lead)
    with transaction():
        return actions.hand_over(queries.notice(notice.id, lock=True), date(2025, 3, 4), by=lead, now=LATER)


@pytest.mark.parametrize("status", [Status.HELD, Status.CANCELLED])
def test_a_company_that_was_seen_again_waits_for_no_revisit(checked: CheckUp, lead: Person, status: Status) -> None:
    notice, seen_again = handed_over(checked, lead), NOW + timedelta(days=80)
    (point,) = make_list("发放工资条").points
    facts = {"team": make_team("labor_relations"), "starts_at": seen_again, "status": status, "finished": False}
    again = make_check_up({point: Found.IN_ORDER}, company=checked.place, **facts)
    elsewhere = make_check_up({point: Found.IN_ORDER}, **facts)
    for each in (elsewhere, again):
        with transaction():
            finish_check_up(check_up(each.id), by=lead, now=seen_again + timedelta(hours=3))
    kept, is_held = queries.notice(notice.id), status is Status.HELD
    assert (kept.revisit_event_id == again.event_id) is is_held
    assert kept.revisit_on == date(2025, 6, 4)  # as the company has it on paper
    assert (queries.revisits_due(None, date(2025, 12, 31), most=5) == []) is is_held
    assert ("revisit" in {each.field for each in changes_of(kept)}) is is_held


def test_an_earlier_visit_found_later_is_no_revisit(checked: CheckUp, lead: Person) -> None:
    notice = handed_over(checked, lead)
    (point,) = make_list("发放工资条").points
    facts = {"team": make_team("labor_relations"), "starts_at": NOW - timedelta(days=3), "finished": False}
    before = make_check_up({point: Found.IN_ORDER}, company=checked.place, **facts)
    with transaction():
        finish_check_up(check_up(before.id), by=lead, now=LATER)
    assert queries.notice(notice.id).revisit_event_id is None
