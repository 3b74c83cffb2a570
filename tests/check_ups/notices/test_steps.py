"""What becomes of a drafted notice, on both databases: reviewed, handed over, released, withdrawn, and the revisit."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Executable
from sqlalchemy.exc import DBAPIError

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.audit.models import AuditEntry
from outreach.check_ups.actions import finish_check_up
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices import actions, doubts, paper, queries, rights
from outreach.check_ups.notices.copies import sha256_of
from outreach.check_ups.notices.models import Notice, NoticeCopy, NoticeItem
from outreach.check_ups.notices.rules import State
from outreach.check_ups.notices.soundness import findings
from outreach.check_ups.queries import check_up
from outreach.check_ups.rules import Found
from outreach.db import db, transaction
from outreach.documents.standard import template_of
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.laws.models import Law
from outreach.laws.subjects import Subject
from outreach.people.models import Bureau, Person
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.schedule.rules import Status
from tests.check_ups.notices.made import LATER, again, made, reviewed
from tests.check_ups.notices.visits import make_check_up, make_list
from tests.making import NOW, make_case, make_law, make_person, make_team
from tests.upgrades.filling import unguarded

pytestmark = pytest.mark.usefixtures("bureau")


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


@pytest.mark.parametrize(
    ("number", "is_asked"), [("人社法提〔2025〕3号", False), ("3号", False), ("人社法提〔2024〕3号", True)]
)
def test_a_number_of_another_year_is_asked_about(number: str, is_asked: bool) -> None:
    if is_asked:
        with pytest.raises(Question, match=r"2024.*2025年1月2日"):
            doubts.check_year(number, date(2025, 1, 2), is_meant=False)
        doubts.check_year(number, date(2025, 1, 2), is_meant=True)
    else:
        doubts.check_year(number, date(2025, 1, 2), is_meant=False)


@pytest.mark.parametrize("code", ["changed_notice_copy", "missing_notice_copy"])
def test_doctor_names_a_kept_paper_that_was_changed_or_is_missing(checked: CheckUp, lead: Person, code: str) -> None:
    notice_id, company = handed_over(checked, lead).id, checked.place.name
    assert [*findings()] == []
    if code == "missing_notice_copy":
        plant(db.delete(NoticeCopy))
    else:
        kept = db.session.scalars(db.select(NoticeCopy.paper)).one()
        plant(db.update(NoticeCopy).values(paper=kept | {"bureau": "别的局"}))
    (found,) = findings()
    assert found.code == code
    assert str(notice_id) in str(found.said) and company in str(found.said)


@pytest.mark.parametrize(
    "harm",
    [
        db.update(NoticeItem).values(found="另一件事"),
        db.update(NoticeItem).where(NoticeItem.weight == 3).values(advice="不用改"),
        db.update(NoticeItem).where(NoticeItem.weight == 3).values(advice=None, due_on=None),
        db.update(NoticeItem).where(NoticeItem.weight == 2).values(due_on=date(2030, 1, 2)),
        db.update(NoticeItem).where(NoticeItem.weight == 3).values(weight=1),
        db.update(NoticeItem).where(NoticeItem.weight == 2).values(dropped_at=LATER),
        db.delete(NoticeItem).where(NoticeItem.weight == 1),
        db.update(Notice).values(opening="别的开头"),
        db.update(Notice).values(closing=None),
        db.update(Notice).values(number="人社法提〔2025〕99号"),
        db.update(Notice).values(contact="别的电话"),
        db.update(Notice).values(promised_on=date(2030, 1, 2)),
        db.update(Notice).values(paper_sha256=None),
    ],
    ids=str,
)
def test_doctor_names_a_notice_that_says_something_else_than_its_paper(
    checked: CheckUp, lead: Person, harm: Executable
) -> None:
    notice = handed_over(checked, lead)
    assert [*findings()] == []
    plant(harm)
    (found,) = findings()
    assert found.code == "changed_notice"
    assert checked.place.name in str(found.said) and str(notice.id) in str(found.said)


def test_doctor_leaves_alone_what_a_notice_quotes(checked: CheckUp, lead: Person) -> None:
    handed_over(checked, lead)
    plant(db.update(Place).values(name="改名后的公司"))
    plant(db.update(Law).values(title="修订后的法"))
    assert [*findings()] == []


def plant(statement: Executable) -> None:
    """Change what nobody may change, as one does who has the database in hand."""
    db.session.remove()
    with unguarded(db.engine) as connection:
        connection.execute(statement)


def test_what_the_reviewer_affirmed_stands_in_the_history_and_the_audit(checked: CheckUp, lead: Person) -> None:
    notice, day = made(checked, lead), (NOW + timedelta(days=300)).date()
    assert doubts.affirmed(again(notice), clock.local_day(NOW), number="1号") == []
    assert doubts.affirmed(again(notice), clock.local_day(NOW), number="人社法提〔2024〕1号") == ["2024年的文号"]
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
